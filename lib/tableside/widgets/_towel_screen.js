// @ts-check
// The screen of the towel timer: it joins clock, thermometer, client, buttons and round. Like
// _base.js this is no module.

const READY_TOWEL = "Ready when you are.";
const STOPPED_TOWEL = "Stopped. A round counts only when it runs to its end.";

/** @param {{model: DrillModel, el: HTMLElement, clock?: Clock, devices?: Partial<Devices>}} context */
function towelScreen({ model, el, clock = browserClock, devices: given }) {
  const devices = { ...browserDevices, ...given };
  const scope = cleanup();
  const round = /** @type {TowelRound} */ (/** @type {unknown} */ (model.get("round")));
  const controls = towelControls(round, showDue);
  const { start, finish, stop, pace, sight } = controls;
  const clockDial = towelClock();
  const thermometer = towelThermometer();
  const line = minuteLine(round);
  const voice = clientVoice();
  const says = element("div", { class: "ts-towel-voice" }, voice.box);
  const buttons = actButtons(round.buttons);
  const due = element("p", { class: "ts-next-due" });
  const status = element("p", { class: "ts-status", role: "status" });

  let stands = noTowel();
  let told = 0;
  /** How many rounds have begun: each has the next client. */
  let begun = 0;
  let client = round.clients[0];

  const attempt = towelRound({
    round,
    clock,
    attached: () => el.isConnected,
    frame,
    stands: () => stands,
    entered,
    finished,
  });
  const delivery = roundDelivery({
    model,
    devices,
    busy: running,
    leaves: attempt.sent,
    done: () => start.focus({ preventScroll: true }),
  });
  const answer = roundAnswer({
    model,
    start,
    status,
    busy: running,
    delivery,
    answered: attempt.answered,
  });

  function running() {
    return attempt.state() === "running";
  }

  /** @param {Act} act */
  function acted(act) {
    const [second, kind] = act;
    const on = stands.on ?? stands.off;
    if (stands.on !== null && on !== null) line.mark(second - on, kind);
    stands = afterAct(stands, act);
    if (kind === LAY_ON) line.clear();
    const reply = clientReply(client, stands, act);
    voice.say(reply ? reply.words : "", reply?.wants);
    buttons.allow((each) => possible(stands, each));
    frame(second);
  }

  /** @param {number} second */
  function frame(second) {
    const lies = stands.on === null ? 0 : second - stands.on;
    const towel = round.towels[Math.min(stands.fresh, round.towels.length - 1)];
    // A towel that came off is as cool as it gets until it is wet again.
    const used = stands.laid - (stands.on === null ? 0 : 1);
    const cool = towel.cooling[towel.cooling.length - 1][1];
    clockDial.show(second, stands, attempt.pace());
    thermometer.show(used > stands.fresh ? cool : towelDegrees(towel.cooling, lies));
    line.show(lies);
    showDue();
    say(second);
  }

  /** @param {number} second */
  function say(second) {
    if (stands.first === null) return;
    const since = second - stands.first;
    for (; told < client.says.length && client.says[told].second <= since; told += 1) {
      // What would have come while no towel lay there never comes.
      const lay = stands.on !== null && stands.on - stands.first <= client.says[told].second;
      if (lay) voice.say(client.says[told].words, true);
    }
  }

  function showDue() {
    const hidden = running() && sight.hidden(0);
    line.remind(!hidden);
    due.textContent = hidden ? "" : nextDue();
  }

  function nextDue() {
    if (!running()) return "";
    if (stands.on === null) {
      return stands.laid ? round.then : "Look, then lay the towel on.";
    }
    const lies = attempt.second() - stands.on;
    const next = round.due.find(({ second }) => second > lies) ?? round.due[round.due.length - 1];
    return `At ${minutesOf(next.second)}: ${next.words}.`;
  }

  /**
   * @param {RoundState} state
   * @param {RoundState} was
   */
  function entered(state, was) {
    if (state === "running" || was === "running") turn(state === "running");
    if (state === "sending") status.textContent = SCORING;
    else if (state === "idle" && was === "running") status.textContent = STOPPED_TOWEL;
    delivery.show();
  }

  /** @param {boolean} begins whether a round begins, or has just ended */
  function turn(begins) {
    const hadFocus = el.contains(document.activeElement);
    sight.round(begins);
    start.disabled = pace.disabled = begins;
    finish.disabled = stop.disabled = !begins;
    buttons.allow((kind) => begins && possible(stands, kind));
    if (begins) {
      stands = noTowel();
      told = 0;
      client = round.clients[begun % round.clients.length];
      begun += 1;
      delivery.forget();
      buttons.clear();
      line.clear();
      voice.say("");
      answer.clear();
      buttons.allow((kind) => possible(stands, kind));
      status.textContent = "The round runs.";
      buttons.box.querySelector("button")?.focus({ preventScroll: true });
      return;
    }
    start.textContent = "Again";
    due.textContent = "";
    line.remind(true);
    if (hadFocus) start.focus({ preventScroll: true });
  }

  /** @param {number} second at which the round ended */
  function finished(second) {
    delivery.keepAndSend(new Float32Array(), {
      feedback: sight.select.value,
      pace: attempt.pace(),
      seconds: Number(second.toFixed(3)),
      events: buttons.taken(),
      client: client.number,
    });
  }

  function listen() {
    sight.listen(scope);
    delivery.listen(scope);
    buttons.listen(scope, attempt.second, acted);
    scope.listen(el, "keydown", sight.key);
    scope.listen(start, "click", () => attempt.begin(Number(pace.value)));
    scope.listen(finish, "click", attempt.finish);
    scope.listen(stop, "click", attempt.stop);
    scope.later(attempt.stop);
  }

  sight.choose(model.get("feedback"));
  status.textContent = READY_TOWEL;
  listen();
  clockDial.show(0, stands, round.pace);
  thermometer.show(round.towels[0].cooling[0][1]);
  answer.listen(scope);
  const steps = round.steps.map((step) => element("li", {}, step));
  el.append(
    element(
      "div",
      { class: "tableside ts-drill ts-towel", role: "group", "aria-label": round.title },
      element("p", { class: "ts-prompt" }, round.title),
      element("ol", { class: "ts-steps" }, ...steps),
      delivery.box,
      controls.box,
      element("div", { class: "ts-dials" }, clockDial.box, thermometer.box, says),
      line.box,
      due,
      buttons.box,
      buttons.done,
      status,
      answer.outcome,
      answer.error,
      answer.practice,
    ),
  );
  return () => scope.run();
}
