// @ts-check
/**
 * @typedef {{id: string, title: string, prompt: string, points: number}} Question
 * @typedef {{question: Question, notes: string[], error: string}} Head
 */

/** @type {import("./anywidget").Render<Head>} */
function render({ model, el }) {
  const scope = cleanup();
  const notes = element("div", { class: "ts-head-notes", role: "status" });
  const error = element("p", { class: "ts-error", role: "alert" });

  function draw() {
    notes.replaceChildren(...model.get("notes").map((line) => element("p", {}, line)));
    error.textContent = model.get("error");
  }

  scope.watch(model, ["notes", "error"], draw);
  draw();
  const { prompt, points } = model.get("question");
  el.append(
    element(
      "div",
      { class: "tableside" },
      element("p", { class: "ts-prompt" }, prompt),
      notes,
      element("p", { class: "ts-points" }, worthOf(points)),
      error,
    ),
  );
  return () => scope.run();
}

export default { render };
