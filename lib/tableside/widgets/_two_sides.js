// @ts-check
// How long the hand pressed on each side, as two bars and in words. Like _base.js this is no module.

/**
 * @typedef {{most: number}} Sides the seconds of the whole round, half of them for each side
 */

/**
 * Make the bars of a drill that serves both sides.
 *
 * @param {Sides} sides
 */
function twoSides({ most }) {
  const bars = ["Client’s left", "Client’s right"].map((name) => {
    const fill = element("span", { class: "ts-side-fill" });
    const seconds = element("b", {});
    const words = element("p", {}, `${name}: `, seconds);
    const bar = element("span", { class: "ts-side-bar", "aria-hidden": "true" }, fill);
    return { box: element("div", {}, words, bar), fill, seconds };
  });
  const box = element("div", { class: "ts-two-sides" }, ...bars.map((each) => each.box));
  const spent = [0, 0];
  let before = 0;
  let seen = true;

  function draw() {
    bars.forEach(({ fill, seconds }, index) => {
      fill.style.width = seen ? `${(100 * Math.min(1, spent[index] / most)).toFixed(1)}%` : "0";
      const told = seen ? `${spent[index].toFixed(0)} s` : "hidden";
      if (seconds.textContent !== told) seconds.textContent = told;
    });
  }

  draw();
  return {
    box,

    clear() {
      spent.fill(0);
      before = 0;
      draw();
    },

    /**
     * @param {number} t milliseconds of the round
     * @param {Reading} reading
     */
    add(t, { value, place }) {
      const passed = Math.min(LONGEST_COVER, Math.max(0, t - before)) / 1000;
      before = t;
      if (place && value > 0 && place[0] !== 0) spent[place[0] < 0 ? 0 : 1] += passed;
    },

    draw,

    /** @param {boolean} shown whether the learner may see it now */
    show(shown) {
      seen = shown;
      draw();
    },
  };
}
