// @ts-check
// What some drills have besides the band: a beat, a breath to follow, parts to cover, two
// sides, something to decide. Like _base.js this is no module.

/**
 * Make what the round asks for, and nothing else.
 *
 * @param {Round} round
 * @param {ReturnType<typeof backMap>} drawing
 * @param {Devices} devices
 * @param {() => number} time milliseconds of the running round
 */
function drillExtras({ beats, breath, coverage, sides, acts, seconds }, drawing, devices, time) {
  const beat = beats && metronome(beats, devices);
  const pacer = breath && breathPacer(breath, devices);
  const paint = coverage && coveragePaint(coverage, drawing.paint);
  const both = sides && twoSides(sides);
  const panel = acts && pressedActs(acts, time);
  paint?.clear();
  pacer?.show(-1);
  return {
    /** What stands above the chart, and what below the map. */
    above: [beat?.box, pacer?.box, both?.box].filter((part) => part !== undefined),
    below: paint ? [paint.words] : [],

    /** What stands behind the meter, where a keyboard comes next. */
    behind: panel ? [panel.box] : [],

    /** What was done by buttons, for Python; nothing in a round without any. */
    recorded: () => (panel ? { events: panel.taken(), seconds } : {}),

    /** @param {boolean} running */
    turn(running) {
      if (running) {
        paint?.clear();
        both?.clear();
        panel?.begin();
        beat?.begin();
      } else {
        beat?.end();
        panel?.end();
        paint?.draw();
        both?.draw();
        pacer?.show(-1);
      }
    },

    /**
     * @param {number} t
     * @param {Reading} reading
     */
    felt(t, reading) {
      paint?.add(t, reading);
      both?.add(t, reading);
    },

    /** @param {number} t */
    frame(t) {
      beat?.show(t);
      pacer?.show(t);
      panel?.show(t);
      paint?.draw();
      both?.draw();
    },

    /** @param {boolean} seen whether the learner may see what the hand did */
    see(seen) {
      paint?.show(seen);
      both?.show(seen);
    },

    leave() {
      beat?.leave();
      panel?.leave();
    },
  };
}
