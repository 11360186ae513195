// @ts-check
/**
 * @typedef {{id: string, title: string, answered: boolean}} Line
 * @typedef {{title: string, lines: Line[], summary: string, note: string, error: string,
 *   asks_name: boolean, student: string, name_note: string,
 *   typed_name: {number?: number, text?: string}}} Progress
 */

/** @type {import("./anywidget").Render<Progress>} */
function render({ model, el }) {
  const scope = cleanup();
  const summary = element("p", { class: "ts-summary", role: "status" });
  const meter = element("progress", { "aria-label": "Questions answered" });
  const list = element("ol", { class: "ts-lines" });
  const note = element("p", { class: "ts-status" });
  const error = element("p", { class: "ts-error", role: "alert" });

  const name = `ts-name-${Math.random().toString(36).slice(2)}`;
  const student = element("input", { id: name, type: "text", autocomplete: "off", size: 24 });
  const keep = element("button", { type: "submit" }, "Keep my name");
  const drawn = element("p", { class: "ts-name-note", role: "status" });
  const asking = element(
    "form",
    { class: "ts-name", novalidate: true },
    element("label", { for: name }, "Your student name, as your school knows it"),
    element("div", { class: "ts-name-row" }, student, keep),
    drawn,
  );

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
          `${answered ? "Answered" : "Open"}: ${title}`,
        ),
      ),
    );
    asking.hidden = !model.get("asks_name");
    if (document.activeElement !== student) student.value = model.get("student");
    drawn.textContent = model.get("name_note");
    note.textContent = model.get("note");
    error.textContent = model.get("error");
  }

  scope.sent(asking, () => {
    model.set("typed_name", {
      number: (model.get("typed_name").number ?? 0) + 1,
      text: student.value,
    });
    model.save_changes();
  });
  scope.watch(
    model,
    ["lines", "summary", "note", "error", "asks_name", "student", "name_note"],
    draw,
  );
  draw();
  el.append(
    element(
      "div",
      { class: "tableside" },
      element("p", { class: "ts-prompt" }, model.get("title")),
      asking,
      element("div", { class: "ts-meter" }, meter, summary),
      list,
      note,
      error,
    ),
  );
  return () => scope.run();
}

export default { render };
