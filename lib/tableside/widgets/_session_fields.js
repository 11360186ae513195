// @ts-check
// The choices that an act needs, as native controls. Like _base.js this is no module.

/**
 * @typedef {{id: string | number | boolean, text: string}} SessionOption
 * @typedef {{field: string, kind: "pick" | "many" | "shares", label: string,
 *   options: SessionOption[]}} SessionListField
 * @typedef {{field: string, kind: "yes", label: string}} SessionYesField
 * @typedef {{field: string, kind: "amount", label: string, unit: string, low: number,
 *   high: number, step: number, value: number | null}} SessionAmountField
 * @typedef {SessionListField | SessionYesField | SessionAmountField} SessionField
 * @typedef {{part: HTMLElement, value: () => unknown}} SessionControl
 */

const SESSION_SCENTS = 2;

/** @param {SessionField} field @returns {SessionControl} */
function sessionField(field) {
  switch (field.kind) {
    case "pick":
      return sessionPick(field.label, field.options);
    case "many":
      return sessionMany(field);
    case "shares":
      return sessionShares(field);
    case "yes":
      return sessionYes(field);
    case "amount":
      return sessionAmount(field);
  }
}

/** @param {SessionOption[]} options @param {string} none */
function sessionSelect(options, none) {
  const choices = options.map(({ text }, place) => element("option", { value: place }, text));
  return element("select", {}, element("option", { value: "" }, none), ...choices);
}

/**
 * A list to choose from; nothing is chosen at first.
 *
 * @param {string} label
 * @param {SessionOption[]} options
 */
function sessionPick(label, options) {
  const select = sessionSelect(options, "Choose …");
  return {
    part: element("label", { class: "ts-session-field" }, element("span", {}, label), select),
    select,
    value: () => options[select.selectedIndex - 1]?.id ?? null,
  };
}

/** @param {SessionListField} field */
function sessionMany({ label, options }) {
  const boxes = options.map(() => element("input", { type: "checkbox" }));
  const lines = options.map(({ text }, place) =>
    element("label", { class: "ts-session-tick" }, boxes[place], element("span", {}, text)),
  );
  return {
    part: element(
      "fieldset",
      { class: "ts-session-many" },
      element("legend", { class: "ts-session-legend" }, label),
      ...lines,
    ),
    value: () => options.filter((_, place) => boxes[place].checked).map(({ id }) => id),
  };
}

/** @param {SessionYesField} field */
function sessionYes({ label }) {
  const box = element("input", { type: "checkbox" });
  return {
    part: element("label", { class: "ts-session-tick" }, box, element("span", {}, label)),
    value: () => box.checked,
  };
}

/** @param {Omit<SessionAmountField, "field" | "kind">} field */
function sessionAmount({ label, unit, low, high, step, value }) {
  const box = element("input", {
    type: "number",
    class: "ts-session-number",
    min: low,
    max: high,
    // Whatever is typed reaches Python, which says what the range is.
    step: "any",
    "data-step": step,
    inputmode: "decimal",
    ...(value === null ? {} : { value }),
  });
  return {
    part: element(
      "label",
      { class: "ts-session-field" },
      element("span", {}, `${label}, ${unit}`),
      box,
    ),
    box,
    value: () => (Number.isNaN(box.valueAsNumber) ? null : box.valueAsNumber),
  };
}

/** @param {SessionListField} field */
function sessionShares({ label, options }) {
  const rows = Array.from({ length: SESSION_SCENTS }, (_, place) => {
    const oil = sessionSelect(options, "none");
    const name = `${label} ${place + 1}`;
    const share = sessionAmount({
      label: `Share of ${name.toLowerCase()}`,
      unit: "%",
      low: 0,
      high: 100,
      step: 0.5,
      value: null,
    });
    const pick = element("label", { class: "ts-session-field" }, element("span", {}, name), oil);
    return { oil, share, part: element("div", { class: "ts-session-share" }, pick, share.part) };
  });
  return {
    part: element("div", { class: "ts-session-shares" }, ...rows.map(({ part }) => part)),
    value: () =>
      rows
        .filter(({ oil }) => oil.selectedIndex > 0)
        .map(({ oil, share }) => ({
          oil: options[oil.selectedIndex - 1].id,
          percent: share.value(),
        })),
  };
}
