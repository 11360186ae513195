// @ts-check
/**
 * @typedef {object} SessionShown
 * @property {number} now seconds since the client came in
 * @property {string} clock
 * @property {boolean} over
 * @property {SessionScene} scene
 * @property {string} client
 * @property {SessionHands | null} hands
 * @property {string} handsWords
 * @property {SessionTowel | null} towel
 * @property {string} towelWords
 * @property {SessionThermometer} thermometer
 * @property {SessionAlert | null} alert
 * @property {number} session
 * @property {string[]} heard
 * @property {{id?: string, text?: string}} refusal
 * @property {string} notice
 * @property {string} saved
 *
 * @typedef {{setting: {name: string, map: BackMap, groups: SessionGroup[], tools: SessionTools,
 *   quick: {id: string, title: string}[]}, shown: SessionShown, words: SessionWords,
 *   known: SessionFact[], end: SessionEnd | {}, requests: SessionRequest[], error: string}} Table
 */

const SILENT =
  "The course has not answered for a while; what you did is kept until it does. " +
  "If it was restarted, run the cell again: the session goes on where it was saved.";

/** A check box with words; on at first. @param {string} words */
function choice(words) {
  const box = element("input", { type: "checkbox", checked: true });
  const label = { class: "ts-session-tick" };
  return { box, part: element("label", label, box, element("span", {}, words)) };
}

/**
 * @param {object} context
 * @param {import("./anywidget").AnyModel<Table>} context.model
 * @param {HTMLElement} context.el
 * @param {SessionTime} [context.time]
 */
