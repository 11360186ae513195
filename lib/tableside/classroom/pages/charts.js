// @ts-check
// The pictures of the board, each with a text that says the same.
import { heatPanel } from "./heat_map.js";
import { button, draw, make } from "./page.js";
import { panel, picture } from "./panel.js";

/** @param {any} spread */
function spreadPanel(spread) {
  /** @type {{x: number, count: number, kind: string}[]} */
  const bars = spread.bars.map((/** @type {number} */ count, /** @type {number} */ at) => ({
    x: 56 + at * 32,
    count,
    kind: "good",
  }));
  bars.unshift({ x: 4, count: spread.unsafe, kind: "bad" });
  const most = Math.max(1, ...bars.map(({ count }) => count));
  /** @type {Element[]} */
  const parts = bars.flatMap(({ x, count, kind }) => {
    const height = (100 * count) / most;
    return [
      draw("rect", { x, y: 120 - height, width: 28, height, class: kind }),
      draw("text", { x: x + 14, y: 115 - height, class: "number" }, count ? String(count) : ""),
    ];
  });
  parts.push(
    draw("line", { x1: 54, x2: 376, y1: 120.5, y2: 120.5, class: "ground" }),
    draw("text", { x: 18, y: 136, class: "tick" }, "unsafe"),
    ...[0, 25, 50, 75, 100].map((tick) =>
      draw("text", { x: 54 + 3.2 * tick, y: 136, class: "tick" }, String(tick)),
    ),
  );
  const middle = spread.middle === null ? "" : ` The middle one of the safe has ${spread.middle} points.`;
  const unscored = spread.unscored ? ` Without points: ${spread.unscored}.` : "";
  const text = `Unsafe: ${spread.unsafe}, whose points do not count.${middle}${unscored}`;
  return panel("Points", text, picture("-8 -2 400 144", text, ...parts), "drawn points");
}

/** @param {any} overlay @param {any} target @param {number[]} replay */
function overlayPanel(overlay, target, replay) {
  const count = overlay ? overlay.middle.length : replay.length;
  const top = Math.max(0.8, (target.limit ?? 0) + 0.1);
  /** @param {number} at @param {number} press */
  const point = (at, press) => `${((360 * at) / (count - 1)).toFixed(1)},${(130 * (1 - press / top)).toFixed(1)}`;
  /** @param {number[]} line */
  const points = (line) => line.map((press, at) => point(at, Math.min(press, top))).join(" ");
  const parts = [];
  if (target.profile?.length) {
    /** @param {number} second */
    const at = (second) => ((count - 1) * second) / target.seconds;
    const lower = target.profile.map((/** @type {number[]} */ [t, low]) => point(at(t ?? 0), low ?? 0));
    const upper = target.profile.map((/** @type {number[]} */ each) => point(at(each[0] ?? 0), each[3] ?? 0));
    parts.push(draw("polygon", { points: [...lower, ...upper.reverse()].join(" "), class: "band" }));
  }
  if (target.limit) {
    const y = 130 * (1 - target.limit / top);
    parts.push(draw("line", { x1: 0, x2: 360, y1: y, y2: y, class: "limit" }));
  }
  if (overlay) {
    for (const line of overlay.lines) parts.push(draw("polyline", { points: points(line), class: "one" }));
    const ribbon = [...overlay.high.map((/** @type {number} */ press, /** @type {number} */ at) => point(at, press))];
    const below = overlay.low.map((/** @type {number} */ press, /** @type {number} */ at) => point(at, press));
    parts.push(draw("polygon", { points: [...ribbon, ...below.reverse()].join(" "), class: "ribbon" }));
    parts.push(draw("polyline", { points: points(overlay.middle), class: "middle" }));
  }
  if (replay.length) parts.push(draw("polyline", { points: points(replay), class: "replay", pathLength: 1 }));
  for (let second = 0; second <= target.seconds; second += target.seconds > 45 ? 15 : 5) {
    const x = (360 * second) / target.seconds;
    parts.push(draw("text", { x, y: 144, class: "tick" }, second ? `${second} s` : "0"));
  }
  parts.push(draw("line", { x1: 0, x2: 360, y1: 130, y2: 130, class: "ground" }));
  const text = [
    target.profile?.length ? "Green: the plan." : "",
    target.limit ? "Dashed: the client's limit." : "",
    overlay ? "Thin: everybody. Blue: the middle one, and eight in ten." : "",
    replay.length ? "Thick: one of them." : "",
  ].join(" ").trim();
  return panel("Pressure over time", text, picture("-8 -2 384 150", text, ...parts), "drawn traces");
}

/** So many misconceptions fit on a projector. */
const MOST_PROJECTED = 3;

/**
 * @param {any[]} found
 * @param {(() => void) | undefined} again starts the activity once more, for who may do that
 */
