// @ts-check
// The band of a pressing drill over time, with the own line on it and the earlier ones behind.
// Like _base.js this is no module.

/**
 * @typedef {{kind: string, label: string, line: [number, number][]}} EarlierRound a round done
 *   before, as corners of its line: second and press
 */

/** A phase that takes less than so many per cent of the round has no room for its name. */
const NARROWEST_NAMED = 7;

/** A phase that takes less than this has none on a narrow page. */
const NARROW_NAMED = 20;

/** Before its highest part the band's name needs so many per cent of the chart's width. */
const ROOM_FOR_TAG = 15;

/** Behind that part it stands so far from where the band begins to fall, in per cent. */
const BEHIND = 3;

/** Where the breath is full and where it is empty, 0 to 1000 from the top. */
const BREATH_IN = 480;
const BREATH_OUT = 940;

/** In a round with beats these rows show when strokes began: top of each row, 0 to 1000. */
const BEAT_ROW = 330;
const MY_ROW = 400;
const EARLIER_ROWS = [470, 540];
const ROW_HEIGHT = 50;

/** A name of an earlier round stands on its line, this high in the chart at most, in per cent. */
const HIGHEST_NAME = 88;

/** The own line is drawn in pieces of so many points: a frame draws only the last one anew. */
const PIECE = 120;

/**
 * Where the band's name stands: before its highest part, or behind it where there is no room.
 *
 * @param {Round} round
 * @param {(press: number) => string} height
 */
function bandTagPlace({ low, high, profile, seconds }, height) {
  const most = Math.max(...profile.map(([, , , upper]) => upper));
  const highest = profile.filter(([, , , upper]) => upper === most).map(([second]) => second);
  const [begins, ends] = [highest[0] ?? 0, highest.at(-1) ?? 0].map((at) => (100 * at) / seconds);
  const place = height((low + high) / 2);
  return begins < ROOM_FOR_TAG ? `${place}; left: ${ends + BEHIND}%` : place;
}

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

  /**
   * @param {string} name
   * @param {number[]} seconds
   * @param {number} top
   */
  const ticks = (name, seconds, top) =>
    drawn("path", {
      class: name,
      d: seconds.map((second) => `M${across(second)} ${top}v${ROW_HEIGHT}`).join(""),
    });

  const upper = round.profile.map(([second, , , high]) => `${across(second)},${up(high)}`);
  const lower = round.profile.map(([second, low]) => `${across(second)},${up(low)}`);
  const band = [...upper, ...lower.reverse()].join(" ");
  const target = round.profile.map(([second, , middle]) => `${across(second)},${up(middle)}`);
  const ends = round.phases.slice(0, -1).map(({ until }) => across(until));
  const breath = (round.breath?.wave ?? [])
    .map(([second, full]) => `${across(second)},${BREATH_OUT - full * (BREATH_OUT - BREATH_IN)}`)
    .join(" ");
  const line = drawn("g", { class: round.beats ? "ts-mine ts-thin" : "ts-mine" });
  const behind = drawn("g", {});
  const now = drawn("line", { class: "ts-now", x1: -10, x2: -10, y1: 0, y2: 1000 });
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
    ...(round.beats ? [ticks("ts-beat-mark", round.beats, BEAT_ROW)] : []),
    ...(round.breath ? [drawn("polyline", { class: "ts-breath-wave", points: breath })] : []),
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
  const aims = { class: "ts-tag ts-tag-band", style: bandTagPlace(round, height) };
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
      const look = wide < NARROW_NAMED ? "ts-phase ts-phase-short" : "ts-phase";
      return element("span", { class: look, style: `left: ${from}%; width: ${wide}%` }, words);
    }),
  );
  /** The last piece of the own line, its corners, and the last of them. */
  let piece = drawn("path", {});
  let corners = 0;
  let path = "";
  let drawnPath = "";
  let last = "";
  let pressed = false;
  /** @type {HTMLElement[]} */
  let names = [];

  /**
   * Draw an earlier round as a line, and say where its name stands.
   *
   * @param {string} kind
   * @param {[number, number][]} corners
   * @param {number} index
   */
  function along(kind, corners, index) {
    const points = corners.map(([second, press]) => `${across(second)},${up(press)}`).join(" ");
    behind.append(drawn("polyline", { class: `ts-earlier ts-earlier-${kind}`, points }));
    // Each name a little further on, so that two alike do not lie on each other.
    const [second, press] = corners[Math.floor(corners.length * (0.42 + 0.22 * index))] ?? [0, 0];
    const high = Math.min(HIGHEST_NAME, (100 * press) / round.top + 2);
    return `left: ${(100 * second) / round.seconds}%; bottom: ${high}%`;
  }

  /**
   * Draw when the strokes of an earlier round began, in a row of its own: its line and the own one
   * would be a thicket. Say where its name stands.
   *
   * @param {string} kind
   * @param {[number, number][]} corners
   * @param {number} index
   */
  function beside(kind, corners, index) {
    const begun = corners.filter(([, press], i) => press > 0 && i > 0 && corners[i - 1][1] === 0);
    const top = EARLIER_ROWS[index % EARLIER_ROWS.length];
    behind.append(ticks(`ts-earlier-${kind} ts-earlier-beat`, begun.map(([second]) => second), top));
    return `left: 0; bottom: ${100 - (top + ROW_HEIGHT / 2) / 10}%; transform: translateY(50%)`;
  }

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
        const style = round.beats ? beside(kind, line, index) : along(kind, line, index);
        return element("span", { class: `ts-tag ts-tag-earlier`, style }, label);
      });
      box.append(...names);
    },

    clear() {
      line.replaceChildren();
      path = last = "";
      pressed = false;
      corners = 0;
    },

    /**
     * @param {number} t milliseconds of the round
     * @param {number} press
     */
    extend(t, press) {
      if (round.beats && press > 0 && !pressed) line.append(ticks("ts-my-beat", [t / 1000], MY_ROW));
      pressed = press > 0;
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
      const visibility = shown ? "visible" : "hidden";
      if (line.getAttribute("visibility") !== visibility) line.setAttribute("visibility", visibility);
    },

    /** @param {number} t milliseconds of the round; negative for no round */
    draw(t) {
      if (drawnPath !== path) piece.setAttribute("d", path);
      drawnPath = path;
      // A line that is moved is not drawn anew.
      now.style.transform = t < 0 ? "" : `translateX(${10 + Number(across(t / 1000))}px)`;
    },
  };
}
