// @ts-check
/**
 * @typedef {{kind: string, title: string, add: string, fields: FormField[]}} Form
 * @typedef {{id: string, title: string, prompt: string, points: number, client: string[],
 *   forms: Form[], wanted: string}} Question
 * @typedef {{id: string, kind: string, answers: Record<string, unknown>}} Part
 * @typedef {{question: Question, parts: Part[], faults: Record<string, string>, lines: string[],
 *   status: string, error: string, paper: string, typed: {number?: number, text?: string},
 *   forget: number}} Plan
 * @typedef {{row: HTMLLIElement, legend: HTMLElement, fault: HTMLElement, scope: Scope,
 *   up: HTMLButtonElement, down: HTMLButtonElement, controls: ReturnType<typeof formControls>}} Card
 */

/** @type {import("./anywidget").Render<Plan>} */
function render({ model, el }) {
  const scope = cleanup();
  const { prompt, client, forms, wanted } = model.get("question");
  const name = `ts-plan-${Math.random().toString(36).slice(2)}`;
  const list = element("ol", { class: "ts-plan-parts" });
  const said = element("p", { class: "ts-item-said", role: "status" });
  const typedPlan = element("ol", { class: "ts-plan-typed" });
  const over = element("button", { type: "button" }, "Build another plan with forms instead");
  const typedBox = element("div", {}, element("p", {}, "Your plan, as you typed it:"), typedPlan, over);
  const adders = forms.map(({ kind, add }) =>
    element("button", { type: "button", value: kind }, `+ ${add}`),
  );
  const adding = element("div", { class: "ts-plan-adding" }, ...adders);
  const build = element("div", {}, list, adding);
  /** @type {Map<string, Card>} */
  const cards = new Map();
  let parts = model.get("parts");

  /** @param {Part} part */
  function title({ id, kind }) {
    const form = forms.find((each) => each.kind === kind);
    return `Part ${parts.findIndex((each) => each.id === id) + 1}: ${form?.title ?? kind}`;
  }

  /** @param {Part[]} now */
  function send(now) {
    parts = now;
    model.set("parts", parts);
    model.save_changes();
  }

  /**
   * Make the card of a part: its form, and what moves and removes it.
   *
   * @param {Part} part
   * @returns {Card}
   */
  function make({ id, kind, answers }) {
    const own = cleanup();
    const fields = forms.find((each) => each.kind === kind)?.fields ?? [];
    const controls = formControls(fields, `${name}-${id}`);
    const legend = element("legend", { tabindex: -1 });
    const up = element("button", { type: "button" }, "▲ Earlier");
    const down = element("button", { type: "button" }, "▼ Later");
    const remove = element("button", { type: "button" }, "✕ Remove");
    const fault = element("p", { class: "ts-plan-fault" });
    const inside = element("div", { class: "ts-form-fields" }, ...controls.boxes);
    const buttons = element("div", { class: "ts-plan-moves" }, up, down, remove);
    const row = element("li", {}, element("fieldset", {}, legend, inside, fault, buttons));
    controls.write(answers);
    sendChanges(own, inside, () => {
      const filled = controls.read();
      send(parts.map((each) => (each.id === id ? { ...each, answers: filled } : each)));
    });
    own.listen(up, "click", () => step(id, -1));
    own.listen(down, "click", () => step(id, 1));
    own.listen(remove, "click", () => drop(id));
    return { row, legend, fault, scope: own, up, down, controls };
  }

  /** @param {string} id */
  function card(id) {
    return /** @type {Card} */ (cards.get(id));
  }

  function draw() {
    for (const [id, { row, scope: own }] of [...cards]) {
      if (parts.some((each) => each.id === id)) continue;
      own.run();
      row.remove();
      cards.delete(id);
    }
    for (const part of parts) if (!cards.has(part.id)) cards.set(part.id, make(part));
    parts.forEach(({ id }, at) => {
      const { row } = card(id);
      if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
    });
    parts.forEach((part, at) => {
      const { legend, up, down } = card(part.id);
      legend.textContent = title(part);
      for (const [button, end] of /** @type {[HTMLElement, boolean][]} */ ([
        [up, at === 0],
        [down, at === parts.length - 1],
      ])) {
        button.setAttribute("aria-disabled", String(end));
        button.setAttribute("aria-label", `${button.textContent?.slice(2)}: ${title(part)}`);
      }
    });
    drawSaved();
  }

  function drawSaved() {
    const faults = model.get("faults");
    for (const [id, { fault }] of cards) fault.textContent = faults[id] ?? "";
    const lines = model.get("lines");
    typedPlan.replaceChildren(...lines.map((line) => element("li", {}, line)));
    typedBox.hidden = lines.length === 0;
    build.hidden = lines.length > 0;
  }

  /** @param {string} id @param {number} by */
  function step(id, by) {
    const from = parts.findIndex((each) => each.id === id);
    const to = from + by;
    if (to < 0 || to >= parts.length) return;
    const moved = [...parts];
    [moved[from], moved[to]] = [moved[to], moved[from]];
    // The neighbour moves around this part: an element that is moved loses the focus.
    const { row } = card(id);
    const neighbour = card(parts[to].id).row;
    if (by < 0) row.after(neighbour);
    else row.before(neighbour);
    send(moved);
    draw();
    said.textContent = `Moved. ${title(parts[to])}.`;
  }

  /** @param {string} id */
  function drop(id) {
    const at = parts.findIndex((each) => each.id === id);
    const gone = title(parts[at]);
    send(parts.filter((each) => each.id !== id));
    draw();
    const next = parts[Math.min(at, parts.length - 1)];
    if (next) card(next.id).legend.focus();
    else adders[0]?.focus();
    said.textContent = `Removed. ${gone}.`;
  }

  /** @param {string} kind */
  function add(kind) {
    const id = `part-${Math.random().toString(36).slice(2, 8)}`;
    send([...parts, { id, kind, answers: {} }]);
    draw();
    card(id).legend.focus();
    said.textContent = `Added. ${title(parts[parts.length - 1])}.`;
  }

  for (const button of adders) scope.listen(button, "click", () => add(button.value));
  scope.listen(over, "click", () => {
    model.set("forget", model.get("forget") + 1);
    model.save_changes();
  });
  scope.watch(model, ["parts"], () => {
    parts = model.get("parts");
    for (const { id, answers } of parts) cards.get(id)?.controls.write(answers);
    draw();
  });
  scope.watch(model, ["faults", "lines"], drawSaved);
  scope.later(() => {
    for (const each of cards.values()) each.scope.run();
  });
  draw();
  el.append(
    element(
      "div",
      { class: "tableside", role: "group", "aria-labelledby": `${name}-prompt` },
      element("p", { class: "ts-prompt", id: `${name}-prompt` }, prompt),
      clientFile(client),
      element("p", { class: "ts-plan-wanted" }, wanted),
      typedBox,
      build,
      said,
      ...itemFoot(model, scope),
    ),
  );
  return () => scope.run();
}

export default { render };
