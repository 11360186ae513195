// @ts-check
// Pressing with a mouse, a pen or a finger: a force source. Like _base.js this is no module.

/**
 * @typedef {object} Surroundings
 * @property {ReturnType<typeof backMap>} drawing
 * @property {HTMLElement} slider
 * @property {number} keySpeed
 * @property {number | undefined} glide
 * @property {Clock} clock
 * @property {() => Place} spot the chosen place
 * @property {(zone: MapZone) => void} choose
 * @property {(zone: MapZone) => void} over
 * @property {ReturnType<typeof fingerWidth>} finger
 */

/** How far a drag goes from nothing to the whole range, in CSS pixels. */
const DRAG_PIXELS = 260;

/** So many widths of a finger must have been seen before the screen is believed to report them. */
const WIDTHS = 3;

/** A finger that lies flat is so many times as wide as its tip. */
const FLAT_FINGER = 2;

/** @param {number} press */
const within = (press) => Math.min(1, Math.max(0, press));

/**
 * Press by how wide a finger lies, where a screen really reports it. Many say 0 or 1 throughout,
 * or one width for every finger.
 *
 * @param {() => void} found called once, when the widths are believed
 */
function fingerWidth(found) {
  /** @type {Set<number>} */
  const seen = new Set();
  return {
    /** Whether the learner chose to press so. */
    chosen: false,

    reported: () => seen.size >= WIDTHS,

    /** @param {PointerEvent} event */
    see(event) {
      if (event.pointerType !== "touch" || event.width <= 1 || seen.size >= 200) return;
      const before = seen.size;
      seen.add(Math.round(event.width));
      if (before < WIDTHS && seen.size >= WIDTHS) found();
    },

    /**
     * @param {PointerEvent} event
     * @returns {number}
     */
    press: (event) => within((event.width / Math.min(...seen) - 1) / (FLAT_FINGER - 1)),
  };
}

/**
 * Press with a pointer: a drag upwards, a pen's own sensor, or the width of a finger.
 *
 * @param {Surroundings} around
 * @returns {ForceSource}
 */
function pointerSource({ drawing, slider, glide, clock, spot, choose, over, finger }) {
  const scope = cleanup();
  /** @type {Reading} */
  const hand = { t: 0, value: 0, place: null, device: "mouse-drag", quality: "" };
  /** The pointer that presses, and the height where its drag began. */
  let pointer = { id: -1, y: 0, pen: false, onMap: false };
  let felt = () => {};

  /** @param {PointerEvent} event */
  function down(event) {
    if (event.button !== 0 || pointer.id !== -1) return;
    const surface = /** @type {Element} */ (event.currentTarget);
    const onMap = surface === drawing.svg;
    const found = onMap ? drawing.find(event) : { place: spot(), zone: undefined };
    if (onMap && !found.zone) return;
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    pointer = { id: event.pointerId, y: event.clientY, pen: false, onMap };
    hand.place = found.place;
    hand.device = event.pointerType === "touch" ? "touch" : "mouse-drag";
    if (found.zone) choose(found.zone);
    read(event);
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (event.pointerId === pointer.id) {
      // Missing where the page is not secure, such as plain http to a class server.
      const steps = event.getCoalescedEvents?.() ?? [];
      for (const step of steps.length ? steps : [event]) read(step);
    } else if (pointer.id === -1 && event.currentTarget === drawing.svg) {
      const { zone } = drawing.find(event);
      if (zone) over(zone);
    }
  }

  /** @param {PointerEvent} event */
  function pressOf(event) {
    if (pointer.pen) return within(event.pressure);
    if (event.pointerType === "touch" && finger.chosen && finger.reported()) {
      return finger.press(event);
    }
    const dragged = (pointer.y - event.clientY) / DRAG_PIXELS;
    if (!glide) return within(dragged);
    // On the meter a gliding hand presses at once, too, and a drag changes how much.
    return pointer.onMap ? glide : within(glide + dragged);
  }

  /** @param {PointerEvent} event */
  function read(event) {
    // A pen without a sensor says 0.5 throughout: that one is dragged, like a mouse.
    if (event.pointerType === "pen" && event.pressure !== 0.5 && event.pressure > 0) {
      pointer.pen = true;
      hand.device = "pen";
    }
    finger.see(event);
    if (pointer.onMap && (glide || pointer.pen)) hand.place = drawing.find(event).place;
    hand.value = pressOf(event);
    hand.t = clock.at(event);
    felt();
  }

  /** @param {PointerEvent} event */
  function up(event) {
    if (event.pointerId !== pointer.id) return;
    pointer.id = -1;
    Object.assign(hand, { t: clock.at(event), value: 0, place: null });
    felt();
  }

  return {
    deliberate: true,

    start(told) {
      felt = told;
      for (const surface of [drawing.svg, slider]) {
        scope.listen(surface, "pointerdown", down);
        scope.listen(surface, "pointermove", move);
        scope.listen(surface, "pointerup", up);
        scope.listen(surface, "pointercancel", up);
      }
    },
    stop: () => scope.run(),
    read: () => ({ ...hand }),
  };
}
