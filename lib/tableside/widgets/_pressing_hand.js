// @ts-check
// The hand that presses in a drill, whatever moves it: mouse, pen, finger or keys. Like _base.js
// this is no module: it stands before the drill's own script.

/**
 * @typedef {{now: () => number, at: (event: Event) => number,
 *   request: (frame: (now: number) => void) => number, cancel: (id: number) => void}} Clock
 * @typedef {{drawing: ReturnType<typeof backMap>, slider: HTMLElement, keySpeed: number,
 *   clock: Clock, chosen: () => MapZone, choose: (zone: MapZone) => void,
 *   felt: (at: number) => void, over: (zone: MapZone) => void}} Surroundings
 */

/** How far a drag goes from nothing to the whole range, in CSS pixels. */
const DRAG_PIXELS = 260;

/** One press of a key, as a share of the range. */
const KEY_STEP = 0.02;
const PAGE_STEP = 0.1;

/**
 * Make the hand. It tells *felt* whenever it moves, with the time of the movement.
 *
 * @param {Surroundings} around
 */
function pressingHand({ drawing, slider, keySpeed, clock, chosen, choose, felt, over }) {
  const hand = { press: 0, place: /** @type {Place | null} */ (null), device: "" };
  /** The pointer that presses, and the height where its drag began. */
  let pointer = { id: -1, y: 0, pen: false, onMap: false };
  let keyTime = 0;

  /** @param {number} press */
  const within = (press) => Math.min(1, Math.max(0, press));

  /** @param {number} at */
  function lift(at) {
    hand.press = 0;
    hand.place = null;
    pointer.id = -1;
    felt(at);
  }

  /** @param {PointerEvent} event */
  function down(event) {
    if (event.button !== 0 || pointer.id !== -1) return;
    const surface = /** @type {Element} */ (event.currentTarget);
    const onMap = surface === drawing.svg;
    const found = onMap ? drawing.find(event) : { place: chosen().spot, zone: chosen() };
    if (!found.zone) return;
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    pointer = { id: event.pointerId, y: event.clientY, pen: false, onMap };
    hand.place = found.place;
    hand.device = event.pointerType === "touch" ? "touch" : "mouse-drag";
    choose(found.zone);
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
  function read(event) {
    // A pen without a sensor says 0.5 throughout: that one is dragged, like a mouse.
    if (event.pointerType === "pen" && event.pressure !== 0.5 && event.pressure > 0) {
      pointer.pen = true;
    }
    if (pointer.pen) {
      hand.device = "pen";
      hand.press = within(event.pressure);
      if (pointer.onMap) hand.place = drawing.find(event).place;
    } else {
      hand.press = within((pointer.y - event.clientY) / DRAG_PIXELS);
    }
    felt(clock.at(event));
  }

  /** @param {PointerEvent} event */
  function up(event) {
    if (event.pointerId === pointer.id) lift(clock.at(event));
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const at = clock.at(event);
    // A held key moves on at a pace that suits the plan, whatever the keyboard's own rate.
    const held = (keySpeed * (at - keyTime)) / 1000;
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
    const change = changes[event.key];
    if (change === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    keyTime = at;
    hand.press = within(hand.press + change);
    if (hand.press < 1e-6) return lift(at);
    hand.device = "keyboard";
    hand.place = chosen().spot;
    felt(at);
  }

  /** A press by keys does not stay behind when the focus goes elsewhere. */
  function leave() {
    if (hand.device === "keyboard" && hand.press > 0) lift(clock.now());
  }

  return {
    /** How much it presses, where, and with what; for reading only. */
    state: hand,

    /** @param {ReturnType<typeof cleanup>} scope */
    listen(scope) {
      for (const surface of [drawing.svg, slider]) {
        scope.listen(surface, "pointerdown", down);
        scope.listen(surface, "pointermove", move);
        scope.listen(surface, "pointerup", up);
        scope.listen(surface, "pointercancel", up);
      }
      scope.listen(slider, "keydown", key);
      scope.listen(slider, "blur", leave);
    },

    /** Another place was chosen by name: a hand that presses by keys goes there. */
    go() {
      if (hand.place && hand.device === "keyboard") hand.place = chosen().spot;
    },
  };
}
