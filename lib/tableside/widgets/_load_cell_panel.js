// @ts-check
// The steps that make a load cell usable: connect, set zero, take two known masses. Like _base.js
// this is no module.

/** What a load cell may send at, in baud: the course's own protocol, and OpenScale as it comes. */
const SPEEDS = [115200, 9600];

const REFUSED_STEPS = {
  "no-reading": "The load cell has told nothing yet.",
  "no-tare": "Set zero first, with nothing on it.",
  "no-change": "The load cell tells the same as with nothing on it. Is the mass on it?",
};

/**
 * Read a typed mass. A comma is a decimal point in many countries.
 *
 * @param {string} text
 * @returns {number | null} grams; null if that is no mass
 */
function typedGrams(text) {
  const plain = text.trim().replace(",", ".");
  const grams = NUMBER.test(plain) ? Number(plain) : NaN;
  return grams > 0 && grams <= 200_000 ? grams : null;
}

/**
 * Make a box to type a mass in, with a button behind it. Enter does what the button does.
 *
 * @param {string} label
 * @param {string} does
 */
function massField(label, does) {
  const look = { type: "text", inputmode: "decimal", autocomplete: "off", size: 8 };
  const input = element("input", look);
  const button = element("button", { type: "button" }, does);
  const box = element("p", { class: "ts-mass" }, element("label", {}, label, input), button);
  return {
    box,
    input,

    /**
     * @param {ReturnType<typeof cleanup>} scope
     * @param {() => void} done
     */
    listen(scope, done) {
      scope.listen(button, "click", done);
      scope.listen(input, "keydown", (event) => {
        if (event.key === "Enter") done();
      });
    },
  };
}

/**
 * Say in words what a load cell is doing, and what comes next.
 *
 * @param {ReturnType<ReturnType<typeof loadCell>["shown"]>} cell
 * @returns {string}
 */
function cellNews({ state, refused, tared, masses, ready, calibration }) {
  const bad = refused ? ` Lines that could not be read: ${refused}.` : "";
  const waits = {
    off: "Not connected.",
    opening: "Choose the load cell in the browser's list.",
    silent: "Connected. Nothing has come yet; is the speed right?",
    lost: "The load cell is gone. Connect it again.",
    sending: "",
  }[state];
  if (waits) return waits + bad;
  if (!tared) return `It sends. Now set zero, with nothing on it.${bad}`;
  if (calibration) {
    const miss = calibration.residual.toFixed(2);
    return `Calibrated to ${calibration.newton} N. Your masses miss the line by ${miss} N.${bad}`;
  }
  if (ready) return `Ready, without a unit.${bad}`;
  if (masses) return `One mass is taken. Now put a different one on it.${bad}`;
  return `Zero is set. Now put a known mass on it.${bad}`;
}

/**
 * Make the steps of a load cell.
 *
 * @param {ReturnType<typeof loadCell>} cell
 * @param {Devices} devices
 */
function loadCellPanel(cell, devices) {
  const connect = element("button", { type: "button" }, "Connect a load cell");
  const speeds = SPEEDS.map((speed) => element("option", { value: speed }, `${speed} baud`));
  const speed = element("select", {}, ...speeds);
  const says = element("p", { "aria-live": "polite", class: "ts-device-says" });
  const tare = element("button", { type: "button" }, "Set zero (nothing on it)");
  const mass = massField("A known mass on it, in grams", "Take this mass");
  const hardest = element("button", { type: "button" }, "No masses: this is my hardest press");
  const steps = element("div", { class: "ts-cell-steps" }, tare, mass.box, hardest);
  const sends = element("label", {}, "It sends at", speed);
  const row = element("p", { class: "ts-mass" }, connect, sends);

  /** @param {string} [told] */
  function say(told) {
    const news = told || cellNews(cell.shown());
    if (says.textContent !== news) says.textContent = news;
  }

  function show() {
    const { state } = cell.shown();
    const open = state === "silent" || state === "sending";
    connect.textContent = open ? "Disconnect the load cell" : "Connect a load cell";
    connect.disabled = state === "opening";
    speed.disabled = open;
    steps.hidden = state !== "sending";
    say();
  }

  function weigh() {
    const grams = typedGrams(mass.input.value);
    if (grams === null) return say("Type the mass in grams, such as 500.");
    const refused = cell.weigh(grams);
    say(refused && REFUSED_STEPS[refused]);
    if (!refused) mass.input.value = "";
  }

  show();
  return {
    box: devices.serial
      ? [row, says, steps]
      : [element("p", {}, "This browser cannot read a load cell; Chrome and Edge can.")],
    show,

    /** @param {ReturnType<typeof cleanup>} scope */
    listen(scope) {
      scope.listen(connect, "click", () => {
        if (speed.disabled) void cell.disconnect();
        else void cell.connect(Number(speed.value));
      });
      scope.listen(tare, "click", () => say(cell.tare() ? "" : REFUSED_STEPS["no-reading"]));
      scope.listen(hardest, "click", () => {
        const refused = cell.hardest();
        say(refused && REFUSED_STEPS[refused]);
      });
      mass.listen(scope, weigh);
    },
  };
}
