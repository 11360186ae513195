// @ts-check
// Pressing with a mouse, a pen, a finger or keys: two force sources. Like _base.js this is no
// module.

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

/** One press of a key, as a share of the range. */
const KEY_STEP = 0.02;
const PAGE_STEP = 0.1;

/** How far a key moves a gliding hand, in centimetres. */
const GLIDE_STEP = 1;

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
    return pointer.onMap && glide ? glide : within((pointer.y - event.clientY) / DRAG_PIXELS);
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

/**
 * Press with keys on the meter. A gliding hand moves with Shift and the arrows, presses while the
 * space bar is held, and changes sides with X.
 *
 * @param {Surroundings} around
 * @returns {ForceSource}
 */
function keySource({ drawing, slider, keySpeed, glide, clock, spot }) {
  const scope = cleanup();
  /** @type {Reading} */
  const hand = { t: 0, value: 0, place: null, device: "keyboard", quality: "" };
  let felt = () => {};

  /**
   * @param {number} at
   * @param {number} press
   */
  function press(at, press) {
    hand.value = press < 1e-6 ? 0 : within(press);
    if (!hand.value) hand.place = null;
    hand.t = at;
    felt();
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {number | undefined} by how much a key changes the press
   */
  function change(event) {
    // A held key moves on at a pace that suits the plan, whatever the keyboard's own rate.
    const held = (keySpeed * (clock.at(event) - hand.t)) / 1000;
    const step = event.repeat ? Math.min(KEY_STEP, held) : KEY_STEP;
    /** @type {Record<string, number>} */
    const changes = {
      ArrowUp: step,
      ArrowRight: step,
      ArrowDown: -step,
      ArrowLeft: -step,
      PageUp: PAGE_STEP,
      PageDown: -PAGE_STEP,
      Home: -1,
      End: -1,
      Escape: -1,
    };
    return changes[event.key];
  }

  /** @param {KeyboardEvent} event */
  function glideTo(event) {
    /** @type {Record<string, Place>} */
    const ways = {
      ArrowUp: [0, -GLIDE_STEP],
      ArrowDown: [0, GLIDE_STEP],
      ArrowLeft: [-GLIDE_STEP, 0],
      ArrowRight: [GLIDE_STEP, 0],
    };
    const way = ways[event.key];
    const [x, y] = hand.place ?? spot();
    hand.place = drawing.inside([x + (way?.[0] ?? 0), y + (way?.[1] ?? 0)]);
    press(clock.at(event), hand.value || (glide ?? 0));
  }

  /**
   * Press while the space bar is held; change to the same place of the other side with X.
   *
   * @param {KeyboardEvent} event
   */
  function glideKey(event) {
    if (event.repeat) return;
    if (event.key === " ") {
      press(clock.at(event), glide ?? 0);
    } else if (hand.value > 0) {
      const [x, y] = hand.place ?? spot();
      hand.place = [-x, y];
      press(clock.at(event), hand.value);
    }
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const by = change(event);
    const own = glide && (event.key === " " || event.key.toLowerCase() === "x");
    if ((by === undefined && !own) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (own) glideKey(event);
    else if (glide && event.shiftKey && event.key.startsWith("Arrow")) glideTo(event);
    else press(clock.at(event), hand.value + (by ?? 0));
  }

  return {
    deliberate: true,

    start(told) {
      felt = told;
      scope.listen(slider, "keydown", key);
      scope.listen(slider, "keyup", (event) => {
        if (glide && event.key === " ") press(clock.at(event), 0);
      });
      // A press by keys does not stay behind when the focus goes elsewhere.
      scope.listen(slider, "blur", () => {
        if (hand.value > 0) press(clock.now(), 0);
      });
    },
    stop: () => scope.run(),
    read: () => ({ ...hand }),
  };
}
