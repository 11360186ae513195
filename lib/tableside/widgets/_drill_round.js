// @ts-check
// One round of a pressing drill: what Python asks for, and the state machine that records it. It
// draws nothing and decides nothing. Like _base.js this is no module.

/**
 * What a round asks for. Python makes it; a drill gives what it needs and leaves out the rest.
 *
 * @typedef {object} Round
 * @property {string} title
 * @property {string[]} steps what to do, a sentence or two each
 * @property {number} seconds how long the round lasts
 * @property {number} low lower edge of the band of the meter, 0 to 1
 * @property {number} high upper edge of the band of the meter, 0 to 1
 * @property {number} limit the client's limit, 0 to 1
 * @property {number} top what the chart and the meter show at most, 0 to 1
 * @property {number} keySpeed how fast a held key presses, in shares of the range per second
 * @property {number[]} levels the share at which each level of the meter ends
 * @property {string[]} zones ids of the zones that are to be pressed
 * @property {[number, number, number, number][]} profile corners of the target:
 *   second, lower edge, target, upper edge
 * @property {{name: string, say: string, until: number}[]} phases with the second of each end
 * @property {string} fingerprint the same for rounds that ask for the same
 * @property {number} full_newton what the whole range is worth with a calibrated device, in newtons
 * @property {number} readings how many typed readings of a scale make a round; 0 for none
 * @property {Record<string, {found: string, claim: string}>} devices what to say of each device
 * @property {[number, number][]} [shown_spans] when a fading line shows in the next round, from and
 *   until a second; Python changes it from round to round
 * @property {number} [glide] a hand that glides: the place follows the pointer, which presses so
 *   much; left out, the hand stays and a drag presses
 * @property {number[]} [beats] seconds at which a metronome beats
 * @property {Coverage} [coverage] the parts of the back that are to be covered
 * @property {Breath} [breath] the breath to follow
 * @property {boolean} [follows] whether the meter's band goes where the target goes
 * @property {Sides} [sides] the two sides that are to be served alike
 * @property {Acts} [acts] what is done by buttons
 */

/**
 * Find the band at a moment: that of the target if the meter follows it, or else the one held.
 *
 * @param {Round} round
 * @param {number} t milliseconds of the round; 0 for no round
 * @returns {[number, number]}
 */
function bandAt({ low, high, profile, follows }, t) {
  const after = profile.findIndex(([second]) => 1000 * second > t);
  if (!follows || t <= 0 || after < 1) return [low, high];
  const [from, lower, , upper] = profile[after - 1];
  const [until, nextLower, , nextUpper] = profile[after];
  const share = (t / 1000 - from) / (until - from);
  return [lower + (nextLower - lower) * share, upper + (nextUpper - upper) * share];
}

/** Samples that a recording can hold; Python refuses more. */
const MOST_SAMPLES = 60_000;

/**
 * Keep the samples of one round: t, press, x, y in turn; a place that is NaN is no touch.
 */
function recorder() {
  const numbers = new Float32Array(4 * MOST_SAMPLES);
  let count = 0;
  return {
    empty() {
      count = 0;
    },

    /**
     * @param {number} t milliseconds of the round
     * @param {number} press
     * @param {Place | null} place
     * @returns {[number, number]} the time and the press that were kept
     */
    add(t, press, place) {
      // A frame's time may lie before that of an event seen earlier.
      const last = count ? numbers[4 * count - 4] : 0;
      const at = Math.fround(Math.max(t, last));
      if (count < MOST_SAMPLES) {
        numbers.set([at, press, place?.[0] ?? NaN, place?.[1] ?? NaN], 4 * count);
        count += 1;
      }
      return [at, Math.fround(press)];
    },

    /** @returns {Float32Array<ArrayBuffer>} */
    taken: () => numbers.slice(0, 4 * count),
  };
}

/**
 * @typedef {"idle" | "running" | "sending" | "scored"} RoundState
 * @typedef {object} AroundRound
 * @property {number} seconds
 * @property {Clock} clock
 * @property {() => boolean} attached whether the drill is still on the page
 * @property {(now: number) => Reading} read what the hand does now
 * @property {(t: number, reading: Reading) => void} felt a sample was taken
 * @property {(t: number) => void} frame it is time to draw
 * @property {(state: RoundState, was: RoundState) => void} entered
 * @property {(taken: Float32Array<ArrayBuffer>, device: string) => void} finished
 */

/**
 * Make the state machine of a round: idle, running, sending, scored, and from each of the last two
 * to running again. Its clock is an argument.
 *
 * @param {AroundRound} around
 */
function drillRound({ seconds, clock, attached, read, felt, frame, entered, finished }) {
  const samples = recorder();
  let state = /** @type {RoundState} */ ("idle");
  let began = 0;
  let frameId = 0;
  /** What the round's first press came from. */
  let device = "";

  /** @param {RoundState} next */
  function enter(next) {
    const was = state;
    state = next;
    entered(next, was);
  }

  /** @param {Reading} reading */
  function feel(reading) {
    // What a device has not really told is a gap, and Python says what a gap means.
    if (state !== "running" || reading.quality) return;
    const since = Math.min(Math.max(0, reading.t - began), 1000 * seconds);
    const [t, value] = samples.add(since, reading.value, reading.place);
    if (value > 0 && !device) device = reading.device;
    felt(t, { ...reading, value });
  }

  /** @param {number} now */
  function tick(now) {
    if (state !== "running") return;
    if (!attached()) return stop();
    feel(read(now));
    if (now - began >= 1000 * seconds) return finish();
    frame(now - began);
    frameId = clock.request(tick);
  }

  function finish() {
    const taken = samples.taken();
    enter("sending");
    finished(taken, device);
  }

  /** End a round before its time; nothing is sent. */
  function stop() {
    clock.cancel(frameId);
    if (state === "running") enter("idle");
  }

  return {
    state: () => state,
    feel,
    stop,

    /** Milliseconds since the round began, by the clock itself. */
    time: () => clock.now() - began,

    begin() {
      if (state === "running") return;
      began = clock.now();
      device = "";
      samples.empty();
      enter("running");
      tick(began);
    },

    /** A round that was recorded elsewhere is on its way. */
    sent() {
      if (state !== "running") enter("sending");
    },

    /**
     * Python has answered for the round that was sent, or has told why it could not.
     *
     * @param {boolean} scored
     */
    answered(scored) {
      if (state === "sending") enter(scored ? "scored" : "idle");
    },
  };
}
