// @ts-check
// Pressing with keys: a force source. Like _base.js this is no module.

/** One press of a key, as a share of the range. */
const KEY_STEP = 0.02;
const PAGE_STEP = 0.1;

/** How far a key moves a gliding hand, in centimetres. */
const GLIDE_STEP = 1;

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
