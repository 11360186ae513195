// @ts-check
/**
 * @typedef {{id: string, label: string, kind: "number" | "one" | "several" | "yes", unit: string,
 *   low: number | null, high: number | null, step: number | null,
 *   options: {id: string, text: string}[]}} FormField
 * @typedef {{title: string, client: string[], fields: FormField[]}} Task
 * @typedef {{number: number, headline: string, good: boolean, also: string[],
 *   findings: {safety: boolean, message: string, because: string}[]}} Verdict
 * @typedef {{task: Task, asked: {number: number, answers: Record<string, unknown>},
 *   wanted: number, verdict: Partial<Verdict>, error: string}} ClientForm
 * @typedef {{box: HTMLElement, read: () => unknown}} Control
 */

/**
 * Make boxes or circles to choose from.
 *
 * @param {FormField} field
 * @param {string} name
 * @returns {Control}
 */
function choices({ label, kind, options }, name) {
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
  };
}

/**
 * Make a list to choose one of many from.
 *
 * @param {FormField} field
 * @param {string} name
 * @returns {Control}
 */
function list({ label, options }, name) {
  const select = element(
    "select",
    { id: name },
    element("option", { value: "" }, "choose"),
    ...options.map(({ id, text }) => element("option", { value: id }, text)),
  );
  return {
    box: element("div", { class: "ts-form-field" }, element("label", { for: name }, label), select),
    read: () => select.value || null,
  };
}

/**
 * Make a box for a number with its unit.
 *
 * @param {FormField} field
 * @param {string} name
 * @returns {Control}
 */
function amount({ label, unit }, name) {
  const input = element("input", { id: name, type: "text", inputmode: "decimal", size: 6 });
  const row = element("span", { class: "ts-form-amount" }, input, element("span", {}, unit));
  const title = element("label", { for: name }, unit ? `${label} (${unit})` : label);
  return { box: element("div", { class: "ts-form-field" }, title, row), read: () => input.value };
}

/**
 * Make one box to tick.
 *
 * @param {FormField} field
 * @returns {Control}
 */
function tick({ label }) {
  const input = element("input", { type: "checkbox" });
  const row = element("label", { class: "ts-form-option" }, input, element("span", {}, label));
  return {
    box: element("div", { class: "ts-form-field ts-form-tick" }, row),
    read: () => input.checked,
  };
}

/** More options than this are a list instead of circles. */
const MANY = 8;

/**
 * @param {FormField} field
 * @param {string} name
 */
function control(field, name) {
  if (field.kind === "number") return amount(field, name);
  if (field.kind === "yes") return tick(field);
  if (field.kind === "one" && field.options.length > MANY) return list(field, name);
  return choices(field, name);
}

/**
 * Say what the rules say; what is a matter of safety says so in a word.
 *
 * @param {Verdict["findings"][number]} finding
 */
function told({ safety, message, because }) {
  const word = element("b", {}, safety ? "Unsafe: " : "Better: ");
  const kind = safety ? "ts-form-unsafe" : "ts-form-better";
  return element("li", { class: kind }, word, message, element("span", {}, ` ${because}`));
}

/** @type {import("./anywidget").Render<ClientForm>} */
function render({ model, el }) {
  const scope = cleanup();
  const unique = `ts-form-${Math.random().toString(36).slice(2)}`;
  const title = element("p", { class: "ts-prompt ts-form-title", tabindex: "-1" });
  const client = element("div", { class: "ts-form-client" });
  const fields = element("div", { class: "ts-form-fields" });
  const check = element("button", { type: "submit", class: "ts-main" }, "Check");
  const next = element("button", { type: "button" }, "Next client");
  const outcome = element("div", { class: "ts-form-outcome", role: "status" });
  const error = element("p", { class: "ts-error", role: "alert" });
  const buttons = element("div", { class: "ts-form-buttons" }, check, next);
  const form = element("form", { novalidate: true }, fields, buttons);
  /** @type {Map<string, Control>} */
  let controls = new Map();
  let waits = false;

  function showTask() {
    const task = model.get("task");
    title.textContent = task.title;
    client.replaceChildren(...task.client.map((line) => element("p", {}, line)));
    const made = task.fields.map((field) => control(field, `${unique}-${field.id}`));
    controls = new Map(task.fields.map(({ id }, at) => [id, made[at]]));
    fields.replaceChildren(...made.map(({ box }) => box));
    if (waits) title.focus({ preventScroll: true });
    waits = false;
  }

  function showVerdict() {
    const { headline, good, findings = [], also = [] } = model.get("verdict");
    outcome.replaceChildren();
    outcome.classList.toggle("ts-form-good", good === true);
    outcome.classList.toggle("ts-form-not-good", good === false);
    if (!headline) return;
    outcome.append(element("p", { class: "ts-form-headline" }, headline));
    if (findings.length) outcome.append(element("ul", {}, ...findings.map(told)));
    outcome.append(...also.map((line) => element("p", {}, line)));
  }

  function showError() {
    error.textContent = model.get("error");
  }

  scope.listen(form, "submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    const answers = Object.fromEntries([...controls].map(([id, { read }]) => [id, read()]));
    model.set("asked", { number: (model.get("asked").number ?? 0) + 1, answers });
    model.save_changes();
  });
  scope.listen(next, "click", () => {
    waits = true;
    model.set("wanted", model.get("wanted") + 1);
    model.save_changes();
  });
  scope.watch(model, ["task"], showTask);
  scope.watch(model, ["verdict"], showVerdict);
  scope.watch(model, ["error"], showError);
  showTask();
  showVerdict();
  showError();
  el.append(element("section", { class: "tableside" }, title, client, form, outcome, error));
  return () => scope.run();
}

export default { render };
