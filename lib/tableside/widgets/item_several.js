// @ts-check
/**
 * @typedef {{id: string, title: string, prompt: string, points: number,
 *   options: {id: string, text: string}[]}} Question
 * @typedef {{question: Question, answer: string[], status: string, error: string, paper: string,
 *   typed: {number?: number, text?: string}}} Several
 */

/** @type {import("./anywidget").Render<Several>} */
function render({ model, el }) {
  const scope = cleanup();
  const { prompt, options } = model.get("question");
  const boxes = options.map(({ id }) => element("input", { type: "checkbox", value: id }));
  const rows = options.map(({ text }, at) =>
    element("label", { class: "ts-tick-row" }, boxes[at], element("span", {}, text)),
  );

  function draw() {
    for (const box of boxes) box.checked = model.get("answer").includes(box.value);
  }

  const legend = element("legend", {}, prompt);
  const how = element("p", { class: "ts-tick-how" }, "Tick every one that is right.");
  const group = element("fieldset", {}, legend, how, ...rows);
  sendChanges(scope, group, () => {
    model.set(
      "answer",
      boxes.filter((box) => box.checked).map((box) => box.value),
    );
    model.save_changes();
  });
  scope.watch(model, ["answer"], draw);
  draw();
  el.append(element("div", { class: "tableside" }, group, ...itemFoot(model, scope)));
  return () => scope.run();
}

export default { render };
