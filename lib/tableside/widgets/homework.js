// @ts-check
/**
 * @typedef {{id: string, title: string, answered: boolean}} Line
 * @typedef {{title: string, lines: Line[], summary: string, note: string, error: string}} Progress
 */

/** @type {import("./anywidget").Render<Progress>} */
function render({ model, el }) {
  const scope = cleanup();
  const summary = element("p", { class: "ts-summary", role: "status" });
  const meter = element("progress", { "aria-label": "Questions answered" });
  const list = element("ol", { class: "ts-lines" });
  const note = element("p", { class: "ts-status" });
  const error = element("p", { class: "ts-error", role: "alert" });

  function draw() {
    const lines = model.get("lines");
    summary.textContent = model.get("summary");
    meter.max = lines.length;
    meter.value = lines.filter((line) => line.answered).length;
    list.replaceChildren(
      ...lines.map(({ title, answered }) =>
        element(
          "li",
          { class: answered ? "ts-done" : "ts-open" },
          element("span", { "aria-hidden": "true", class: "ts-tick" }, answered ? "✓" : "○"),
          `${title}: ${answered ? "answered" : "open"}`,
        ),
      ),
    );
    note.textContent = model.get("note");
    error.textContent = model.get("error");
  }

  scope.watch(model, ["lines", "summary", "note", "error"], draw);
  draw();
  el.append(
    element(
      "div",
      { class: "tableside" },
      element("p", { class: "ts-prompt" }, model.get("title")),
      element("div", { class: "ts-meter" }, meter, summary),
      list,
      note,
      error,
    ),
  );
  return () => scope.run();
}

export default { render };
