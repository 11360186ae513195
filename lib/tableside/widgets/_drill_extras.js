// @ts-check
// What some drills have besides the band: a beat, a breath to follow, parts to cover. Like _base.js
// this is no module.

/**
 * Make what the round asks for, and nothing else.
 *
 * @param {Round} round
 * @param {ReturnType<typeof backMap>} drawing
 * @param {Devices} devices
 */
function drillExtras({ beats, breath, coverage, seconds }, drawing, devices) {
  const beat = beats && metronome(beats, devices);
  const pacer = breath && breathPacer(breath, seconds, devices);
  const paint = coverage && coveragePaint(coverage, drawing.paint);
  paint?.clear();
  pacer?.show(-1);
  return {
    /** What stands above the chart, and what below the map. */
    above: [beat?.box, pacer?.box].filter((part) => part !== undefined),
    below: paint ? [paint.words] : [],

    /** @param {boolean} running */
    turn(running) {
      if (running) {
        paint?.clear();
        beat?.begin();
      } else {
        beat?.end();
        pacer?.show(-1);
      }
    },

    /**
     * @param {number} t
     * @param {Reading} reading
     */
    felt(t, reading) {
      paint?.add(t, reading);
    },

    /** @param {number} t */
    frame(t) {
      beat?.show(t);
      pacer?.show(t);
    },

    /** @param {boolean} seen whether the learner may see what the hand did */
    see(seen) {
      paint?.show(seen);
    },

    leave() {
      beat?.leave();
    },
  };
}
