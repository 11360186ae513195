// @ts-check
// The back map, drawn from the zones and lines that Python gives. Like _base.js this is no module:
// it stands before the scripts of the widgets that show the map.

/**
 * @typedef {[number, number]} Place centimetres, as on the back map
 * @typedef {{id: string, name: string, level: number, allows: string, rule: string,
 *   polygon: Place[], spot: Place}} MapZone
 * @typedef {{kind: string, label: string, path: string}} MapLine
 * @typedef {{frame: [number, number, number, number], text: string, zones: MapZone[],
 *   lines: MapLine[], levels: {label: string, y: number}[]}} BackMap
 */

/**
 * Make an element of a drawing.
 *
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
function drawn(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/**
 * Make a hatching for each level but the last, so that colour never tells alone.
 *
 * @param {string} prefix
 */
function hatchings(prefix) {
  const crosses = "M0 0L1.6 1.6M1.6 0L0 1.6";
  const slanting = "M-.4 .4L.4 -.4M0 1.6L1.6 0M1.2 2L2 1.2";
  const flat = "M0 .8H1.6";
  return [crosses, slanting, flat].map((d, level) =>
    drawn(
      "pattern",
      { id: `${prefix}-hatch-${level}`, width: 1.6, height: 1.6, patternUnits: "userSpaceOnUse" },
      drawn("path", { class: `ts-hatch ts-ink-${level}`, d }),
    ),
  );
}

/**
 * Draw the back map.
 *
 * @param {BackMap} map
 * @param {string[]} wanted ids of the zones to press in
 */
function backMap(map, wanted) {
  const prefix = `ts-map-${Math.random().toString(36).slice(2)}`;
  /** @param {string} kind */
  const lines = (kind) => map.lines.filter((line) => line.kind === kind);
  const body = lines("body")[0]?.path ?? "";

  const zones = map.zones.map((zone) => {
    const points = zone.polygon.map(([x, y]) => `${x},${y}`).join(" ");
    const fill = zone.level < 3 ? `url(#${prefix}-hatch-${zone.level})` : "none";
    const aim = wanted.includes(zone.id) ? " ts-aim" : "";
    return drawn(
      "g",
      { class: `ts-zone ts-ink-${zone.level}${aim}`, "data-zone": zone.id },
      drawn("polygon", { class: "ts-tint", points }),
      drawn("polygon", { points, fill }),
    );
  });
  // What is to be pressed lies above its neighbours, so that its outline is whole.
  zones.sort((one, other) => Number(one.matches(".ts-aim")) - Number(other.matches(".ts-aim")));
  const numbers = map.zones.map(({ spot: [x, y], level }) =>
    drawn("text", { class: "ts-zone-level", x, y: y + 0.65 }, level ? String(level) : "✕"),
  );
  const rulers = map.levels.flatMap(({ label, y }) => [
    drawn("line", { class: "ts-ruler", x1: -18.6, x2: -19.4, y1: y, y2: y }),
    drawn("text", { class: "ts-level", x: -20, y: y + 0.5 }, label),
  ]);
  const hand = drawn("circle", { class: "ts-hand", r: 0 });
  const paint = drawn("g", { class: "ts-paint" });

  const svg = /** @type {SVGSVGElement} */ (
    drawn(
      "svg",
      { class: "ts-map", viewBox: map.frame.join(" "), role: "img", "aria-label": map.text },
      drawn(
        "defs",
        {},
        drawn("clipPath", { id: `${prefix}-body` }, drawn("path", { d: body })),
        ...hatchings(prefix),
      ),
      drawn("path", { class: "ts-skin", d: body }),
      drawn(
        "g",
        { "clip-path": `url(#${prefix}-body)` },
        ...["ts-rib-edge", "ts-rib"].flatMap((name) =>
          lines("rib").map(({ path }) => drawn("path", { class: name, d: path })),
        ),
        ...[...lines("bone"), ...lines("level")].map(({ path }) =>
          drawn("path", { class: "ts-bone", d: path }),
        ),
        ...lines("crease").map(({ path }) => drawn("path", { class: "ts-crease", d: path })),
        ...zones,
      ),
      ...numbers,
      ...rulers,
      paint,
      hand,
    )
  );

  /**
   * @param {Place} place
   * @returns {Place} the nearest place that lies on the drawing
   */
  function inside([x, y]) {
    const [left, top, width, height] = map.frame;
    const across = Math.min(Math.max(x, left), left + width);
    return [across, Math.min(Math.max(y, top), top + height)];
  }

  return {
    svg,
    inside,

    /** What lies between the map and the hand, for drills that paint on it. */
    paint,

    /**
     * Say where on the map a pointer is, and in which zone, if any.
     *
     * @param {PointerEvent} event
     * @returns {{place: Place, zone: MapZone | undefined}}
     */
    find(event) {
      const matrix = svg.getScreenCTM();
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix?.inverse());
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const id = under?.closest("[data-zone]")?.getAttribute("data-zone");
      return { place: inside([point.x, point.y]), zone: map.zones.find((zone) => zone.id === id) };
    },

    /**
     * Mark the zones where something unsafe happened, and no others.
     *
     * @param {string[]} ids
     */
    blame(ids) {
      for (const zone of zones) {
        zone.classList.toggle("ts-blamed", ids.includes(zone.getAttribute("data-zone") ?? ""));
      }
    },

    /**
     * Show the hand at a place, larger the more it presses; nowhere if there is no place.
     *
     * @param {Place | null} place
     * @param {number} press
     */
    show(place, press) {
      hand.setAttribute("r", place ? String(0.9 + 1.8 * press) : "0");
      if (place) hand.setAttribute("transform", `translate(${place[0]} ${place[1]})`);
    },
  };
}
