// @ts-check
/**
 * @typedef {{kind: "amount", id: string, label: string, unit: string, low: number, high: number,
 *   step: number}} Amount
 * @typedef {{kind: "pick", id: string, label: string, options: {id: string, text: string}[]}} Pick
 * @typedef {Record<string, number | string | null>} Values
 * @typedef {{model: {title: string, caution: string, controls: (Amount | Pick)[]},
 *   values: Values, error: string,
 *   shown: {svg: string, alt: string, headline: string, words: string, tone: string}}} Explorer
 * @typedef {{part: HTMLElement, follow: (value: number | string | null) => void}} Control
 */

/** A screen reader speaks when the slider has rested for so many milliseconds. */
const REST = 700;

/**
 * A slider and a number box that move together.
 *
 * @param {Amount} amount
 * @param {ReturnType<typeof cleanup>} scope
 * @param {(value: number | null) => void} choose
 * @returns {Control}
 */
function slider(amount, scope, choose) {
  const range = { min: amount.low, max: amount.high, step: amount.step };
  const name = `${amount.label}, ${amount.unit}`;
  const rail = element("input", { type: "range", class: "ts-model-rail", "aria-label": name, ...range });
  const box = element("input", {
    type: "number",
    class: "ts-model-number",
    "aria-label": `${name}, as a number`,
    // Whatever is typed reaches Python, which says what the range is.
    ...{ ...range, step: "any" },
  });

  /** @param {number} value */
  function speak(value) {
    rail.setAttribute("aria-valuetext", `${value} ${amount.unit}`);
  }

  scope.listen(rail, "input", () => {
    box.value = rail.value;
    speak(rail.valueAsNumber);
    choose(rail.valueAsNumber);
  });
  scope.listen(box, "change", () => {
    const typed = box.valueAsNumber;
    if (Number.isNaN(typed)) return choose(null);
    rail.value = String(typed);
    speak(rail.valueAsNumber);
    choose(typed);
  });
  return {
    part: element(
      "div",
      { class: "ts-model-control" },
      element("span", { class: "ts-model-label", "aria-hidden": "true" }, amount.label),
      rail,
      box,
      element("span", { class: "ts-model-unit", "aria-hidden": "true" }, amount.unit),
    ),
    follow(value) {
      if (typeof value !== "number") return;
      // A rail that is being dragged knows better than an answer that comes back late.
      if (!rail.matches(":active")) {
        rail.value = String(value);
        speak(rail.valueAsNumber);
      }
      box.value = String(value);
    },
  };
}

/**
 * A list to choose from.
 *
 * @param {Pick} pick
 * @param {ReturnType<typeof cleanup>} scope
 * @param {(value: string) => void} choose
 * @returns {Control}
 */
function list(pick, scope, choose) {
  const options = pick.options.map(({ id, text }) => element("option", { value: id }, text));
  const select = element("select", { class: "ts-model-pick" }, ...options);
  scope.listen(select, "change", () => choose(select.value));
  return {
    part: element(
      "label",
      { class: "ts-model-control" },
      element("span", { class: "ts-model-label" }, pick.label),
      select,
    ),
    follow(value) {
      select.value = String(value);
    },
  };
}

/** @type {import("./anywidget").Render<Explorer>} */
function render({ model, el }) {
  const scope = cleanup();
  const { title, caution, controls } = model.get("model");
  const image = element("img", { class: "ts-model-picture", alt: "" });
  const headline = element("strong");
  const words = element("span");
  const said = element("p", { class: "ts-model-words" }, headline, " ", words);
  const spoken = element("p", { class: "ts-model-spoken", role: "status", "aria-live": "polite" });
  const error = element("p", { class: "ts-error", role: "alert" });
  /** @type {number | undefined} */
  let resting;

  const made = controls.map((each) => {
    /** @param {number | string | null} value */
    function choose(value) {
      model.set("values", { ...model.get("values"), [each.id]: value });
      model.save_changes();
    }
    const control =
      each.kind === "amount" ? slider(each, scope, choose) : list(each, scope, choose);
    return { id: each.id, ...control };
  });

  function follow() {
    const values = model.get("values");
    for (const { id, follow: set } of made) set(values[id]);
  }

  function draw() {
    const shown = model.get("shown");
    // An <img> runs no script and opens no address, whatever the SVG holds.
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(shown.svg)}`;
    image.alt = shown.alt;
    headline.textContent = `${shown.headline}.`;
    words.textContent = shown.words;
    said.dataset.tone = shown.tone;
  }

  function speak() {
    clearTimeout(resting);
    resting = setTimeout(() => {
      const { headline: first, words: then } = model.get("shown");
      spoken.textContent = `${first}. ${then}`;
    }, REST);
  }

  function warn() {
    error.textContent = model.get("error");
  }

  scope.watch(model, ["values"], follow);
  scope.watch(model, ["shown"], draw);
  scope.watch(model, ["shown"], speak);
  scope.watch(model, ["error"], warn);
  scope.later(() => clearTimeout(resting));
  follow();
  draw();
  warn();
  el.append(
    element(
      "div",
      { class: "tableside", role: "group", "aria-label": title },
      element("p", { class: "ts-prompt" }, title),
      image,
      // Above the words, whose length changes: a slider must not move away from under a hand.
      element("div", { class: "ts-model-controls" }, ...made.map(({ part }) => part)),
      error,
      said,
      spoken,
      element("p", { class: "ts-status" }, caution),
    ),
  );
  return () => scope.run();
}

export default { render };