function render({ model, el, time = sessionTime }) {
  const scope = cleanup();
  const setting = model.get("setting");
  const post = sessionPost(model, time);
  /** @type {Map<string, () => void>} what follows once Python has done an act */
  const afterwards = new Map();

  const title = element("p", { class: "ts-prompt ts-session-name" });
  const status = element("p", { class: "ts-session-status", role: "status" });
  const saved = element("p", { class: "ts-session-saved" });
  const notice = element("p", { class: "ts-session-notice", role: "status" });
  const error = element("p", { class: "ts-error", role: "alert" });
  const patient = choice("Give me time: the clock stops when the client shows something.");
  const keys = choice(
    "Short keys: L lifts the hands, N asks for a number, Q goes to the quick answers. " +
      "Space stops the clock and starts it while the table itself has the focus.",
  );

  let ticked = "";

  /** @param {string} words */
  function say(words) {
    status.textContent = words;
  }

  /** @type {SessionDo} */
  function perform(act, done = () => {}) {
    afterwards.set(post.send({ what: "act", act }), done);
  }

  /** @param {MapZone} zone */
  function chosen(zone) {
    hands.choose(zone);
  }

  const clock = sessionClock({
    time,
    idle: post.idle,
    reached(to) {
      ticked = post.send({ what: "clock", to });
    },
    say,
  });
  const map = sessionMap(setting.map, scope, {
    chosen,
    go() {
      acts.show("hands");
      hands.focus();
    },
  });
  const hands = sessionHands(setting.map, setting.tools, scope, {
    chosen: map.choose,
    work: perform,
  });
  const acts = sessionActs(setting.groups, scope, perform, { hands: hands.form });
  const words = sessionWords();
  const quick = sessionQuick(setting.quick, scope, (id) => post.send({ what: "quick", quick: id }));
  const known = sessionKnown();
  const stand = sessionStand(scope, {
    ease: () => acts.open("taper"),
    lift: (seconds) => perform({ kind: "lift", seconds }),
  });
  const end = sessionEnd(scope, (what) => post.send({ what }));

  const region = element("div", { class: "tableside ts-session", role: "group", tabindex: 0 });
  const left = element("div", { class: "ts-session-left" }, map.box, stand.box);
  const doing = element("div", { class: "ts-session-doing" }, quick.box, status, acts.box);
  let session = -1;
  let silent = false;

  /** @param {SessionShown} shown */
  function answer({ heard, refusal }) {
    post.heard(heard);
    for (const [id, done] of afterwards) {
      if (!heard.includes(id)) continue;
      afterwards.delete(id);
      if (refusal.id !== id) done();
    }
    // Where time can go no further, neither does the clock.
    if (refusal.id && refusal.id === ticked) clock.go(0);
  }

  /** @param {SessionShown} shown */
  function draw(shown) {
    clock.follow(shown.now, shown.clock);
    map.draw(shown);
    const { client, towelWords, thermometer, handsWords } = shown;
    stand.draw([client, towelWords, thermometer.words, handsWords]);
    if (quick.draw(shown.alert)) {
      const waits = patient.box.checked;
      if (clock.speed()) say(waits ? "The clock waits for you." : "The clock runs, 1×.");
      if (waits) clock.go(0);
      else if (clock.speed() > 1) clock.go(1);
    }
    saved.textContent = shown.saved;
    notice.textContent = shown.notice;
  }

  let refused = "";
  function follow() {
    const shown = model.get("shown");
    answer(shown);
    const { id = "", text = "" } = shown.refusal;
    if (id !== refused) say(text && `Not now. ${text}`);
    refused = id;
    draw(shown);
    turn(shown);
  }

  /**
   * Show another session, or the end of this one, without losing the focus.
   *
   * @param {SessionShown} shown
   */
  function turn(shown) {
    const lost = el.contains(document.activeElement);
    const { name } = model.get("setting");
    title.textContent = `A session with ${name}`;
    region.setAttribute("aria-label", `Session table: a session with ${name}`);
    end.draw(model.get("end"));
    const ended = shown.over && !doing.hidden;
    if (shown.over) clock.go(0);
    for (const part of [doing, clock.box, left]) part.hidden = shown.over;
    if (ended && lost && session === shown.session) end.headline.focus();
    if (session >= 0 && session !== shown.session && lost) region.focus();
    session = shown.session;
  }

  /** @param {KeyboardEvent} event */
  function shortcut(event) {
    const target = /** @type {Element} */ (event.target);
    if (!keys.box.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches("select, input[type=number]")) return;
    const key = event.key.toLowerCase();
    if (key === " " && target === region) clock.toggle();
    else if (key === "l") perform({ kind: "lift", seconds: 1 });
    else if (key === "n") perform({ kind: "ask-rating" });
    else if (key === "q") quick.focus();
    else return;
    event.preventDefault();
  }

  function wait() {
    if (post.silent() === silent) return;
    silent = !silent;
    say(silent ? SILENT : "");
  }

  clock.start(scope);
  scope.later(time.every(wait, 1000));
  scope.listen(region, "keydown", shortcut);
  scope.watch(model, ["words"], () => words.draw(model.get("words")));
  scope.watch(model, ["known"], () => known.draw(model.get("known")));
  scope.watch(model, ["shown"], follow);
  scope.watch(model, ["error"], () => {
    error.textContent = model.get("error");
  });

  region.append(
    element("div", { class: "ts-session-top" }, title, clock.box, saved),
    notice,
    error,
    end.box,
    element(
      "div",
      { class: "ts-session-sides" },
      left,
      element("div", { class: "ts-session-right" }, words.box, doing, known.box),
    ),
    element(
      "details",
      { class: "ts-session-fold-out" },
      element("summary", {}, "How this table works, and settings"),
      element(
        "p",
        {},
        "Everything can be done at any time; what is impossible is answered in words. " +
          "What you do cannot be undone. Time runs by the clock at the top; " +
          "many acts take time of their own.",
      ),
      patient.part,
      element(
        "p",
        { class: "ts-session-note" },
        "To stop the clock is for practice, and for everyone who needs the time. " +
          "With a person on the table, you act within seconds.",
      ),
      keys.part,
    ),
  );
  el.append(region);
  words.draw(model.get("words"));
  known.draw(model.get("known"));
  error.textContent = model.get("error");
  follow();
  return () => {
    scope.run();
    region.remove();
  };
}

export default { render };
