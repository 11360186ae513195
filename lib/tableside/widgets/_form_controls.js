// @ts-check
// The fields of a form, and how they are read and filled in. Like _base.js this is no module: it
// stands before the scripts of the widgets that ask with forms.

/**
 * @typedef {{id: string, label: string, kind: "number" | "one" | "several" | "yes", unit: string,
 *   low: number | null, high: number | null, step: number | null,
 *   options: {id: string, text: string}[]}} FormField
 * @typedef {{box: HTMLElement, read: () => unknown, write: (value: any) => void}} FormControl
 */

/**
 * Make boxes or circles to choose from.
 *
 * @param {FormField} field
 * @param {string} name
 * @returns {FormControl}
 */
function formChoices({ label, kind, options }, name) {
  const type = kind === "one" ? "radio" : "checkbox";
  const inputs = options.map(({ id }) => element("input", { type, name, value: id }));
  const rows = options.map(({ text }, at) =>
    element("label", { class: "ts-form-option" }, inputs[at], element("span", {}, text)),
  );
  const picked = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    box: element(
      "fieldset",
      { class: "ts-form-field ts-form-wide" },
      element("legend", {}, label),
      element("div", { class: "ts-form-row" }, ...rows),
    ),
    read: () => (kind === "one" ? (picked()[0] ?? null) : picked()),
    write(value) {
      const wanted = Array.isArray(value) ? value : [value];
      for (const input of inputs) input.checked = wanted.includes(input.value);
    },
  };
}

/**
 * Make a list to choose one of many from.
 *
 * @param {FormField} field
 * @param {string} name
 * @returns {FormControl}
 */
function formList({ label, options }, name) {
  const select = element(
    "select",
    { id: name },
    element("option", { value: "" }, "choose"),
    ...options.map(({ id, text }) => element("option", { value: id }, text)),
  );
  return {
    box: element("div", { class: "ts-form-field" }, element("label", { for: name }, label), select),
    read: () => select.value || null,
    write(value) {
      select.value = value ?? "";
    },
  };
}

/**
 * Make a box for a number with its unit.
 *
 * @param {FormField} field
 * @param {string} name
 * @returns {FormControl}
 */
function formAmount({ label, unit }, name) {
  const input = element("input", { id: name, type: "text", inputmode: "decimal", size: 6 });
  const row = element("span", { class: "ts-form-amount" }, input, element("span", {}, unit));
  const title = element("label", { for: name }, unit ? `${label} (${unit})` : label);
  return {
    box: element("div", { class: "ts-form-field" }, title, row),
    read: () => input.value,
    write(value) {
      // Never take the pen out of a writer's hand.
      if (document.activeElement !== input) input.value = value ?? "";
    },
  };
}

/**
 * Make one box to tick.
 *
 * @param {FormField} field
 * @returns {FormControl}
 */
function formTick({ label }) {
  const input = element("input", { type: "checkbox" });
  const row = element("label", { class: "ts-form-option" }, input, element("span", {}, label));
  return {
    box: element("div", { class: "ts-form-field ts-form-tick" }, row),
    read: () => input.checked,
    write(value) {
      input.checked = value === true;
    },
  };
}

/** More options than this are a list instead of circles. */
const FORM_MANY = 8;

/**
 * @param {FormField} field
 * @param {string} name
 */
function formControl(field, name) {
  if (field.kind === "number") return formAmount(field, name);
  if (field.kind === "yes") return formTick(field);
  if (field.kind === "one" && field.options.length > FORM_MANY) return formList(field, name);
  return formChoices(field, name);
}

/**
 * Make the controls of several fields.
 *
 * @param {FormField[]} fields
 * @param {string} unique what no other form on the page is called
 */
function formControls(fields, unique) {
  const made = fields.map((field) => formControl(field, `${unique}-${field.id}`));
  const named = fields.map(({ id }, at) => /** @type {[string, FormControl]} */ ([id, made[at]]));
  return {
    boxes: made.map(({ box }) => box),
    read: () => Object.fromEntries(named.map(([id, { read }]) => [id, read()])),
    /** @param {Record<string, unknown>} answers */
    write(answers) {
      for (const [id, { write }] of named) write(answers[id]);
    },
  };
}
