// @ts-check
// The pictures of the board, each with a text that says the same.
import { draw, make } from "./page.js";

/**
 * @param {string} title
 * @param {string} text what the picture shows, in words
 * @param {Node} picture
 */
function panel(title, text, picture) {
  return make(
    "figure",
    { class: "card panel" },
    make("h2", {}, title),
    picture,
    make("figcaption", {}, text),
  );
}

/** @param {string} box @param {string} label @param {...Element} parts */
const picture = (box, label, ...parts) =>
  draw("svg", { viewBox: box, role: "img", "aria-label": label }, ...parts);

/** @param {any} spread */
function spreadPanel(spread) {
  const bars = [{ name: "unsafe", count: spread.unsafe, unsafe: true }].concat(
    spread.bars.map((/** @type {number} */ count, /** @type {number} */ at) => ({
      name: String(10 * at),
      count,
      unsafe: false,
    })),
  );
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const parts = bars.flatMap(({ name, count, unsafe }, at) => {
    const height = (100 * count) / most;
    const x = at * 32 + (unsafe ? 0 : 12);
    const bar = { x, y: 120 - height, width: 28, height, class: unsafe ? "bad" : "good" };
    return [
      draw("rect", bar),
      draw("text", { x: x + 14, y: 114 - height, class: "number" }, count ? String(count) : ""),
      draw("text", { x: x + 14, y: 136, class: "tick" }, name),
    ];
  });
  const middle = spread.middle === null ? "" : ` Half of the safe ones have ${spread.middle} or more.`;
  const text = `Unsafe: ${spread.unsafe}, whose points do not count.${middle}`;
  return panel("Points", text, picture("-6 0 378 142", text, ...parts));
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
  const text = [
    target.profile?.length ? "The green band is the plan." : "",
    target.limit ? "The dashed line is the client's limit." : "",
    overlay ? "Grey: everybody. Blue: the median, and where the middle eight in ten are." : "",
    replay.length ? "Thick: one round, without a name." : "",
  ].join(" ").trim();
  return panel("Pressure over time", text, picture("-2 -2 364 136", text, ...parts));
}

/** @param {number[][]} heat @param {any} map */
function heatPanel(heat, map) {
  const [left, top, width, height] = map.frame;
  const parts = map.zones.map((/** @type {any} */ zone) =>
    draw("polygon", {
      points: zone.polygon.map((/** @type {number[]} */ each) => each.join(",")).join(" "),
      class: zone.level === 0 ? "zone never" : "zone",
    }),
  );
  for (const [x = 0, y = 0, share = 0] of heat) {
    parts.push(draw("rect", { x, y, width: 2, height: 2, class: "hot", opacity: (0.15 + 0.85 * share).toFixed(2) }));
  }
  const inside = (/** @type {any} */ zone) =>
    heat
      .filter(([x = 0, y = 0]) => within(zone.polygon, x + 1, y + 1))
      .reduce((sum, [, , share = 0]) => sum + share, 0);
  const whole = heat.reduce((sum, [, , share = 0]) => sum + share, 0);
  const places = map.zones
    .map((/** @type {any} */ zone) => ({ name: zone.name, share: inside(zone) / whole }))
    .filter((/** @type {any} */ { share }) => share >= 0.05)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => b.share - a.share)
    .slice(0, 3)
    .map((/** @type {any} */ { name, share }) => `${name}: ${Math.round(100 * share)} %`);
  const text = `Where the class pressed. ${places.join("; ")}. Hatched: never press.`;
  const hatch = draw(
    "pattern",
    { id: "never", width: 2, height: 2, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    draw("line", { x1: 0, y1: 0, x2: 0, y2: 2, class: "hatch" }),
  );
  const svg = picture(`${left} ${top} ${width} ${height}`, text, draw("defs", {}, hatch), ...parts);
  svg.classList.add("back");
  return panel("The back", text, svg);
}

/** @param {number[][]} polygon @param {number} x @param {number} y */
function within(polygon, x, y) {
  let inside = false;
  polygon.forEach(([ax = 0, ay = 0], at) => {
    const [bx = 0, by = 0] = polygon[(at + polygon.length - 1) % polygon.length] ?? [];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

/** @param {any[]} found @param {boolean} teach whether to say how to teach it again */
function misconceptionPanel(found, teach) {
  const items = found.map((each) => {
    const share = Math.round((100 * each.count) / each.of);
    const lines = each.reteach.map((/** @type {string} */ line) => make("li", {}, line));
    const again = make("details", {}, make("summary", {}, "Teach it again in three minutes"), make("ul", {}, ...lines));
    return make(
      "li",
      { class: each.safety ? "danger" : "" },
      make("p", {}, make("b", {}, `${each.count} of ${each.of}`), ` (${share} %) `, each.safety ? "⚠ " : "", each.what),
      ...(teach ? [again] : []),
    );
  });
  const list = make("ol", { class: "rules" }, ...items);
  const text = "What several in the room can do better; matters of safety stand first.";
  return panel("Look at this again", text, list);
}

/** @param {any} confusion */
function confusionPanel({ right, chosen, counts }) {
  const head = make("tr", {}, make("th", { scope: "col" }, "right ↓ decided →"));
  head.append(...chosen.map((/** @type {string} */ name) => make("th", { scope: "col" }, name)));
  const rows = right.map((/** @type {string} */ name, /** @type {number} */ row) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, name),
      ...counts[row].map((/** @type {number} */ count, /** @type {number} */ at) =>
        make("td", { class: chosen[at] === name ? "same" : count ? "other" : "" }, String(count)),
      ),
    ),
  );
  const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
  return panel("Decisions", "Each row: what was right. Each column: what was decided.", table);
}

/** @param {[string, number][]} choices */
function choicePanel(choices) {
  const most = Math.max(...choices.map(([, count]) => count));
  const rows = choices.map(([words, count]) =>
    make(
      "li",
      {},
      make("span", {}, `${count} × ${words}`),
      make("meter", { min: 0, max: most, value: count, "aria-label": words }),
    ),
  );
  return panel("Answers", "How many chose what.", make("ul", { class: "choices" }, ...rows));
}

/**
 * Return every panel that a board has something for.
 *
 * @param {any} board
 * @param {any} map
 * @param {{teach?: boolean, replay?: number[]}} [options]
 */
export function panels(board, map, { teach = false, replay = [] } = {}) {
  const shown = [];
  const { misconceptions, overlay, target, spread, choices, confusion, heat } = board;
  if (misconceptions.length) shown.push(misconceptionPanel(misconceptions, teach));
  if (overlay || replay.length) shown.push(overlayPanel(overlay, target ?? {}, replay));
  if (spread) shown.push(spreadPanel(spread));
  if (choices.length) shown.push(choicePanel(choices));
  if (confusion) shown.push(confusionPanel(confusion));
  if (heat.length && map) shown.push(heatPanel(heat, map));
  return shown;
}

/** @param {number} done @param {number} there */
export function ring(done, there) {
  const share = there ? Math.min(1, done / there) : 0;
  const words = `${done} of ${there} done`;
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
      "stroke-dasharray": `${100 * share} 100`,
      transform: "rotate(-90 60 60)",
    }),
    draw("text", { x: 60, y: 58, class: "ring-number" }, `${done}/${there}`),
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
