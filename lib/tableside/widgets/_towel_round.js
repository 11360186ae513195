// @ts-check
// One round of the towel timer on a clock that runs faster than life: what was done and when. It
// draws nothing and decides nothing. Like _base.js this is no module.

/**
 * What a round asks for. Python makes it.
 *
 * @typedef {object} TowelRound
 * @property {string} title
 * @property {string[]} steps
 * @property {number} seconds the longest that a round lasts, on the round's own clock
 * @property {number} pace how many of its seconds go by in a second of life
 * @property {number[]} paces the paces that can be chosen
 * @property {string} fingerprint the same for rounds that ask for the same
 * @property {ActButton[]} buttons
 * @property {{cooling: [number, number][]}[]} towels second and °C of each towel as it lies there
 * @property {{second: number, words: string}[]} due what is due, in seconds since a towel went on
 * @property {number} longest seconds that a towel may lie there
 * @property {string} then what is due once a towel is off
 * @property {TowelClient[]} clients who lies there: one after the other, round by round
 * @property {{used: number, unused: number}} rest seconds without a towel after which the round is
 *   over: where all towels were used, and where one is left
 *
 * @typedef {object} TowelClient
 * @property {number | null} number by which Python knows the client
 * @property {{second: number, words: string}[]} says what the client says, in seconds since the
 *   first towel went on; only said while a towel lies there
 * @property {{kind: string, since: number, words: string, wants: boolean, between?: boolean}[]}
 *   replies what comes of an act from a second on, and whether that asks for another act; between
 *   two towels one that is meant for then goes before all others
 *
 * @typedef {object} TowelState
 * @property {number | null} on the second at which the towel that lies there went on
 * @property {number | null} off the second at which the last one came off
 * @property {number | null} first the second at which the first one went on
 * @property {number} laid how many went on
 * @property {number} fresh which towel is in hand, counted from 0
 */

/** The acts that change what lies where; Python knows them by the same names. */
const LAY_ON = "lay-on";
const REMOVE = "remove";
const RE_WET = "re-wet";

/** @returns {TowelState} */
const noTowel = () => ({ on: null, off: null, first: null, laid: 0, fresh: 0 });

/**
 * Return how things stand after an act. What cannot be done changes nothing.
 *
 * @param {TowelState} state
 * @param {Act} act
 * @returns {TowelState}
 */
function afterAct(state, [second, kind]) {
  if (kind === LAY_ON && state.on === null) {
    return { ...state, on: second, first: state.first ?? second, laid: state.laid + 1 };
  }
  if (kind === REMOVE && state.on !== null) return { ...state, on: null, off: second };
  if (kind === RE_WET && state.on === null) return { ...state, fresh: state.laid };
  return state;
}

/**
 * Return whether an act can be done at all: two towels do not lie in one place.
 *
 * @param {TowelState} state
 * @param {string} kind
 */
function possible({ on }, kind) {
  if (kind === LAY_ON || kind === RE_WET) return on === null;
  return kind !== REMOVE || on !== null;
}

/**
 * Return what comes of an act; nothing if nobody answers.
 *
 * @param {TowelClient} client
 * @param {TowelState} state
 * @param {Act} act
 */
function clientReply({ replies }, { on, off, first }, [second, kind]) {
  const since = first === null ? 0 : second - first;
  const between = on === null && off !== null;
  const fitting = replies.filter(
    (reply) => reply.kind === kind && reply.since <= since && (between || !reply.between),
  );
  return fitting.at(-1);
}

/**
 * Return how warm a towel is that has lain there so long.
 *
 * @param {[number, number][]} cooling
 * @param {number} second
 * @returns {number} °C
 */
function towelDegrees(cooling, second) {
  const after = cooling.findIndex(([at]) => at > second);
  if (after < 1) return cooling[after === 0 ? 0 : cooling.length - 1][1];
  const [[from, warm], [until, cool]] = [cooling[after - 1], cooling[after]];
  return warm + ((cool - warm) * (second - from)) / (until - from);
}

/**
 * Return whether a round is over at a moment of its clock.
 *
 * @param {TowelRound} round
 * @param {TowelState} state
 * @param {number} second
 */
function towelRoundOver({ seconds, rest, towels }, { on, off, laid }, second) {
  const waited = laid >= towels.length ? rest.used : rest.unused;
  return second >= seconds || (on === null && off !== null && second >= off + waited);
}

/**
 * @typedef {object} AroundTowel
 * @property {TowelRound} round
 * @property {Clock} clock
 * @property {() => boolean} attached whether the drill is still on the page
 * @property {(second: number) => void} frame it is time to draw
 * @property {() => TowelState} stands
 * @property {(state: RoundState, was: RoundState) => void} entered
 * @property {(second: number) => void} finished
 */

/**
 * Make the state machine of a round: idle, running, sending, scored. Its clock is an argument.
 *
 * @param {AroundTowel} around
 */
function towelRound({ round, clock, attached, frame, stands, entered, finished }) {
  let state = /** @type {RoundState} */ ("idle");
  let pace = round.pace;
  let began = 0;
  let frameId = 0;

  /** @param {RoundState} next */
  function enter(next) {
    const was = state;
    state = next;
    entered(next, was);
  }

  const second = () => Math.min(round.seconds, ((clock.now() - began) / 1000) * pace);

  function finish() {
    clock.cancel(frameId);
    const end = second();
    enter("sending");
    finished(end);
  }

  function stop() {
    clock.cancel(frameId);
    if (state === "running") enter("idle");
  }

  function tick() {
    if (state !== "running") return;
    if (!attached()) return stop();
    frame(second());
    if (towelRoundOver(round, stands(), second())) return finish();
    frameId = clock.request(tick);
  }

  return {
    state: () => state,
    pace: () => pace,
    second,
    stop,

    /** @param {number} chosen how many seconds go by in a second of life */
    begin(chosen) {
      if (state === "running") return;
      pace = chosen;
      began = clock.now();
      enter("running");
      tick();
    },

    /** End the round now; it is sent as it is. */
    finish() {
      if (state === "running") finish();
    },

    /** A round that was recorded earlier is on its way. */
    sent() {
      if (state !== "running") enter("sending");
    },

    /** @param {boolean} scored whether Python has answered, or has told why it could not */
    answered(scored) {
      if (state === "sending") enter(scored ? "scored" : "idle");
    },
  };
}
