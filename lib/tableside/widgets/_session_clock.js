// @ts-check
// The clock of the session table: how fast the session goes, and what second it has reached. Like
// _base.js this is no module.

/**
 * The time that the table lives by; a test plays another.
 *
 * @typedef {object} SessionTime
 * @property {() => number} now
 * @property {(beat: () => void, milliseconds: number) => () => void} every
 */

/** @type {SessionTime} */
const sessionTime = {
  now: () => performance.now(),
  every(beat, milliseconds) {
    const timer = setInterval(beat, milliseconds);
    return () => clearInterval(timer);
  },
};

const SESSION_SPEEDS = [0, 1, 10, 60];
const SESSION_BEAT = 200;

/** No beat lets more time pass than this: a laptop that slept loses no session. */
const SESSION_LONGEST_BEAT = 1000;

const SESSION_HIDDEN = "The clock stopped while this page was hidden. Choose a pace to go on.";

/**
 * @param {object} around
 * @param {SessionTime} around.time
 * @param {() => boolean} around.idle whether everything that was sent has been answered
 * @param {(second: number) => void} around.reached says what second it is now
 * @param {(words: string) => void} around.say
 */
function sessionClock({ time, idle, reached, say }) {
  let speed = 0;
  let second = 0;
  let asked = 0;
  let last = 0;

  const quiet = { role: "timer", "aria-live": "off" };
  const face = element("span", { class: "ts-session-time", ...quiet }, "0:00");
  const buttons = SESSION_SPEEDS.map((each) => {
    const words = each ? `${each}×` : "❚❚ Pause";
    const label = { "aria-label": each ? `Clock at ${words}` : "Pause the clock" };
    const pressed = { type: "button", "aria-pressed": "false", class: "ts-session-speed" };
    return element("button", { ...pressed, ...label }, words);
  });
  const box = element(
    "div",
    { class: "ts-session-clock", role: "group", "aria-label": "Clock" },
    face,
    ...buttons,
  );

  /** @param {number} chosen */
  function go(chosen) {
    speed = chosen;
    last = time.now();
    for (const [place, each] of SESSION_SPEEDS.entries()) {
      buttons[place].setAttribute("aria-pressed", String(each === speed));
    }
    box.classList.toggle("ts-session-runs", speed > 0);
  }

  function beat() {
    const now = time.now();
    const passed = Math.min(now - last, SESSION_LONGEST_BEAT);
    last = now;
    if (!speed) return;
    second += (passed / 1000) * speed;
    if (!idle() || Math.floor(second) <= asked) return;
    asked = Math.floor(second);
    reached(asked);
  }

  return {
    box,
    speed: () => speed,

    /** @param {number} chosen */
    go,

    /** Stop, or go on as fast as life. */
    toggle() {
      go(speed ? 0 : 1);
      say(speed ? "The clock runs." : "The clock is paused.");
    },

    /**
     * Follow what Python says: how far the session has really gone.
     *
     * @param {number} now
     * @param {string} words
     */
    follow(now, words) {
      if (now < asked || now > second) second = now;
      asked = now;
      face.textContent = words;
    },

    /** @param {ReturnType<typeof cleanup>} scope */
    start(scope) {
      for (const [place, each] of SESSION_SPEEDS.entries()) {
        scope.listen(buttons[place], "click", () => {
          go(each);
          say(each ? `The clock runs, ${each}×.` : "The clock is paused.");
        });
      }
      scope.listen(document, "visibilitychange", () => {
        if (!document.hidden || !speed) return;
        go(0);
        say(SESSION_HIDDEN);
      });
      scope.later(time.every(beat, SESSION_BEAT));
      go(0);
    },
  };
}
