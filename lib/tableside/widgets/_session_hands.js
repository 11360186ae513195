// @ts-check
// What hands work with: the place, what presses, the stroke, the force and the time. Like
// _base.js this is no module.

/**
 * @typedef {{id: string, text: string, area: number, measured: boolean, levels: number[],
 *   kilopascal: number}} SessionContact
 * @typedef {{contacts: SessionContact[], strokes: {id: string, text: string, how: string}[],
 *   strongest: number}} SessionTools
 */

const SESSION_FIRST_FORCE = 5;

/**
 * @param {BackMap} map
 * @param {SessionTools} tools
 * @param {ReturnType<typeof cleanup>} scope
 * @param {{chosen: (zone: MapZone) => void, work: (act: Record<string, unknown>) => void}} around
 */
function sessionHands(map, { contacts, strokes, strongest }, scope, { chosen, work }) {
  const zones = map.zones.map(({ id, name, allows }) => ({ id, text: `${name} (${allows})` }));
  const where = sessionPick("Where", zones);
  const contact = sessionPick(
    "What presses",
    contacts.map(({ id, text, area, measured }) => ({
      id,
      text: `${text} (${area} cm²${measured ? ", as you measured" : ""})`,
    })),
  );
  const stroke = sessionPick("Stroke", strokes);
  const bounds = { min: 1, max: strongest, step: 1, value: SESSION_FIRST_FORCE };
  const slider = element("input", {
    type: "range",
    class: "ts-session-rail",
    "aria-label": "Force, N",
    ...bounds,
  });
  const force = sessionAmount({
    label: "Force",
    unit: "N",
    low: 1,
    high: strongest,
    step: 1,
    value: SESSION_FIRST_FORCE,
  });
  const seconds = sessionAmount({
    label: "How long",
    unit: "s",
    low: 1,
    high: 600,
    step: 5,
    value: 30,
  });
  const means = element("output", { class: "ts-session-means" });
  const button = element("button", { type: "submit", class: "ts-main" }, "Work here");

  function tell() {
    const tool = contacts.find(({ id }) => id === contact.value());
    const newton = force.value();
    if (!tool || newton === null) {
      means.textContent = "Choose what presses, to see the level that this force stands for.";
      return;
    }
    const level = tool.levels.filter((bound) => newton >= bound).length;
    const scale = level ? `level ${level} of Walton’s five` : "below level 1 of Walton’s five";
    const pressure = (newton * tool.kilopascal).toFixed(1);
    means.textContent = `${newton} N is ${scale}, ${pressure} kPa on average (course rule).`;
    slider.setAttribute("aria-valuetext", `${newton} newtons, ${scale}`);
  }

  function chooseByName() {
    const zone = map.zones.find(({ id }) => id === where.value());
    if (zone) chosen(zone);
  }

  const form = element(
    "form",
    { class: "ts-session-work", "aria-label": "Work on a zone" },
    where.part,
    contact.part,
    stroke.part,
    seconds.part,
    element("div", { class: "ts-session-force" }, force.part, slider),
    means,
    button,
  );
  scope.listen(where.select, "change", chooseByName);
  scope.listen(contact.select, "change", tell);
  scope.listen(slider, "input", () => {
    force.box.value = slider.value;
    tell();
  });
  scope.listen(force.box, "input", () => {
    slider.value = force.box.value;
    tell();
  });
  scope.sent(form, () => {
    work({
      kind: "press",
      zone: where.value(),
      contact: contact.value(),
      stroke: stroke.value(),
      force: force.value(),
      seconds: seconds.value(),
    });
  });
  tell();

  return {
    form,

    /** @param {MapZone} zone */
    choose(zone) {
      where.select.selectedIndex = 1 + map.zones.indexOf(zone);
    },

    /** Put the focus where the next choice is to be made. */
    focus() {
      (contact.value() ? button : contact.select).focus();
    },
  };
}
