// @ts-check
/**
 * @typedef {{id: string, title: string, prompt: string, points: number}} Question
 * @typedef {{question: Question, map: BackMap, answer: number[], status: string, error: string,
 *   paper: string, typed: {number?: number, text?: string}}} Shown
 */

const STEP_CM = 0.5;

/** @type {import("./anywidget").Render<Shown>} */
function render({ model, el }) {
  const scope = cleanup();
  const name = `ts-place-${Math.random().toString(36).slice(2)}`;
  const map = model.get("map");
  const drawing = backMap(map, []);
  const [left, top, width, height] = map.frame;
  const across = slider("across", "Left and right", left, left + width);
  const down = slider("down", "Up and down", top, top + height);
  const said = element("p", { class: "ts-item-said", role: "status" });

  /**
   * Make one of the two sliders that move the mark by keyboard.
   *
   * @param {string} way
   * @param {string} title
   * @param {number} low
   * @param {number} high
   */
  function slider(way, title, low, high) {
    const id = `${name}-${way}`;
    const input = element("input", { id, type: "range", min: low, max: high, step: STEP_CM });
    return { input, row: element("div", {}, element("label", { for: id }, title), input) };
  }

  /** @returns {Place | null} */
  function place() {
    const [x, y] = model.get("answer");
    return x === undefined ? null : [x, y];
  }

  /** @param {number} x */
  function sideways(x) {
    if (Math.abs(x) < STEP_CM / 2) return "on the midline";
    return `${Math.abs(x).toFixed(1)} cm to the client's ${x < 0 ? "left" : "right"} of the midline`;
  }

  /** @param {number} y */
  function upright(y) {
    const [nearest] = [...map.levels].sort((a, b) => Math.abs(a.y - y) - Math.abs(b.y - y));
    if (!nearest) return "";
    const off = y - nearest.y;
    if (Math.abs(off) < STEP_CM) return `at the height of ${nearest.label}`;
    return `${Math.abs(off).toFixed(1)} cm ${off < 0 ? "above" : "below"} ${nearest.label}`;
  }

  function draw() {
    const shown = place();
    drawing.show(shown, 0.4);
    const [x, y] = shown ?? [left + width / 2, top + height / 2];
    across.input.value = String(x);
    down.input.value = String(y);
    across.input.setAttribute("aria-valuetext", shown ? sideways(x) : "no place yet");
    down.input.setAttribute("aria-valuetext", shown ? upright(y) : "no place yet");
    said.textContent = shown ? `Your place: ${sideways(x)}, ${upright(y)}.` : "No place yet.";
  }

  /** @param {Place} to @param {boolean} sends */
  function move([x, y], sends) {
    model.set("answer", [Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
    if (sends) model.save_changes();
    draw();
  }

  function slid() {
    move([Number(across.input.value), Number(down.input.value)], true);
  }

  scope.listen(drawing.svg, "pointerdown", (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0) return;
    drawing.svg.setPointerCapture(event.pointerId);
    move(drawing.find(event).place, false);
    event.preventDefault();
  });
  scope.listen(drawing.svg, "pointermove", (/** @type {PointerEvent} */ event) => {
    if (drawing.svg.hasPointerCapture(event.pointerId)) move(drawing.find(event).place, false);
  });
  scope.listen(drawing.svg, "lostpointercapture", () => model.save_changes());
  for (const { input } of [across, down]) scope.listen(input, "input", slid);
  scope.watch(model, ["answer"], draw);
  draw();
  el.append(
    element(
      "div",
      { class: "tableside", role: "group", "aria-labelledby": name },
      element("p", { class: "ts-prompt", id: name }, model.get("question").prompt),
      element(
        "p",
        { class: "ts-place-how" },
        "Tap the place on the map, or move the mark with the two sliders and the arrow keys.",
      ),
      element("div", { class: "ts-place-map" }, drawing.svg),
      element("div", { class: "ts-place-sliders" }, across.row, down.row),
      said,
      ...itemFoot(model, scope),
    ),
  );
  return () => scope.run();
}

export default { render };
