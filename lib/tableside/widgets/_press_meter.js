// @ts-check
// The meter of a pressing drill: it shows the press, and takes the keys. Like _base.js this is no
// module.

/**
 * Make the meter that shows the press and takes the keys.
 *
 * @param {Round} round
 */
function meter(round) {
  /** @param {number} press */
  const share = (press) => `${(100 * Math.min(press, round.top)) / round.top}%`;
  const fill = element("div", { class: "ts-fill" });
  const banded = round.profile.length > 0;
  const band = element("div", { class: "ts-slider-band" });
  let low = 0;
  let high = 0;
  const slider = element(
    "div",
    {
      class: "ts-slider",
      role: "slider",
      tabindex: 0,
      "aria-label": "Press",
      "aria-orientation": "vertical",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
    },
    fill,
    ...(banded ? [band] : []),
    element("div", { class: "ts-slider-limit", style: `bottom: ${share(round.limit)}` }),
  );
  round.levels.forEach((until, index) => {
    const from = round.levels[index - 1] ?? 0;
    const edge = until < round.top ? " ts-edge" : "";
    const style = `bottom: ${share(from)}; height: calc(${share(until)} - ${share(from)})`;
    const number = (from + until) / 2 < round.top ? String(index + 1) : "";
    slider.append(element("div", { class: `ts-step${edge}`, style }, number));
  });
  const words = element("p", { class: "ts-reading", "aria-hidden": "true" });
  /** What is shown now: what stays as it was is not written again, for that costs a layout. */
  let shown = "";
  let aimed = "";

  /**
   * Show where the band is now.
   *
   * @param {[number, number]} edges
   */
  function aim([lower, upper]) {
    [low, high] = [lower, upper];
    if (aimed === `${low} ${high}`) return;
    aimed = `${low} ${high}`;
    band.style.bottom = share(low);
    band.style.height = `calc(${share(high)} - ${share(low)})`;
  }

  aim([round.low, round.high]);
  return {
    slider,
    words,
    aim,

    /**
     * @param {number} press
     * @param {string} hidden why the learner is not to see it; empty if shown
     * @param {number} newton newtons at full range; 0 without a calibration
     */
    show(press, hidden, newton) {
      fill.style.transform = `scaleY(${hidden ? 0 : Math.min(1, press / round.top)})`;
      const percent = Math.round(100 * press);
      const inside = press > low - 1e-9 && press < high + 1e-9;
      const where = inside ? "in the band" : press < low ? "below" : "above";
      const level = round.levels.findIndex((until) => press <= until + 1e-9) + 1;
      const force = newton ? `${(press * newton).toFixed(1)} newtons` : `${percent} percent`;
      const now = [hidden, force, where, level].join();
      if (now === shown) return;
      shown = now;
      const short = newton ? `${(press * newton).toFixed(1)} N` : `${percent} %`;
      const told = [`level ${level}`, ...(banded ? [where] : [])];
      words.textContent = hidden || (percent ? [short, ...told].join(" · ") : "hand off");
      slider.setAttribute("aria-valuenow", String(percent));
      const spoken = percent ? [force, ...told].join(", ") : "hand off";
      slider.setAttribute("aria-valuetext", hidden || spoken);
    },
  };
}
