// @ts-check
// What a load cell sends, line by line, and what its numbers are worth: pure functions, without a
// port. Like _base.js this is no module.

/** Clocks of such devices count in 32 bits and begin again. */
const CLOCK_COUNTS = 2 ** 32;

/** Standard gravity in metres per second squared, exact by definition. */
const GRAVITY = 9.80665;

/** A device's clock may run slower than the page's by this share. */
const CLOCK_DRIFT = 0.001;

/** A line without an end that is longer than this is no line of a scale. */
const LONGEST_LINE = 200;

/**
 * @typedef {{count: number | null, unit: number, force: number}} ScaleLine its own clock, how many
 *   milliseconds that counts by, and the force in the device's own unit
 * @typedef {{newton: number, made: string, residual: number}} Calibration newtons at full range,
 *   when it was made (ISO 8601), and by how many newtons the known masses missed the line
 */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const COUNT = /^\d{1,10}$/;

/**
 * @param {string} text
 * @returns {number} the exclusive or of its characters, as the end of a line may give it
 */
function checksum(text) {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) sum ^= text.charCodeAt(i);
  return sum;
}

/**
 * Read one line of either protocol. The course's own: "t_us,force", with "*" and a checksum of two
 * hexadecimal digits behind it if the maker wishes. OpenScale's: comma-separated fields, of which
 * "kg" or "lbs" follows the reading, and a time in milliseconds may come first.
 *
 * @param {string} line
 * @returns {ScaleLine | "remark" | null} null for a line that is refused
 */
function readScaleLine(line) {
  const text = line.trim();
  if (!text || text.startsWith("#")) return "remark";
  const [body, sum] = text.split("*");
  if (sum !== undefined && parseInt(sum, 16) !== checksum(body)) return null;
  const fields = body.split(",").map((field) => field.trim());
  const unitAt = fields.findIndex((field) => field === "kg" || field === "lbs");
  if (unitAt > 0) {
    const count = unitAt > 1 && COUNT.test(fields[0]) ? Number(fields[0]) : null;
    return scaleLine(count, 1, fields[unitAt - 1]);
  }
  if (fields.length !== 2 || !COUNT.test(fields[0])) return null;
  return scaleLine(Number(fields[0]), 0.001, fields[1]);
}

/**
 * @param {number | null} count
 * @param {number} unit
 * @param {string} force
 * @returns {ScaleLine | null}
 */
function scaleLine(count, unit, force) {
  if (!NUMBER.test(force) || (count !== null && count >= CLOCK_COUNTS)) return null;
  return { count, unit, force: Number(force) };
}

/**
 * Tell when a reading was taken, on the page's clock. Lines arrive late and in bunches; the
 * device's own clock is even, and the earliest arrival shows how far it lies from the page's.
 */
function scaleClock() {
  let last = -1;
  /** Milliseconds on the device's clock since its first line. */
  let own = 0;
  let offset = Infinity;

  /**
   * @param {ScaleLine} line
   * @param {number} arrival
   * @returns {number}
   */
  return ({ count, unit }, arrival) => {
    if (count === null) return arrival;
    // A count that begins again after 32 bits goes on; one that falls by more has been restarted.
    const steps = (count - last + CLOCK_COUNTS) % CLOCK_COUNTS;
    const restarted = last < 0 || steps === 0 || steps > CLOCK_COUNTS / 2;
    const passed = restarted ? 0 : steps * unit;
    if (restarted) offset = Infinity;
    last = count;
    own += passed;
    offset = Math.min(arrival - own, offset + passed * CLOCK_DRIFT);
    return own + offset;
  };
}

/** Drop single spikes: tell the middle one of the last three readings. */
function medianOfThree() {
  /** @type {number[]} */
  let last = [];

  /**
   * @param {number} force
   * @returns {number}
   */
  return (force) => {
    last = [...last.slice(-2), force];
    return last.length < 3 ? last[0] : [...last].sort((a, b) => a - b)[1];
  };
}

/**
 * Cut what a port sends into readings, and count the lines that are none. What comes before the
 * first line's end may be half a line, and is left out.
 */
function scaleReader() {
  const middle = medianOfThree();
  const when = scaleClock();
  let rest = "";
  let whole = false;
  const told = { refused: 0, read: 0 };
  return {
    told,

    /**
     * @param {string} text
     * @param {number} arrival
     * @returns {{t: number, force: number}[]}
     */
    take(text, arrival) {
      const lines = (rest + text).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? "";
      if (rest.length > LONGEST_LINE) {
        rest = "";
        told.refused += 1;
      }
      const readings = [];
      for (const line of lines) {
        const found = whole ? readScaleLine(line) : "remark";
        whole = true;
        if (found === null) told.refused += 1;
        if (found === null || found === "remark") continue;
        told.read += 1;
        readings.push({ t: when(found, arrival), force: middle(found.force) });
      }
      return readings;
    },
  };
}

/**
 * Draw the line from nothing through known masses.
 *
 * @param {number} zero the device's reading with nothing on it
 * @param {{grams: number, force: number}[]} masses and what the device told of them
 * @param {number} full newtons at full range
 * @returns {{span: number, residual: number} | null} the device's units from nothing to full
 *   range, and the largest miss in newtons; null if the masses make no difference to the device
 */
function calibrated(zero, masses, full) {
  const points = masses.map(({ grams, force }) => ({
    newton: (grams / 1000) * GRAVITY,
    off: force - zero,
  }));
  const slope =
    points.reduce((sum, { newton, off }) => sum + newton * off, 0) /
    points.reduce((sum, { newton }) => sum + newton * newton, 0);
  if (!Number.isFinite(slope) || slope === 0) return null;
  const misses = points.map(({ newton, off }) => Math.abs(off / slope - newton));
  return { span: slope * full, residual: Math.max(...misses) };
}
