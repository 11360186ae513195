// @ts-check
// What stands around the map and the chart of a pressing drill. Like _base.js this is no module.

/**
 * Make the controls of a drill.
 *
 * @param {BackMap} map
 * @param {() => [number, number][] | undefined} spans when a fading line shows in the next round
 * @param {() => void} sightChanged
 */
function drillControls(map, spans, sightChanged) {
  const ids = `ts-drill-${Math.random().toString(36).slice(2)}`;
  const start = element("button", { type: "button", class: "ts-main" }, "Start round");
  const stop = element("button", { type: "button", disabled: true }, "Stop");
  const where = element(
    "select",
    { id: `${ids}-where` },
    ...map.zones.map(({ id, name, allows }) =>
      element("option", { value: id }, `${name} (${allows})`),
    ),
  );
  const sight = feedbackChoice(spans, `${ids}-sight`, sightChanged);
  const box = element(
    "div",
    { class: "ts-controls" },
    start,
    stop,
    sight.button,
    sight.label,
    element("label", { class: "ts-where", for: where.id }, "Where", where),
    sight.note,
  );
  return { start, stop, where, sight, box };
}

/** Explain the map's marks. */
function mapKey() {
  const words = ["no pressing", "level 1 at most", "level 2 at most", "level 3 at most"];
  const marks = words.map((told, level) => {
    const swatch = { class: `ts-swatch ts-swatch-${level}` };
    return element("li", {}, element("span", swatch, level ? String(level) : "✕"), told);
  });
  return element("ul", { class: "ts-key", "aria-label": "Marks on the map" }, ...marks);
}

/** Whose left and right the map shows. */
function mapCompass() {
  const words = ["client’s left", "head ↑", "client’s right"];
  const spans = words.map((told) => element("span", {}, told));
  return element("div", { class: "ts-compass", "aria-hidden": "true" }, ...spans);
}

/**
 * Lay a drill out: what to do, then the map beside the rest. On a narrow page the map stands
 * where the hand and the eye need it: see ``.ts-sides``.
 *
 * @param {Round} round
 * @param {{top: Node[], live: Node[], map: Node[], rest: Node[]}} parts
 */
function drillLayout(round, parts) {
  const kind = round.coverage || round.sides ? " ts-glides" : round.acts ? " ts-decides" : "";
  return element(
    "div",
    { class: "tableside ts-drill", role: "group", "aria-label": round.title },
    element("p", { class: "ts-prompt" }, round.title),
    element("ol", { class: "ts-steps" }, ...round.steps.map((step) => element("li", {}, step))),
    element(
      "div",
      { class: `ts-sides${kind}` },
      element("div", { class: "ts-top" }, ...parts.top),
      element("div", { class: "ts-side-map" }, ...parts.map),
      element("div", { class: "ts-side-live" }, ...parts.live),
      element("div", { class: "ts-rest" }, ...parts.rest),
    ),
  );
}
