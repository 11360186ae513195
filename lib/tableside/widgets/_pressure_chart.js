// @ts-check
// The band of a pressing drill over time, with the own line on it and the earlier ones behind.
// Like _base.js this is no module.

/**
 * @typedef {{kind: string, label: string, line: [number, number][]}} EarlierRound a round done
 *   before, as corners of its line: second and press
 */

/** A phase that takes less than so many per cent of the round has no room for its name. */
const NARROWEST_NAMED = 7;

/** The own line is drawn in pieces of so many points: a frame draws only the last one anew. */
const PIECE = 120;

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
  const line = drawn("g", { class: "ts-mine" });
  const behind = drawn("g", {});
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
    ...(round.beats ?? []).map((beat) =>
      drawn("line", { class: "ts-beat-mark", x1: across(beat), x2: across(beat), y1: 940, y2: 1000 }),
    ),
    drawn("polygon", { class: "ts-band", points: band }),
    drawn("polygon", { fill: `url(#${prefix}-band)`, points: band }),
    drawn("polyline", { class: "ts-target", points: target.join(" ") }),
    drawn("line", { class: "ts-limit", ...limit }),
    behind,
    line,
    now,
  );
  const starts = [0, ...round.phases.map(({ until }) => until)];
  const banded = round.profile.length > 0;
  const told = `${banded ? "The band to press in" : "Your press"}, over ${round.seconds} s`;
  const aims = { class: "ts-tag ts-tag-band", style: height((round.low + round.high) / 2) };
  const most = { class: "ts-tag ts-tag-limit", style: height(round.limit) };
  const box = element(
    "div",
    { class: "ts-plot", role: "img", "aria-label": told },
    svg,
    element("span", most, "client’s limit"),
    ...(banded ? [element("span", aims, "band")] : []),
    ...round.phases.map(({ name, until }, index) => {
      const from = (100 * starts[index]) / round.seconds;
      const wide = (100 * (until - starts[index])) / round.seconds;
      // A name that has no room would lie on its neighbours; the countdown tells it in its turn.
      const words = wide < NARROWEST_NAMED ? "" : name;
      return element("span", { class: "ts-phase", style: `left: ${from}%; width: ${wide}%` }, words);
    }),
  );
  /** The last piece of the own line, its corners, and the last of them. */
  let piece = drawn("path", {});
  let corners = 0;
  let path = "";
  let last = "";
  /** @type {HTMLElement[]} */
  let names = [];

  return {
    box,

    /**
     * Draw earlier rounds behind the own line, each with its name at its highest point.
     *
     * @param {EarlierRound[]} rounds
     */
    behind(rounds) {
      for (const name of names) name.remove();
      behind.replaceChildren();
      names = rounds.map(({ kind, label, line }, index) => {
        const points = line.map(([second, press]) => `${across(second)},${up(press)}`).join(" ");
        behind.append(drawn("polyline", { class: `ts-earlier ts-earlier-${kind}`, points }));
        // Each name a little further on, so that two alike do not lie on each other.
        const [second, press] = line[Math.floor(line.length * (0.42 + 0.22 * index))] ?? [0, 0];
        const style = `left: ${(100 * second) / round.seconds}%; ${height(press)}`;
        return element("span", { class: `ts-tag ts-tag-earlier`, style }, label);
      });
      box.append(...names);
    },

    clear() {
      line.replaceChildren();
      path = last = "";
      corners = 0;
    },

    /**
     * @param {number} t milliseconds of the round
     * @param {number} press
     */
    extend(t, press) {
      const point = `${across(t / 1000)} ${up(press)}`;
      if (point === last) return;
      if (corners % PIECE === 0) {
        piece.setAttribute("d", path);
        piece = drawn("path", {});
        line.append(piece);
        path = `M${last || point}`;
      }
      path += `L${point}`;
      corners += 1;
      last = point;
    },

    /** @param {boolean} shown whether the own line is to be seen */
    see(shown) {
      line.setAttribute("visibility", shown ? "visible" : "hidden");
    },

    /** @param {number} t milliseconds of the round; negative for no round */
    draw(t) {
      piece.setAttribute("d", path);
      const x = t < 0 ? "-10" : across(t / 1000);
      now.setAttribute("x1", x);
      now.setAttribute("x2", x);
    },
  };
}
