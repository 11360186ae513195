// @ts-check
// Where the class pressed, on a map of the back.
import { draw, make } from "./page.js";
import { panel, picture } from "./panel.js";

/** @param {number[][]} heat @param {any} map */
export function heatPanel(heat, map) {
  const shapes = map.zones.map((/** @type {any} */ zone) =>
    draw("polygon", {
      points: zone.polygon.map((/** @type {number[]} */ each) => each.join(",")).join(" "),
      class: zone.level === 0 ? "zone never" : "zone",
    }),
  );
  const outline = map.lines.map((/** @type {any} */ { path }) => draw("path", { d: path, class: "outline" }));
  const cells = heat.map(([x = 0, y = 0, share = 0]) =>
    draw("rect", { x, y, width: 2, height: 2, class: "hot", opacity: (0.2 + 0.8 * share).toFixed(2) }),
  );
  const text = `Where the class pressed.${hottest(heat, map)} Hatched: never press.`;
  const svg = picture(frameOf(map, heat), text, hatching(), ...outline, ...shapes, ...cells);
  svg.classList.add("back");
  const shown = panel("The back", text, svg, "drawn tall");
  svg.before(compass());
  return shown;
}

/** Whose left and right the map shows. */
function compass() {
  const words = ["client’s left", "client’s right"];
  return make("div", { class: "compass", "aria-hidden": "true" }, ...words.map((told) => make("span", {}, told)));
}

/** @param {any} map @param {number[][]} heat both, with a little room around them */
function frameOf(map, heat) {
  const zones = map.zones.flatMap((/** @type {any} */ { polygon }) => polygon);
  const corners = [...zones, ...heat, ...heat.map(([x = 0, y = 0]) => [x + 2, y + 2])];
  const xs = corners.map(([x = 0]) => x);
  const ys = corners.map((/** @type {number[]} */ [, y = 0]) => y);
  const [left, top] = [Math.min(...xs) - 2, Math.min(...ys) - 2];
  return `${left} ${top} ${Math.max(...xs) + 2 - left} ${Math.max(...ys) + 2 - top}`;
}

function hatching() {
  const line = draw("line", { x1: 0, y1: 0, x2: 0, y2: 2, class: "hatch" });
  const turned = { patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  return draw("defs", {}, draw("pattern", { id: "never", width: 2, height: 2, ...turned }, line));
}

/** @param {number[][]} heat @param {any} map the zones with most of the pressing, in words */
function hottest(heat, map) {
  const whole = heat.reduce((sum, [, , share = 0]) => sum + share, 0);
  const inside = (/** @type {any} */ zone) =>
    heat
      .filter(([x = 0, y = 0]) => within(zone.polygon, x + 1, y + 1))
      .reduce((sum, [, , share = 0]) => sum + share, 0);
  const places = map.zones
    .map((/** @type {any} */ zone) => ({ name: zone.name, share: inside(zone) / whole }))
    .filter((/** @type {any} */ { share }) => share >= 0.05)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => b.share - a.share)
    .slice(0, 3)
    .map((/** @type {any} */ { name, share }) => `${name}: ${Math.round(100 * share)}\u00a0%`);
  return places.length ? ` Most on the ${places.join("; ")}.` : "";
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
