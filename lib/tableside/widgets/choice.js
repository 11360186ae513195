// @ts-check
/**
 * @typedef {{id: string, title: string, prompt: string, points: number,
 *   options: {id: string, text: string}[]}} Question
 * @typedef {{question: Question, answer: string, status: string, error: string}} Choice
 */

/** @type {import("./anywidget").Render<Choice>} */
function render({ model, el }) {
  const scope = cleanup();
  const question = model.get("question");
  const group = `tableside-${question.id}-${Math.random().toString(36).slice(2)}`;
  const status = element("p", { class: "ts-status", role: "status" });
  const error = element("p", { class: "ts-error", role: "alert" });

  const radios = question.options.map(({ id }) =>
    element("input", { type: "radio", name: group, value: id }),
  );
  const options = question.options.map(({ text }, index) =>
    element("label", { class: "ts-option" }, radios[index], element("span", {}, text)),
  );

  function draw() {
    for (const radio of radios) radio.checked = radio.value === model.get("answer");
    status.textContent = model.get("status");
    error.textContent = model.get("error");
  }

  for (const radio of radios) {
    scope.listen(radio, "change", () => {
      model.set("answer", radio.value);
      model.save_changes();
    });
  }
  scope.watch(model, ["answer", "status", "error"], draw);
  draw();
  el.append(
    element(
      "div",
      { class: "tableside" },
      element("fieldset", {}, element("legend", {}, question.prompt), ...options),
      status,
      error,
    ),
  );
  return () => scope.run();
}

export default { render };
