// @ts-check
/**
 * @typedef {{id: string, title: string, prompt: string, points: number}} Question
 * @typedef {{question: Question, answer: string, status: string, error: string, paper: string,
 *   typed: {number?: number, text?: string}}} Amount
 */

/** @type {import("./anywidget").Render<Amount>} */
function render({ model, el }) {
  const scope = cleanup();
  const name = `ts-number-${Math.random().toString(36).slice(2)}`;
  const input = element("input", {
    id: name,
    type: "text",
    size: 16,
    maxlength: 100,
    autocomplete: "off",
    "aria-describedby": `${name}-how`,
  });
  const how = element(
    "p",
    { id: `${name}-how`, class: "ts-number-how" },
    "Type the number and its unit, such as 3 min, 25 °C or 12.5 N. It is kept when you pause.",
  );

  function draw() {
    // Never take the pen out of a writer's hand: what stands on screen is the newest there is.
    if (document.activeElement !== input) input.value = model.get("answer");
  }

  const row = element("div", { class: "ts-number-row" }, input);
  sendChanges(scope, row, () => {
    if (input.value === model.get("answer")) return;
    model.set("answer", input.value);
    model.save_changes();
  });
  scope.watch(model, ["answer"], draw);
  draw();
  el.append(
    element(
      "div",
      { class: "tableside" },
      element("label", { class: "ts-prompt", for: name }, model.get("question").prompt),
      how,
      row,
      ...itemFoot(model, scope),
    ),
  );
  return () => scope.run();
}

export default { render };
