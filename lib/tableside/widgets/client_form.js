// @ts-check
/**
 * @typedef {{title: string, client: string[], fields: FormField[]}} Task
 * @typedef {{number: number, headline: string, good: boolean, also: string[],
 *   findings: {safety: boolean, message: string, because: string}[]}} Verdict
 * @typedef {{task: Task, asked: {number: number, answers: Record<string, unknown>},
 *   wanted: number, verdict: Partial<Verdict>, error: string}} ClientForm
 */

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
  let controls = formControls([], unique);
  let waits = false;

  function showTask() {
    const task = model.get("task");
    title.textContent = task.title;
    client.replaceChildren(...task.client.map((line) => element("p", {}, line)));
    controls = formControls(task.fields, unique);
    fields.replaceChildren(...controls.boxes);
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

  scope.sent(form, () => {
    model.set("asked", { number: (model.get("asked").number ?? 0) + 1, answers: controls.read() });
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
