// @ts-check
// A load cell over Web Serial as a force source. Like _base.js this is no module.

/**
 * @typedef {{readable: ReadableStream<Uint8Array> | null,
 *   open: (options: {baudRate: number}) => Promise<void>, close: () => Promise<void>}} ScalePort
 * @typedef {{requestPort: () => Promise<ScalePort>}} ScalePorts
 *
 * @typedef {"off" | "opening" | "silent" | "sending" | "lost"} CellState
 */

/** A load cell that has told nothing for so many milliseconds is silent. */
const SILENCE = 300;

/** Readings that are averaged for a tare or a known mass. */
const AVERAGED = 8;

/**
 * Read a load cell. Its numbers press only once it is known what nothing and what much is.
 *
 * @param {Clock} clock
 * @param {Devices} devices
 * @param {number} full newtons at full range, with a calibration
 * @param {() => void} changed something is to be shown anew
 */
function loadCell(clock, devices, full, changed) {
  let state = /** @type {CellState} */ ("off");
  let reader = scaleReader();
  /** @type {{force: number, t: number}[]} */
  let recent = [];
  /** @type {number | null} */
  let zero = null;
  /** What the device tells from nothing to the whole range; 0 while that is not known. */
  let span = 0;
  /** @type {Calibration | null} */
  let calibration = null;
  /** @type {{grams: number, force: number}[]} */
  let masses = [];
  let felt = () => {};
  /** Ends the connection; there is none while this is null. */
  let hangUp = /** @type {(() => Promise<void>) | null} */ (null);
  let gone = false;

  /** @param {CellState} next */
  function enter(next) {
    if (state === next) return;
    state = next;
    if (!gone) changed();
  }

  /** @returns {number} */
  const average = () => recent.reduce((sum, { force }) => sum + force, 0) / recent.length;

  function forget() {
    reader = scaleReader();
    recent = [];
    zero = calibration = null;
    masses = [];
    span = 0;
  }

  /** @param {string} text */
  function hear(text) {
    const { refused } = reader.told;
    const readings = reader.take(text, clock.now());
    if (reader.told.refused > refused && !gone) changed();
    for (const reading of readings) {
      recent = [...recent.slice(1 - AVERAGED), reading];
      enter("sending");
      felt();
    }
  }

  /**
   * @param {ScalePort} port
   * @returns {Promise<void>}
   */
  async function listen(port) {
    const stream = port.readable?.getReader();
    if (!stream) return enter("lost");
    const decoder = new TextDecoder();
    let ended = false;
    hangUp = async () => {
      ended = true;
      await stream.cancel().catch(() => {});
    };
    try {
      for (;;) {
        const { value, done } = await stream.read();
        if (done) break;
        hear(decoder.decode(value, { stream: true }));
      }
    } catch {
      // An unplugged cable ends the stream with an error; what to tell is the same.
    }
    stream.releaseLock();
    await port.close().catch(() => {});
    hangUp = null;
    enter(ended ? "off" : "lost");
  }

  return {
    /** What the panel shows. */
    shown: () => ({
      state,
      refused: reader.told.refused,
      read: reader.told.read,
      tared: zero !== null,
      masses: masses.length,
      ready: span !== 0,
      calibration,
    }),

    /** @returns {Calibration | null} */
    calibration: () => calibration,

    /**
     * Ask the learner for a port and listen to it until it ends.
     *
     * @param {number} baudRate
     */
    async connect(baudRate) {
      if (!devices.serial || state === "opening" || hangUp) return;
      forget();
      enter("opening");
      try {
        const port = await devices.serial.requestPort();
        await port.open({ baudRate });
        if (gone) return void (await port.close());
        enter("silent");
        await listen(port);
      } catch {
        // Nothing was chosen, or something else has the port: both leave it closed.
        enter("off");
      }
    },

    async disconnect() {
      await hangUp?.();
    },

    /** Take what it tells now for nothing. A calibration stays: its slope is the same. */
    tare() {
      if (!recent.length) return false;
      zero = average();
      changed();
      return true;
    },

    /**
     * Take what it tells now for a known mass; from the second mass on it is calibrated.
     *
     * @param {number} grams
     * @returns {"" | "no-reading" | "no-tare" | "no-change"}
     */
    weigh(grams) {
      if (!recent.length) return "no-reading";
      if (zero === null) return "no-tare";
      const known = masses.filter((mass) => mass.grams !== grams).slice(-1);
      const next = [...known, { grams, force: average() }];
      const line = calibrated(zero, next, full);
      if (!line) return "no-change";
      masses = next;
      if (masses.length > 1) {
        span = line.span;
        const made = devices.date().toISOString();
        calibration = { newton: full, made, residual: Number(line.residual.toFixed(3)) };
      }
      changed();
      return "";
    },

    /**
     * Without masses: what it tells now is the whole range, in no unit.
     *
     * @returns {"" | "no-reading" | "no-tare" | "no-change"}
     */
    hardest() {
      if (!recent.length) return "no-reading";
      if (zero === null) return "no-tare";
      if (average() === zero) return "no-change";
      span = average() - zero;
      calibration = null;
      masses = [];
      changed();
      return "";
    },

    /** @type {ForceSource} */
    source: {
      deliberate: false,
      start(told) {
        felt = told;
      },
      stop() {
        gone = true;
        felt = () => {};
        void hangUp?.();
      },
      read(now) {
        const last = recent.at(-1);
        const silent = state !== "sending" || !last || now - last.t > SILENCE;
        const known = span !== 0 && zero !== null && last;
        const share = known ? within((last.force - /** @type {number} */ (zero)) / span) : 0;
        return {
          t: silent ? now : last.t,
          value: share > RESTING ? share : 0,
          place: null,
          device: "load-cell",
          quality: known && silent ? "silent" : "",
        };
      },
    },
  };
}
