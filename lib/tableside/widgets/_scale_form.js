// @ts-check
// Typed readings of an ordinary kitchen scale: press it, look, type. Like _base.js this is no
// module.

/** Readings of one round lie no further apart than this, in milliseconds; Python refuses more. */
const LONGEST_READINGS = 900_000;

/**
 * Make the form. It sends when all readings of a round are typed.
 *
 * @param {Round} round
 * @param {Clock} clock
 * @param {(readings: {t: number, value: number}[]) => void} send
 */
function scaleForm(round, clock, send) {
  const field = massField("What the scale shows, in grams", "Record this reading");
  const says = element("p", { "aria-live": "polite", class: "ts-device-says" });
  let began = 0;
  /** @type {{t: number, value: number, grams: number}[]} */
  let readings = [];

  function record() {
    const grams = typedGrams(field.input.value);
    if (grams === null) {
      says.textContent = "Type what the scale shows, in grams, such as 1850.";
      return;
    }
    if (!readings.length) began = clock.now();
    const newton = (grams / 1000) * GRAVITY;
    const t = Math.min(LONGEST_READINGS, clock.now() - began);
    readings.push({ t, value: within(newton / round.full_newton), grams });
    field.input.value = "";
    const typed = readings.map((reading) => reading.grams).join(", ");
    says.textContent = `Reading ${readings.length} of ${round.readings}: ${typed} g.`;
    if (readings.length < round.readings) return;
    const taken = readings;
    readings = [];
    send(taken);
  }

  return {
    box: [field.box, says],

    /** @param {ReturnType<typeof cleanup>} scope */
    listen: (scope) => field.listen(scope, record),
  };
}
