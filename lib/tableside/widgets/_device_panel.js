// @ts-check
// What the drill has found to press with, and what else could be. Every sentence on what a score
// can claim comes from Python. Like _base.js this is no module.

/**
 * Tell what has been found, the newest last.
 *
 * @param {Round} round
 */
function foundDevices({ devices }) {
  const box = element("div", { class: "ts-found", "aria-live": "polite" });
  /** @type {Map<string, HTMLElement>} */
  const told = new Map();

  return {
    box,

    /**
     * Say of one kind of device what has been found of it; an empty name takes it back.
     *
     * @param {string} kind
     * @param {string} name
     */
    tell(kind, name) {
      const words = devices[name];
      const before = told.get(kind);
      if (before?.dataset.name === name) return;
      before?.remove();
      told.delete(kind);
      if (!words) return;
      const line = element("p", { "data-name": name });
      line.append(element("b", {}, words.found), ` ${words.claim}`);
      told.set(kind, line);
      box.append(line);
    },
  };
}

/**
 * Make the part of the drill that is opened to press with something else.
 *
 * @param {Round} round
 * @param {ReturnType<typeof loadCellPanel>} cell
 * @param {ReturnType<typeof scaleForm>} scale
 * @param {ReturnType<typeof fingerWidth>} finger
 */
function devicePanel(round, cell, scale, finger) {
  const flat = element(
    "button",
    { type: "button", "aria-pressed": "false", hidden: true },
    "Press by laying my finger flatter",
  );
  const typed = round.readings
    ? [
        element("p", { class: "ts-device-title" }, "A kitchen scale"),
        element(
          "p",
          {},
          "Cover its display. Press as hard as the band asks, hold still, then look and type. ",
          `${round.readings} readings make a round, at the place under Where.`,
        ),
        ...scale.box,
      ]
    : [];
  const box = element(
    "details",
    { class: "ts-devices" },
    element("summary", {}, "Press with something else"),
    element("p", {}, "A gamepad: connect it and squeeze a trigger; it is found by itself."),
    flat,
    element("p", { class: "ts-device-title" }, "A load cell"),
    ...cell.box,
    ...typed,
  );
  return {
    box,

    /** The screen really reports how wide a finger lies. */
    offerFinger() {
      flat.hidden = false;
    },

    /** @param {ReturnType<typeof cleanup>} scope */
    listen(scope) {
      cell.listen(scope);
      scale.listen(scope);
      scope.listen(flat, "click", () => {
        finger.chosen = !finger.chosen;
        flat.setAttribute("aria-pressed", String(finger.chosen));
      });
    },
  };
}

/**
 * @typedef {object} AroundDevices
 * @property {Round} round
 * @property {Clock} clock
 * @property {Devices} devices
 * @property {Omit<Surroundings, "finger">} surroundings
 * @property {(reading: Reading) => void} felt
 * @property {(taken: Float32Array<ArrayBuffer>, calibration: Calibration) => void} readings typed
 *   readings of a scale make a round of their own
 */

/**
 * Join everything that can press into one hand, and show what of it has been found.
 *
 * @param {AroundDevices} around
 */
function pressingDevices({ round, clock, devices, surroundings, felt, readings }) {
  const found = foundDevices(round);
  const finger = fingerWidth(() => {
    panel.offerFinger();
    found.tell("touch", "touch-width");
  });
  const cell = loadCell(clock, devices, round.full_newton, () => {
    const name = cell.calibration() ? "load-cell-calibrated" : "load-cell";
    found.tell("load-cell", cell.shown().state === "sending" ? name : "");
    cellSteps.show();
  });
  const cellSteps = loadCellPanel(cell, devices);
  const panel = devicePanel(round, cellSteps, scaleForm(round, clock, typed), finger);
  const around = { ...surroundings, finger };
  const gamepad = gamepadSource(clock, devices, (state) =>
    found.tell("gamepad", state && (state === "found" ? "gamepad-trigger" : `gamepad-${state}`)),
  );
  const sources = [pointerSource(around), keySource(around), gamepad, cell.source];
  const hand = oneHand(sources, clock, around.spot, (reading) => {
    if (reading.device === "pen") found.tell("pen", "pen");
    felt(reading);
  });

  /** @param {{t: number, value: number}[]} values */
  function typed(values) {
    const [x, y] = around.spot();
    const taken = new Float32Array(values.flatMap(({ t, value }) => [t, value, x, y]));
    // Its maker calibrated the scale; what it shows is a whole number of grams.
    const residual = Number((GRAVITY / 1000).toFixed(4));
    readings(taken, { newton: round.full_newton, made: devices.date().toISOString(), residual });
  }

  return {
    box: [found.box, panel.box],
    hand,

    /**
     * @param {string} device
     * @returns {Calibration | null} what makes its range a force; null for most
     */
    calibration: (device) => (device === "load-cell" ? cell.calibration() : null),

    /** @param {ReturnType<typeof cleanup>} scope */
    start(scope) {
      hand.start();
      scope.later(hand.stop);
      panel.listen(scope);
    },
  };
}
