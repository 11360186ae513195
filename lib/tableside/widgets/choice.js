// @ts-check
/**
 * @typedef {{id: string, title: string, prompt: string, points: number,
 *   options: {id: string, text: string}[]}} Question
 * @typedef {{question: Question, answer: string, status: string, error: string, paper: string,
 *   typed: {number?: number, text?: string}}} Choice
 */

/** @type {import("./anywidget").Render<Choice>} */
function render({ model, el }) {
  const scope = cleanup();
  const question = model.get("question");
  const group = `tableside-${question.id}-${Math.random().toString(36).slice(2)}`;

  const radios = question.options.map(({ id }) =>
    element("input", { type: "radio", name: group, value: id }),
  );
  const options = question.options.map(({ text }, index) =>
    element("label", { class: "ts-option" }, radios[index], element("span", {}, text)),
  );

  function draw() {
    for (const radio of radios) radio.checked = radio.value === model.get("answer");
  }

  for (const radio of radios) {
    scope.listen(radio, "change", () => {
      model.set("answer", radio.value);
      model.save_changes();
    });
  }
  scope.watch(model, ["answer"], draw);
  draw();
  el.append(
    element(
      "div",
      { class: "tableside" },
      element("fieldset", {}, element("legend", {}, question.prompt), ...options),
      ...itemFoot(model, scope),
    ),
  );
  return () => scope.run();
}

export default { render };
