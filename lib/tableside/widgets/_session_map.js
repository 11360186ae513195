// @ts-check
// The back map of the session table: every zone can be chosen on it, by pointing and by keys. Like
// _base.js this is no module.

/** Centimetres: how far an arrow key looks for the next zone, and in which steps. */
const SESSION_FAR = 40;
const SESSION_STEP = 0.3;

/** @param {Place[]} corners @param {number} x @param {number} y */
function sessionInside(corners, x, y) {
  let inside = false;
  for (const [place, [x1, y1]] of corners.entries()) {
    const [x2, y2] = corners[(place || corners.length) - 1];
    if (y1 > y !== y2 > y && x < x1 + ((x2 - x1) * (y - y1)) / (y2 - y1)) inside = !inside;
  }
  return inside;
}

/**
 * The neighbour of a zone in the direction of an arrow key: the first that a straight way from its
 * middle comes to, or else the one that lies nearest to that way.
 *
 * @param {MapZone[]} zones
 * @param {MapZone} from
 * @param {string} key
 */
function sessionNeighbour(zones, from, key) {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const [right, down] = steps[/** @type {keyof typeof steps} */ (key)];
  const [x, y] = from.spot;
  const others = zones.filter((zone) => zone !== from);
  for (let way = 0; way < SESSION_FAR; way += SESSION_STEP) {
    const [here, there] = [x + way * right, y + way * down];
    if (sessionInside(from.polygon, here, there)) continue;
    const found = others.find(({ polygon }) => sessionInside(polygon, here, there));
    if (found) return found;
  }
  let best;
  let least = Infinity;
  for (const zone of others) {
    const [dx, dy] = [zone.spot[0] - x, zone.spot[1] - y];
    const along = dx * right + dy * down;
    const off = Math.abs(dx * down) + Math.abs(dy * right);
    if (along > SESSION_STEP && along + 3 * off < least) [best, least] = [zone, along + 3 * off];
  }
  return best;
}

/**
 * The map with a native radio button for every zone, so that it can be used without seeing it.
 *
 * @param {BackMap} map
 * @param {ReturnType<typeof cleanup>} scope
 * @param {{chosen: (zone: MapZone) => void, go: (zone: MapZone) => void}} around
 */
function sessionMap(map, scope, { chosen, go }) {
  const drawing = backMap(map, []);
  const { svg, paint } = drawing;
  const name = `ts-session-${Math.random().toString(36).slice(2)}`;
  const ring = drawn("polygon", { class: "ts-session-ring", points: "" });
  const things = drawn("g", { class: "ts-session-things" });
  const here = element("p", { class: "ts-session-here" });
  const radios = map.zones.map((zone) =>
    element("input", {
      type: "radio",
      name,
      value: zone.id,
      "aria-label": `${zone.name}: ${zone.allows}. ${zone.rule}`,
    }),
  );
  // The radio buttons say all that the drawing shows.
  svg.removeAttribute("role");
  svg.removeAttribute("aria-label");
  svg.setAttribute("aria-hidden", "true");
  svg.style.touchAction = "manipulation";
  paint.append(things, ring);
  here.textContent = "Choose a zone on the map, or by its name under Hands.";

  /** @param {MapZone} zone */
  function show(zone) {
    ring.setAttribute("points", zone.polygon.map(([x, y]) => `${x},${y}`).join(" "));
    here.replaceChildren(element("b", {}, `${zone.name}: ${zone.allows}. `), zone.rule);
  }

  /** @param {MapZone} zone */
  function choose(zone) {
    radios[map.zones.indexOf(zone)].checked = true;
    show(zone);
    chosen(zone);
  }

  for (const [place, radio] of radios.entries()) {
    const zone = map.zones[place];
    scope.listen(radio, "change", () => choose(zone));
    scope.listen(radio, "focus", () => show(zone));
    scope.listen(radio, "keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter") {
        choose(zone);
        go(zone);
      } else if (event.key.startsWith("Arrow")) {
        const next = sessionNeighbour(map.zones, zone, event.key);
        if (next) {
          radios[map.zones.indexOf(next)].focus();
          choose(next);
        }
      } else return;
      event.preventDefault();
    });
  }
  scope.listen(svg, "click", (/** @type {PointerEvent} */ event) => {
    const { zone } = drawing.find(event);
    if (!zone) return;
    choose(zone);
    go(zone);
  });

  return {
    box: element(
      "div",
      { class: "ts-session-back" },
      element(
        "div",
        { class: "ts-session-compass", "aria-hidden": "true" },
        ...["client’s left", "head ↑", "client’s right"].map((side) => element("span", {}, side)),
      ),
      element(
        "fieldset",
        { class: "ts-session-map" },
        element("legend", { class: "ts-session-unseen" }, "Back map: the zone to work on"),
        element("div", { class: "ts-session-radios" }, ...radios),
        svg,
      ),
      here,
    ),
    choose,

    /**
     * @param {{scene: SessionScene, hands: SessionHands | null, towel: SessionTowel | null,
     *   thermometer: SessionThermometer}} shown
     */
    draw({ scene, hands, towel, thermometer }) {
      things.replaceChildren(
        ...(towel ? [sessionTowel(towel, thermometer)] : []),
        ...(hands ? [sessionHand(hands)] : []),
        sessionSheet(scene),
      );
    },
  };
}
