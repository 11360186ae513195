// @ts-check
/**
 * @typedef {{id: string, title: string, prompt: string, points: number, client: string[],
 *   fields: FormField[]}} Question
 * @typedef {{question: Question, answer: Record<string, unknown>, status: string, error: string,
 *   paper: string, typed: {number?: number, text?: string}}} Decision
 */

/** @type {import("./anywidget").Render<Decision>} */
function render({ model, el }) {
  const scope = cleanup();
  const { prompt, client, fields } = model.get("question");
  const name = `ts-decision-${Math.random().toString(36).slice(2)}`;
  const controls = formControls(fields, name);
  const form = element("div", { class: "ts-form-fields" }, ...controls.boxes);

  function draw() {
    controls.write(model.get("answer"));
  }

  sendChanges(scope, form, () => {
    model.set("answer", controls.read());
    model.save_changes();
  });
  scope.watch(model, ["answer"], draw);
  draw();
  el.append(
    element(
      "div",
      { class: "tableside", role: "group", "aria-labelledby": `${name}-prompt` },
      element("p", { class: "ts-prompt", id: `${name}-prompt` }, prompt),
      clientFile(client),
      form,
      ...itemFoot(model, scope),
    ),
  );
  return () => scope.run();
}

export default { render };
