// @ts-check
// The beat of a drill: seen, heard, and counted in words. None of the three is needed for the
// others. Like _base.js this is no module.

/** How long a beat shows, in milliseconds. */
const FLASH = 120;

/** Clicks are set so many milliseconds ahead, on the sound's own clock. */
const AHEAD = 150;

/** How long a click sounds, in seconds, and how high. */
const CLICK_SECONDS = 0.03;
const CLICK_HERTZ = 1000;

/**
 * Make a metronome, to be shown and to be told the time.
 *
 * @param {number[]} beats seconds of the round
 * @param {Devices} devices
 */
function metronome(beats, devices) {
  const lamp = element("span", { class: "ts-lamp", "aria-hidden": "true" });
  const words = element("span", { class: "ts-beat" }, `${beats.length} beats`);
  const mute = element("button", { type: "button", "aria-pressed": "true" }, "Sound of the beat");
  const box = element("div", { class: "ts-metronome" }, lamp, words, mute);
  const scope = cleanup();
  /** @type {AudioContext | null} */
  let audio = null;
  let next = 0;

  const sounding = () => mute.getAttribute("aria-pressed") === "true";

  function hush() {
    void audio?.close();
    audio = null;
  }

  function wake() {
    try {
      audio ??= devices.audio();
    } catch {
      // No sound here; the beat is still seen and counted.
    }
  }

  /** @param {number} wait seconds */
  function click(wait) {
    if (!audio) return;
    const from = audio.currentTime + Math.max(0, wait);
    const tone = new OscillatorNode(audio, { frequency: CLICK_HERTZ });
    const loud = new GainNode(audio, { gain: 0.4 });
    loud.gain.setValueAtTime(0.4, from);
    loud.gain.exponentialRampToValueAtTime(0.001, from + CLICK_SECONDS);
    tone.connect(loud).connect(audio.destination);
    tone.start(from);
    tone.stop(from + CLICK_SECONDS);
  }

  scope.listen(mute, "click", () => {
    mute.setAttribute("aria-pressed", String(!sounding()));
    if (!sounding()) hush();
    else if (next > 0) wake();
  });

  return {
    box,

    begin() {
      next = 0;
      if (sounding()) wake();
    },

    /** @param {number} t milliseconds of the round */
    show(t) {
      for (; next < beats.length && 1000 * beats[next] <= t + AHEAD; next += 1) {
        if (sounding()) click(beats[next] - t / 1000);
      }
      const past = beats.filter((beat) => 1000 * beat <= t).length;
      const since = past ? t - 1000 * beats[past - 1] : Infinity;
      lamp.classList.toggle("ts-lit", since < FLASH && !devices.still());
      const over = past === beats.length && since > 1000;
      const told = over ? "now without the beat" : `beat ${past} of ${beats.length}`;
      if (words.textContent !== told) words.textContent = told;
    },

    end() {
      hush();
      lamp.classList.remove("ts-lit");
      words.textContent = `${beats.length} beats`;
    },

    leave() {
      hush();
      scope.run();
    },
  };
}
