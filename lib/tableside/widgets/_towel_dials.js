// @ts-check
// Clock, thermometer and the line of minutes of the towel timer. Like _base.js this is no module.

/** What the thermometer shows at least and at most, in °C. */
const COOLEST_SHOWN = 25;
const HOTTEST_SHOWN = 60;

/** The line goes on for so many seconds after the towel should be off. */
const BEYOND = 120;

/** What stands on the line for an act. */
/** @type {Record<string, string>} */
const ACT_MARKS = { "check-skin": "look", ask: "ask" };

function towelThermometer() {
  /** @param {number} celsius */
  const height = (celsius) =>
    96 - (84 * (Math.min(HOTTEST_SHOWN, celsius) - COOLEST_SHOWN)) / (HOTTEST_SHOWN - COOLEST_SHOWN);
  const column = drawn("rect", { class: "ts-mercury", x: 15, width: 10, y: 96, height: 12 });
  const scale = [30, 40, 50, 60].flatMap((celsius) => [
    drawn("line", { class: "ts-degree", x1: 30, x2: 36, y1: height(celsius), y2: height(celsius) }),
    named(celsius),
  ]);

  /** @param {number} celsius */
  function named(celsius) {
    const text = drawn("text", { class: "ts-degree-name", x: 39, y: height(celsius) + 3.5 });
    text.textContent = String(celsius);
    return text;
  }

  const svg = drawn(
    "svg",
    { class: "ts-thermometer", viewBox: "0 0 60 124", "aria-hidden": "true" },
    drawn("rect", { class: "ts-tube", x: 12, y: 4, width: 16, height: 104, rx: 8 }),
    column,
    drawn("circle", { class: "ts-mercury", cx: 20, cy: 110, r: 11 }),
    ...scale,
  );
  const words = element("p", { class: "ts-degrees" });
  const model = element(
    "p",
    { class: "ts-quiet ts-model" },
    "As the course’s model has it. A real towel needs a thermometer.",
  );
  return {
    box: element("div", { class: "ts-dial" }, svg, element("div", {}, words, model)),

    /** @param {number} celsius */
    show(celsius) {
      const top = Math.min(98, Math.max(8, height(celsius)));
      column.setAttribute("y", top.toFixed(1));
      column.setAttribute("height", (110 - top).toFixed(1));
      words.textContent = `Towel ${celsius.toFixed(1)} °C`;
    },
  };
}

/** The clock: how long the towel lies there, and the clock of the whole round. */
function towelClock() {
  const big = element("p", { class: "ts-towel-time", "aria-hidden": "true" });
  const small = element("p", { class: "ts-quiet" });
  return {
    box: element("div", { class: "ts-dial ts-towel-clock" }, big, small),

    /**
     * @param {number} second
     * @param {TowelState} state
     * @param {number} pace
     */
    show(second, { on }, pace) {
      big.textContent = on === null ? "–:––" : minutesOf(second - on);
      const lies = on === null ? "no towel on the back" : "the towel is on the back";
      small.textContent = `${lies} · round ${minutesOf(second)} · ${pace} × life`;
    },
  };
}

/**
 * The line of minutes, with what was done on it.
 *
 * @param {TowelRound} round
 */
function minuteLine({ due, longest }) {
  const whole = longest + BEYOND;
  /** @param {number} second */
  const left = (second) => `left: ${((100 * Math.min(second, whole)) / whole).toFixed(2)}%`;
  const minutes = Array.from({ length: Math.floor(whole / 60) + 1 }, (_, minute) => minute);
  const fill = element("span", { class: "ts-minutes-fill" });
  const dues = due.map(({ second }) => element("span", { class: "ts-due", style: left(second) }));
  const marks = element("div", { class: "ts-minute-marks" });
  const box = element(
    "div",
    { class: "ts-minutes", "aria-hidden": "true" },
    marks,
    element("div", { class: "ts-minutes-bar" }, fill, ...dues),
    element(
      "div",
      { class: "ts-minute-names" },
      ...minutes.map((minute) => element("span", { style: left(60 * minute) }, String(minute))),
    ),
    element("p", { class: "ts-quiet" }, "minutes since the towel went on"),
  );
  return {
    box,

    /** @param {number} second since the towel went on */
    show(second) {
      fill.style.width = `${(100 * Math.min(Math.max(0, second), whole)) / whole}%`;
    },

    /** @param {boolean} seen whether the learner is shown what is due */
    remind(seen) {
      for (const mark of dues) mark.hidden = !seen;
    },

    clear: () => marks.replaceChildren(),

    /**
     * @param {number} second since the towel went on
     * @param {string} kind
     */
    mark(second, kind) {
      const words = ACT_MARKS[kind];
      if (words) {
        const look = kind === "ask" ? "ts-mark ts-mark-low" : "ts-mark";
        marks.append(element("span", { class: look, style: left(second) }, words));
      }
    },
  };
}
