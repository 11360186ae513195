// @ts-check
// A breath to follow: a disc that fills and empties, and the same in words; the chart draws it as a
// wave. Like _base.js this is no module.

/**
 * @typedef {object} Breath
 * @property {[number, number][]} wave corners: second, and how full the breath is, 0 to 1
 * @property {{say: string, until: number}[]} phases with the second of each end
 */

/**
 * Make a pacer, to be shown and to be told the time.
 *
 * @param {Breath} breath
 * @param {Devices} devices
 */
function breathPacer({ wave, phases }, devices) {
  const disc = element("span", { class: "ts-breath-disc", "aria-hidden": "true" });
  const words = element("p", { class: "ts-breath-words" }, "Breathe with the wave.");
  const box = element("div", { class: "ts-breath" }, disc, words);

  /**
   * @param {number} second
   * @returns {number}
   */
  function fullness(second) {
    const after = wave.findIndex(([at]) => at > second);
    if (after < 1) return wave[after === 0 ? 0 : wave.length - 1]?.[1] ?? 0;
    const [from, low] = wave[after - 1];
    const [until, high] = wave[after];
    return low + ((high - low) * (second - from)) / (until - from);
  }

  return {
    box,

    /** @param {number} t milliseconds of the round; negative for no round */
    show(t) {
      const phase = phases.find(({ until }) => t < 1000 * until);
      const left = phase ? Math.ceil(phase.until - t / 1000) : 0;
      const told = t < 0 || !phase ? "Breathe with the wave." : `${phase.say} ${left}`;
      if (words.textContent !== told) words.textContent = told;
      const moves = t >= 0 && !devices.still();
      disc.style.scale = moves ? String(0.4 + 0.6 * fullness(t / 1000)) : "0.4";
    },
  };
}
