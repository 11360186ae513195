// @ts-check
/**
 * @typedef {{id: string, title: string, prompt: string, points: number, words: number,
 *   rubric: string[]}} Question
 * @typedef {{question: Question, answer: string, status: string, error: string}} Written
 */

const PAUSE_MS = 600;

/** @type {import("./anywidget").Render<Written>} */
function render({ model, el }) {
  const scope = cleanup();
  const question = model.get("question");
  const name = `tableside-${question.id}-${Math.random().toString(36).slice(2)}`;
  const text = element("textarea", { id: name, rows: 8, "aria-describedby": `${name}-rubric` });
  const count = element("p", { class: "ts-count" });
  const status = element("p", { class: "ts-status", role: "status" });
  const error = element("p", { class: "ts-error", role: "alert" });
  let timer = 0;

  function save() {
    window.clearTimeout(timer);
    if (text.value === model.get("answer")) return;
    model.set("answer", text.value);
    model.save_changes();
  }

  function tally() {
    const words = text.value.split(/\s+/).filter(Boolean).length;
    count.textContent = `${words} of about ${question.words} words`;
  }

  function draw() {
    // Never take the pen out of a writer's hand: the text on screen is the newest there is.
    if (document.activeElement !== text) text.value = model.get("answer");
    status.textContent = model.get("status");
    error.textContent = model.get("error");
    tally();
  }

  scope.listen(text, "input", () => {
    tally();
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE_MS);
  });
  scope.listen(text, "blur", save);
  scope.later(save);
  scope.watch(model, ["answer", "status", "error"], draw);
  draw();
  el.append(
    element(
      "div",
      { class: "tableside" },
      element("label", { class: "ts-prompt", for: name }, question.prompt),
      element("p", { class: "ts-rubric-title" }, "A good answer"),
      element(
        "ul",
        { id: `${name}-rubric`, class: "ts-rubric" },
        ...question.rubric.map((line) => element("li", {}, line)),
      ),
      text,
      count,
      status,
      error,
    ),
  );
  return () => scope.run();
}

export default { render };
