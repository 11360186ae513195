// @ts-check
// What is done by buttons in a round, and what the client says to it. It writes down what was done
// and when; whether it was right is Python's. Like _base.js this is no module.

/**
 * @typedef {{kind: string, label: string}} ActButton
 * @typedef {[number, string]} Act second of the round's clock, and what was done
 * @typedef {object} Acts
 * @property {ActButton[]} buttons
 * @property {{second: number, words: string}[]} says what the client says or shows, and when
 * @property {{kind: string, since: number, words: string}[]} replies what the client answers to an
 *   act from a second on
 */

/**
 * @param {number} seconds
 * @returns {string}
 */
const minutesOf = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/**
 * Make the buttons of a round, and the list of what was done. A button that does nothing now keeps
 * the focus, so that a keyboard never loses its place.
 *
 * @param {ActButton[]} buttons
 */
function actButtons(buttons) {
  const made = buttons.map(({ kind, label }) => ({
    kind,
    label,
    button: element("button", { type: "button", "aria-disabled": "true" }, label),
  }));
  const done = element("ol", { class: "ts-acted", "aria-label": "Done so far" });
  const box = element(
    "div",
    { class: "ts-acts", role: "group", "aria-label": "What you do" },
    ...made.map(({ button }) => button),
  );
  /** @type {Act[]} */
  let acts = [];

  return {
    box,
    done,

    /** @param {(kind: string) => boolean} allowed */
    allow(allowed) {
      for (const { kind, button } of made) {
        button.setAttribute("aria-disabled", String(!allowed(kind)));
      }
    },

    clear() {
      acts = [];
      done.replaceChildren();
    },

    /** @returns {Act[]} in order of time */
    taken: () => acts,

    /**
     * @param {ReturnType<typeof cleanup>} scope
     * @param {() => number} second of the round's clock
     * @param {(act: Act) => void} acted
     */
    listen(scope, second, acted) {
      for (const { kind, label, button } of made) {
        scope.listen(button, "click", () => {
          if (button.getAttribute("aria-disabled") === "true") return;
          /** @type {Act} */
          const act = [Number(second().toFixed(3)), kind];
          acts = [...acts, act];
          done.append(element("li", {}, `${minutesOf(act[0])} ${label}`));
          acted(act);
        });
      }
    },
  };
}

/** What the client says or shows, large, and spoken at once by a screen reader. */
function clientVoice() {
  const box = element("p", { class: "ts-voice", role: "alert" });
  return {
    box,

    /**
     * @param {string} words
     * @param {boolean} [wants] whether they want an answer
     */
    say(words, wants = false) {
      box.textContent = words;
      box.classList.toggle("ts-wants", wants);
    },
  };
}

/**
 * Make the buttons of a round that is pressed as well: breathe, let go, pause, decide.
 *
 * @param {Acts} acts
 * @param {() => number} time milliseconds of the round
 */
function pressedActs({ buttons, says, replies }, time) {
  const panel = actButtons(buttons);
  const voice = clientVoice();
  const scope = cleanup();
  let told = 0;

  panel.listen(scope, () => Math.max(0, time()) / 1000, ([second, kind]) => {
    const fitting = replies.filter((reply) => reply.kind === kind && reply.since <= second);
    const reply = fitting.at(-1);
    if (reply) voice.say(reply.words);
  });

  return {
    box: element("div", { class: "ts-decide" }, voice.box, panel.box, panel.done),
    taken: panel.taken,

    begin() {
      told = 0;
      panel.clear();
      voice.say("");
      panel.allow(() => true);
    },

    end: () => panel.allow(() => false),

    /** @param {number} t milliseconds of the round */
    show(t) {
      for (; told < says.length && 1000 * says[told].second <= t; told += 1) {
        voice.say(says[told].words, true);
      }
    },

    leave: () => scope.run(),
  };
}
