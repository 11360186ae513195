// @ts-check
// Where a gliding hand has been, painted on the map and told in words. Python names the parts and
// says how long is enough and how long too much. Like _base.js this is no module.

/**
 * @typedef {object} Coverage
 * @property {Place[]} cells the middle of each part
 * @property {number} size how wide a part is, in centimetres
 * @property {number} reach how far the hand covers around its place, in centimetres
 * @property {number} [reached] seconds on a part that count as covered; as many as are enough if
 *   left out
 * @property {number} full seconds on a part that are enough
 * @property {number} most seconds on a part above which the hand should have moved on
 */

/** A hand that was away for longer than this, in milliseconds, covered nothing meanwhile. */
const LONGEST_COVER = 250;

/**
 * Make the paint of a coverage drill.
 *
 * @param {Coverage} coverage
 * @param {SVGElement} layer of the map, to paint on
 */
function coveragePaint({ cells, size, reach, full, reached = full, most }, layer) {
  const marks = cells.map(([x, y]) => {
    const corner = { x: x - size / 2, y: y - size / 2, width: size, height: size };
    const square = drawn("rect", { class: "ts-cell", ...corner });
    const cross = drawn("path", {
      class: "ts-cell-much",
      d: `M${x - size / 3} ${y - size / 3}l${(2 * size) / 3} ${(2 * size) / 3}m0 ${(-2 * size) / 3}l${(-2 * size) / 3} ${(2 * size) / 3}`,
    });
    return { square, cross };
  });
  layer.append(...marks.map(({ square, cross }) => drawn("g", {}, square, cross)));
  const words = element("p", { class: "ts-covered" });
  const seconds = new Float64Array(cells.length);
  /** Parts that were covered since they were painted. */
  const fresh = new Set();
  let before = 0;

  function tell() {
    const covered = seconds.filter((spent) => spent >= reached).length;
    const much = seconds.filter((spent) => spent > most).length;
    const stayed = much ? ` You stayed long on ${much}.` : "";
    const told = `Covered ${covered} of ${cells.length} parts.${stayed}`;
    if (words.textContent !== told) words.textContent = told;
  }

  /** @param {number} index */
  function paint(index) {
    const { square, cross } = marks[index];
    const share = Math.min(1, seconds[index] / full);
    // As styles: what a stylesheet says of a part is stronger than its attributes.
    square.style.fillOpacity = (0.75 * share).toFixed(2);
    cross.style.visibility = seconds[index] > most ? "inherit" : "hidden";
  }

  return {
    words,

    clear() {
      seconds.fill(0);
      before = 0;
      fresh.clear();
      cells.forEach((_, index) => paint(index));
      tell();
    },

    /**
     * @param {number} t milliseconds of the round
     * @param {Reading} reading
     */
    add(t, { value, place }) {
      const passed = Math.min(LONGEST_COVER, Math.max(0, t - before)) / 1000;
      before = t;
      if (!place || value === 0) return;
      cells.forEach(([x, y], index) => {
        if (Math.hypot(x - place[0], y - place[1]) > reach) return;
        seconds[index] += passed;
        fresh.add(index);
      });
    },

    draw() {
      for (const index of fresh) paint(index);
      if (fresh.size) tell();
      fresh.clear();
    },

    /** @param {boolean} seen whether the learner may see it now */
    show(seen) {
      const visibility = seen ? "visible" : "hidden";
      if (layer.getAttribute("visibility") === visibility) return;
      layer.setAttribute("visibility", visibility);
      words.hidden = !seen;
    },
  };
}
