// @ts-check
/**
 * @typedef {{id: string, name: string, ask: string, decision: string, words: string, do: string,
 *   because: string, origin: string}} Row
 * @typedef {{rows: Row[], decisions: {id: string, words: string}[]}} Conditions
 */

/** @type {import("./anywidget").Render<Conditions>} */
function render({ model, el }) {
  const scope = cleanup();
  const name = `tableside-conditions-${Math.random().toString(36).slice(2)}`;
  const words = element("input", { id: `${name}-words`, type: "search", autocomplete: "off" });
  const decision = element(
    "select",
    { id: `${name}-decision` },
    element("option", { value: "" }, "any decision"),
    ...model.get("decisions").map(({ id, words: text }) => element("option", { value: id }, text)),
  );
  const count = element("p", { class: "ts-status", role: "status" });
  const list = element("ul", { class: "ts-conditions" });

  const entries = model.get("rows").map((row) => ({
    row,
    text: `${row.name} ${row.ask} ${row.words} ${row.do} ${row.because}`.toLowerCase(),
    item: item(row),
  }));

  function draw() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = entries.filter(
      ({ row, text }) =>
        wanted.every((word) => text.includes(word)) &&
        (decision.value === "" || row.decision === decision.value),
    );
    // Those that carry the words in their name come first.
    const named = (/** @type {{row: Row}} */ { row }) =>
      wanted.every((word) => row.name.toLowerCase().includes(word));
    found.sort((one, other) => Number(named(other)) - Number(named(one)));
    list.replaceChildren(...found.map((entry) => entry.item));
    count.textContent = `${found.length} of ${entries.length} conditions.`;
  }

  scope.listen(words, "input", draw);
  scope.listen(decision, "change", draw);
  draw();
  el.append(
    element(
      "div",
      { class: "tableside" },
      element(
        "div",
        { class: "ts-find" },
        element("label", { for: `${name}-words` }, "Find a condition"),
        words,
        element("label", { for: `${name}-decision` }, "What it decides"),
        decision,
      ),
      count,
      list,
    ),
  );
  return () => scope.run();
}

/** @param {Row} row */
function item(row) {
  return element(
    "li",
    { class: `ts-condition ts-${row.decision}` },
    element(
      "details",
      {},
      element(
        "summary",
        {},
        element("span", { class: "ts-condition-name" }, row.name),
        element("span", { class: "ts-decision" }, row.words),
      ),
      line("Ask", row.ask),
      line("Do", row.do),
      line("Why", row.because),
      element("p", { class: "ts-origin" }, `Sources: ${row.origin}`),
    ),
  );
}

/** @param {string} title @param {string} text */
function line(title, text) {
  return element("p", {}, element("strong", {}, `${title}: `), text);
}

export default { render };
