// @ts-check
// What can press in a drill. Every device is a ForceSource, and the hand is whichever of them
// presses. Like _base.js this is no module.

/**
 * @typedef {object} Reading
 * @property {number} t milliseconds on the page's clock
 * @property {number} value share of the device's own range, 0 to 1
 * @property {Place | null} place null if nothing touches, or if the device knows no places
 * @property {string} device its name in the trace
 * @property {string} quality empty if sound, otherwise why this is not to be believed
 *
 * @typedef {object} ForceSource
 * @property {boolean} deliberate whether it presses only when somebody means it to
 * @property {(felt: () => void) => void} start call *felt* at each new reading from now on
 * @property {() => void} stop leave nothing behind
 * @property {(now: number) => Reading} read the newest reading
 *
 * @typedef {{now: () => number, at: (event: Event) => number,
 *   request: (frame: (now: number) => void) => number, cancel: (id: number) => void}} Clock
 */

/** A device that merely lies in a hand or on a table tells up to this share: that is no press. */
const RESTING = 0.02;

/** Triggers of a gamepad with the standard mapping: left and right. */
const TRIGGERS = [6, 7];

/** @type {Clock} */
const browserClock = {
  now: () => performance.now(),
  // The time of the event itself: a busy page may call its listener much later.
  at: (event) => event.timeStamp,
  request: (frame) => requestAnimationFrame(frame),
  cancel: (id) => cancelAnimationFrame(id),
};

/**
 * What the drill takes from the browser besides its clock.
 *
 * @typedef {{serial: ScalePorts | undefined, gamepads: () => (Gamepad | null)[],
 *   storage: () => Storage | null, audio: () => AudioContext, still: () => boolean,
 *   date: () => Date}} Devices
 */

/** @type {Devices} */
const browserDevices = {
  // Missing in some browsers, and where the page is not secure, such as http to a class server.
  serial: /** @type {{serial?: ScalePorts}} */ (navigator).serial,
  gamepads: () => [...(navigator.getGamepads?.() ?? [])],
  storage: () => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  },
  audio: () => new AudioContext(),
  still: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
  date: () => new Date(),
};

/**
 * Press with a gamepad's trigger. It is looked at once a frame, and only while one is connected.
 *
 * @param {Clock} clock
 * @param {Devices} devices
 * @param {(state: "" | "found" | "switch" | "unknown") => void} told what has been found
 * @returns {ForceSource}
 */
function gamepadSource(clock, devices, told) {
  const scope = cleanup();
  let value = 0;
  let frameId = 0;
  /** Whether the trigger has been seen half way: one that is only on or off cannot press. */
  let travels = false;
  let state = "";

  /** @param {"" | "found" | "switch" | "unknown"} next */
  function tell(next) {
    if (next !== state) told(next);
    state = next;
  }

  function look() {
    const pads = devices.gamepads().filter((pad) => pad !== null && pad.connected);
    const pad = pads.find((each) => each?.mapping === "standard");
    if (!pads.length || !pad) {
      value = 0;
      tell(pads.length ? "unknown" : "");
      return pads.length > 0;
    }
    const raw = Math.max(...TRIGGERS.map((index) => pad.buttons[index]?.value ?? 0));
    travels ||= raw > 0 && raw < 1;
    value = travels && raw > RESTING ? raw : 0;
    tell(travels || raw < 1 ? "found" : "switch");
    return true;
  }

  return {
    deliberate: false,

    start(felt) {
      const frame = () => {
        const connected = look();
        felt();
        frameId = connected ? clock.request(frame) : 0;
      };
      const change = () => {
        clock.cancel(frameId);
        frame();
      };
      scope.listen(window, "gamepadconnected", change);
      scope.listen(window, "gamepaddisconnected", change);
      scope.later(() => clock.cancel(frameId));
      change();
    },
    stop: () => scope.run(),
    read: (now) => ({ t: now, value, place: null, device: "gamepad-trigger", quality: "" }),
  };
}

/**
 * Make one hand of many devices. Whoever presses first holds it until letting go; somebody who
 * means to press takes it from a device that merely lies there.
 *
 * @param {ForceSource[]} sources
 * @param {Clock} clock
 * @param {() => Place} spot where a device presses that knows no places
 * @param {(reading: Reading) => void} felt
 */
function oneHand(sources, clock, spot, felt) {
  /** @type {Reading} */
  let hand = { t: 0, value: 0, place: null, device: "", quality: "" };
  /** @type {ForceSource | null} */
  let holder = null;
  /** In a round: the device that pressed first, and presses alone to its end. */
  let only = false;
  let bound = false;

  /**
   * @param {ForceSource} source
   * @param {Reading} reading
   */
  function taken(source, reading) {
    if (source === holder) return true;
    if (reading.value === 0 || reading.quality || bound) return false;
    return hand.value === 0 || (source.deliberate && !holder?.deliberate);
  }

  /**
   * @param {ForceSource} source
   * @param {number} now
   */
  function take(source, now) {
    const reading = source.read(now);
    if (!taken(source, reading)) return;
    holder = source;
    bound ||= only && reading.value > 0;
    const place = reading.value > 0 ? (reading.place ?? spot()) : null;
    hand = { ...reading, place };
    felt(hand);
  }

  return {
    start() {
      for (const source of sources) source.start(() => take(source, clock.now()));
    },

    stop() {
      for (const source of sources) source.stop();
    },

    /** The newest reading; for reading only. */
    state: () => hand,

    /**
     * Look again at what presses, for a frame of a round.
     *
     * @param {number} now
     * @returns {Reading}
     */
    read(now) {
      const quality = holder ? holder.read(now).quality : "";
      hand = { ...hand, t: now, quality };
      return hand;
    },

    /** @param {boolean} begun whether a round begins, or is over */
    round(begun) {
      only = begun;
      bound = begun && hand.value > 0;
    },

    /** Another place was chosen by name: a hand without a place of its own goes there. */
    go() {
      if (!holder || hand.value === 0) return;
      if (holder.read(clock.now()).place === null) hand = { ...hand, place: spot() };
    },
  };
}