function misconceptionPanel(found, again) {
  const items = found.slice(0, again ? found.length : MOST_PROJECTED).map((each) => {
    const did = each.did ? `${each.did}.` : each.what;
    const number = `${each.count} of ${each.of}`;
    return make(
      "li",
      { class: each.safety ? "danger" : "" },
      make("p", { class: "who-did" }, make("b", {}, number), each.safety ? " ⚠ " : " ", did),
      make("meter", { min: 0, max: each.of, value: each.count, "aria-label": number }),
      ...(each.did ? [make("p", { class: "next-time" }, each.what)] : []),
      ...(again ? [reteach(each, again)] : []),
    );
  });
  const text = "What several in the room can do better; matters of safety stand first.";
  return panel("Look at this again", text, make("ol", { class: "rules" }, ...items), "again");
}

/** @param {any} each @param {() => void} again */
function reteach(each, again) {
  const lines = each.reteach.map((/** @type {string} */ line) => make("li", {}, line));
  const key = { "data-key": `teach-${each.rule}` };
  return make(
    "details",
    key,
    make("summary", {}, "Teach it again in three minutes"),
    make("ul", {}, ...lines),
    button("Start it once more for everybody", again, { "data-key": `again-${each.rule}` }),
  );
}

/** @param {any} confusion */
function confusionPanel({ right, chosen, counts }) {
  const head = make("tr", {}, make("th", { scope: "col" }, "Right ↓  Decided →"));
  head.append(...chosen.map((/** @type {string} */ name) => make("th", { scope: "col" }, name)));
  const rows = right.map((/** @type {string} */ name, /** @type {number} */ row) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, name),
      ...counts[row].map((/** @type {number} */ count, /** @type {number} */ at) =>
        make(
          "td",
          { class: !count ? "none" : chosen[at] === name ? "same" : "other" },
          String(count),
        ),
      ),
    ),
  );
  const table = make("table", { class: "decisions" }, make("thead", {}, head), make("tbody", {}, ...rows));
  const box = make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Decisions" }, table);
  return panel("Decisions", "Each row: what was right. Each column: what was decided.", box, "says-all");
}

/** @param {{words: string, count: number, right: boolean}[]} choices @param {number} of */
function choicePanel(choices, of) {
  const rows = choices.map(({ words, count, right }) =>
    make(
      "li",
      { class: right ? "right" : "" },
      make("span", {}, make("b", {}, String(count)), right ? " ✓ " : " ", words),
      make("meter", { min: 0, max: of, value: count, "aria-label": `${count} of ${of}: ${words}` }),
    ),
  );
  const text = `What ${of} answered.${choices.some(({ right }) => right) ? " ✓ is right." : ""}`;
  return panel("Answers", text, make("ul", { class: "choices" }, ...rows), "says-all");
}

/**
 * Show one answer or session in words, without a name.
 *
 * @param {string[]} story
 */
export function storyPanel(story) {
  const lines = story.map((line) => make("li", {}, line));
  const size = story.length > 12 ? "long" : story.length > 6 ? "middling" : "short";
  const list = make("ul", { class: `story ${size}` }, ...lines);
  const about = { class: "story-box", tabindex: 0, role: "region", "aria-label": "One answer" };
  const text = "Chosen by the instructor.";
  return panel("One of them, without a name", text, make("div", about, list));
}

/**
 * Return every panel that a board has something for.
 *
 * @param {any} board
 * @param {any} map
 * @param {{again?: () => void, replay?: number[]}} [options]
 */
export function panels(board, map, { again, replay = [] } = {}) {
  const shown = [];
  const { misconceptions, overlay, target, spread, choices, confusion, heat } = board;
  if (misconceptions.length) shown.push(misconceptionPanel(misconceptions, again));
  if (overlay || replay.length) shown.push(overlayPanel(overlay, target ?? {}, replay));
  if (choices.length) shown.push(choicePanel(choices, board.count));
  if (confusion) shown.push(confusionPanel(confusion));
  if (spread) shown.push(spreadPanel(spread));
  if (heat.length && map) shown.push(heatPanel(heat, map));
  return shown;
}

const LARGEST_NUMBER = 24;

/** So many characters, times their size, fit into the ring. */
const RING_HOLDS = 115;

/** @param {number} done @param {number} there */
export function ring(done, there) {
  const share = there ? Math.min(1, done / there) : 0;
  const words = `${done} of ${there} done`;
  const numbers = `${done}/${there}`;
  const size = Math.min(LARGEST_NUMBER, RING_HOLDS / numbers.length);
  return picture(
    "0 0 120 120",
    words,
    draw("circle", { cx: 60, cy: 60, r: 50, class: "rail" }),
    draw("circle", {
      cx: 60,
      cy: 60,
      r: 50,
      class: "done",
      pathLength: 100,
      "stroke-dasharray": share < 1 ? `${100 * share} 100` : "none",
      transform: "rotate(-90 60 60)",
    }),
    draw("text", { x: 60, y: 58, class: "ring-number", "font-size": size }, numbers),
    draw("text", { x: 60, y: 78, class: "tick" }, "done"),
  );
}

/** @param {boolean[][]} dots @param {string} address */
export function qrCode(dots, address) {
  const size = dots.length;
  const path = dots
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return picture(
    `-4 -4 ${size + 8} ${size + 8}`,
    `QR code of ${address}`,
    draw("rect", { x: -4, y: -4, width: size + 8, height: size + 8, fill: "#fff" }),
    draw("path", { d: path, fill: "#000" }),
  );
}
