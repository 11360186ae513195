// @ts-check
// What the pressure drill draws besides the map: the band over time, and the meter. Like _base.js
// this is no module: it stands before the drill's own script.

/**
 * @typedef {{title: string, steps: string[], seconds: number, low: number, high: number,
 *   limit: number, top: number, keySpeed: number, levels: number[], zones: string[],
 *   profile: [number, number, number, number][],
 *   phases: {name: string, say: string, until: number}[]}} Round
 */

/**
 * Draw the band over time, with the own line on it.
 *
 * @param {Round} round
 */
function plot(round) {
  const prefix = `ts-plot-${Math.random().toString(36).slice(2)}`;
  /** @param {number} second */
  const across = (second) => ((1000 * second) / round.seconds).toFixed(1);
  /** @param {number} press */
  const up = (press) => (1000 * (1 - Math.min(press, round.top) / round.top)).toFixed(1);
  /** @param {number} press */
  const height = (press) => `bottom: ${(100 * press) / round.top}%`;

  const upper = round.profile.map(([second, , , high]) => `${across(second)},${up(high)}`);
  const lower = round.profile.map(([second, low]) => `${across(second)},${up(low)}`);
  const band = [...upper, ...lower.reverse()].join(" ");
  const target = round.profile.map(([second, , middle]) => `${across(second)},${up(middle)}`);
  const ends = round.phases.slice(0, -1).map(({ until }) => across(until));
  const line = drawn("path", { class: "ts-mine", d: "" });
  const now = drawn("line", { class: "ts-now", x1: 0, x2: 0, y1: 0, y2: 1000 });
  const limit = { x1: 0, x2: 1000, y1: up(round.limit), y2: up(round.limit) };
  const svg = drawn(
    "svg",
    { viewBox: "0 0 1000 1000", preserveAspectRatio: "none", "aria-hidden": "true" },
    drawn(
      "defs",
      {},
      drawn(
        "pattern",
        { id: `${prefix}-band`, width: 14, height: 36, patternUnits: "userSpaceOnUse" },
        drawn("path", { class: "ts-band-hatch", d: "M0 36L14 0" }),
      ),
    ),
    ...ends.map((x) => drawn("line", { class: "ts-grid", x1: x, x2: x, y1: 0, y2: 1000 })),
    drawn("polygon", { class: "ts-band", points: band }),
    drawn("polygon", { fill: `url(#${prefix}-band)`, points: band }),
    drawn("polyline", { class: "ts-target", points: target.join(" ") }),
    drawn("line", { class: "ts-limit", ...limit }),
    line,
    now,
  );
  const starts = [0, ...round.phases.map(({ until }) => until)];
  const told = `The band to press in, over ${round.seconds} s`;
  const aims = { class: "ts-tag ts-tag-band", style: height((round.low + round.high) / 2) };
  const most = { class: "ts-tag ts-tag-limit", style: height(round.limit) };
  const box = element(
    "div",
    { class: "ts-plot", role: "img", "aria-label": told },
    svg,
    element("span", most, "client’s limit"),
    element("span", aims, "band"),
    ...round.phases.map(({ name, until }, index) => {
      const from = (100 * starts[index]) / round.seconds;
      const wide = (100 * (until - starts[index])) / round.seconds;
      return element("span", { class: "ts-phase", style: `left: ${from}%; width: ${wide}%` }, name);
    }),
  );
  let path = "";

  return {
    box,
    clear() {
      path = "";
      line.setAttribute("d", "");
    },

    /**
     * @param {number} t milliseconds of the round
     * @param {number} press
     */
    extend(t, press) {
      path += `${path ? "L" : "M"}${across(t / 1000)} ${up(press)}`;
    },

    /** @param {number} t milliseconds of the round; negative for no round */
    draw(t) {
      line.setAttribute("d", path);
      const x = t < 0 ? "-10" : across(t / 1000);
      now.setAttribute("x1", x);
      now.setAttribute("x2", x);
    },
  };
}

/**
 * Make the meter that shows the press and takes the keys.
 *
 * @param {Round} round
 */
function meter(round) {
  /** @param {number} press */
  const share = (press) => `${(100 * Math.min(press, round.top)) / round.top}%`;
  const fill = element("div", { class: "ts-fill" });
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
    element("div", {
      class: "ts-slider-band",
      style: `bottom: ${share(round.low)}; height: ${share(round.high - round.low)}`,
    }),
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

  return {
    slider,
    words,

    /**
     * @param {number} press
     * @param {boolean} hidden whether the learner is to press without seeing
     */
    show(press, hidden) {
      const percent = Math.round(100 * press);
      const inside = press > round.low - 1e-9 && press < round.high + 1e-9;
      const where = inside ? "in the band" : press < round.low ? "below" : "above";
      const level = round.levels.findIndex((until) => press <= until + 1e-9) + 1;
      fill.style.height = hidden ? "0" : share(press);
      const read = press ? `${percent} % · level ${level} · ${where}` : "hand off";
      words.textContent = hidden ? "hidden" : read;
      slider.setAttribute("aria-valuenow", String(percent));
      const spoken = press ? `${percent} percent, level ${level}, ${where}` : "hand off";
      slider.setAttribute("aria-valuetext", hidden ? "hidden until the end" : spoken);
    },
  };
}
