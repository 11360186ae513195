// @ts-check
// What is heard and known in a session: the client's words, what wants an answer, how things
// stand. Like _base.js this is no module.

/**
 * @typedef {{at: string, who: "you" | "client" | "seen", text: string}} SessionLine
 * @typedef {{session: number, lines: SessionLine[]}} SessionWords
 * @typedef {{about: string, text: string}} SessionFact
 * @typedef {{key: number, lines: string[]}} SessionAlert
 */

/** Everything done, said and shown, in the order of time; new lines are spoken politely. */
function sessionWords() {
  const list = element("ol", { class: "ts-session-lines" });
  const box = element(
    "div",
    {
      class: "ts-session-log",
      role: "log",
      "aria-live": "polite",
      "aria-label": "What is done, said and shown",
      tabindex: 0,
    },
    list,
  );
  let session = -1;
  /** @type {string[]} */
  let told = [];

  /** @param {SessionLine} line */
  function item({ at, who, text }) {
    const said = { you: `You: ${text}`, client: `Client: “${text}”`, seen: text }[who];
    const time = element("span", { class: "ts-session-at" }, at);
    return element("li", { class: `ts-session-${who}` }, time, " ", element("span", {}, said));
  }

  return {
    box,

    /** @param {SessionWords} words */
    draw(words) {
      const texts = words.lines.map(({ at, text }) => `${at} ${text}`);
      if (words.session !== session) told = [];
      session = words.session;
      const low = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
      // Lines are added and stay, so that only new ones are spoken.
      const same = texts.findIndex((text, place) => text !== told[place]);
      const from = same < 0 ? texts.length : same;
      for (const gone of [...list.children].slice(from)) gone.remove();
      list.append(...words.lines.slice(from).map(item));
      told = texts;
      if (low) box.scrollTop = box.scrollHeight;
    },
  };
}

/**
 * What wants an answer, and answers that are always at hand, always in the same order.
 *
 * @param {{id: string, title: string}[]} answers
 * @param {ReturnType<typeof cleanup>} scope
 * @param {(id: string) => void} give
 */
function sessionQuick(answers, scope, give) {
  const said = element("div", { class: "ts-session-alert", role: "alert" });
  const buttons = answers.map(({ id, title }) => {
    const button = element("button", { type: "button", class: "ts-session-answer" }, title);
    scope.listen(button, "click", () => give(id));
    return button;
  });
  const box = element(
    "div",
    { class: "ts-session-quick", role: "group", "aria-label": "Quick answers" },
    said,
    element("div", { class: "ts-session-answers" }, ...buttons),
  );
  /** @type {number | null} */
  let key = null;
  return {
    box,
    focus: () => buttons[0].focus(),

    /**
     * Show what wants an answer; return whether it is new.
     *
     * @param {SessionAlert | null} alert
     */
    draw(alert) {
      const fresh = alert !== null && alert.key !== key;
      box.classList.toggle("ts-session-wanted", alert !== null);
      if (fresh) {
        const lines = alert.lines.map((line) => element("b", {}, line));
        said.replaceChildren(...lines, element("span", {}, "What do you do?"));
        box.scrollIntoView({ block: "nearest" });
      }
      if (!alert) said.replaceChildren();
      key = alert?.key ?? null;
      return fresh;
    },
  };
}

/** What was found out about the client, and nothing else. */
function sessionKnown() {
  const list = element("dl", { class: "ts-session-facts" });
  return {
    box: element(
      "details",
      { class: "ts-session-fold-out" },
      element("summary", {}, "What you know of the client"),
      list,
    ),

    /** @param {SessionFact[]} facts */
    draw(facts) {
      list.replaceChildren(
        ...facts.flatMap(({ about, text }) => [element("dt", {}, about), element("dd", {}, text)]),
      );
    },
  };
}

/**
 * How client, towel and hands stand, and what hands that work can do now.
 *
 * @param {ReturnType<typeof cleanup>} scope
 * @param {{ease: () => void, lift: (seconds: number) => void}} around
 */
function sessionStand(scope, { ease, lift }) {
  const names = ["Client", "Towel", "Thermometer", "Hands"];
  const words = names.map(() => element("dd"));
  /** @param {string} title @param {() => void} act */
  const button = (title, act) => {
    const made = element("button", { type: "button" }, title);
    scope.listen(made, "click", act);
    return made;
  };
  const now = element(
    "div",
    { class: "ts-session-now", role: "group", "aria-label": "Your hands now" },
    button("Ease off …", ease),
    button("Lift slowly", () => lift(5)),
    button("Lift at once", () => lift(0)),
  );
  return {
    now,
    box: element(
      "div",
      { class: "ts-session-stand" },
      // Above the words, whose length changes: a button must not move away from under a hand.
      now,
      element(
        "dl",
        { class: "ts-session-facts" },
        ...names.flatMap((name, place) => [element("dt", {}, name), words[place]]),
      ),
    ),

    /** @param {string[]} told in the order of the names */
    draw(told) {
      for (const [place, text] of told.entries()) words[place].textContent = text;
    },
  };
}
