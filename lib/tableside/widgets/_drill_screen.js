// @ts-check
// The screen of a pressing drill: it joins map, chart, meter, devices and round. All that differs
// from drill to drill is in the round that Python gives. Like _base.js this is no module.

const STOPPED = "Stopped. A round counts only when it runs to its end.";
const SILENT = "The device tells nothing any more. Check its cable.";

/** @param {{model: DrillModel, el: HTMLElement, clock?: Clock, devices?: Partial<Devices>}} context */
function drillScreen({ model, el, clock = browserClock, devices: given }) {
  const devices = { ...browserDevices, ...given };
  const scope = cleanup();
  const round = model.get("round");
  const map = model.get("map");
  const chart = plot(round);
  const gauge = meter(round);
  const drawing = backMap(map, round.zones);
  const controls = drillControls(map, () => model.get("round").shown_spans, showHand);
  const { start, stop, where, sight } = controls;
  const extras = drillExtras(round, drawing, devices, () => attempt.time());
  const here = element("p", { class: "ts-here" });
  const count = element("p", { class: "ts-countdown", "aria-hidden": "true" });
  const status = element("p", { class: "ts-status", role: "status" });

  let said = "";
  /** Milliseconds of the running round. */
  let time = 0;
  let byKey = false;

  const chosen = () => map.zones.find(({ id }) => id === where.value) ?? map.zones[0];
  const attempt = drillRound({
    seconds: round.seconds,
    clock,
    attached: () => el.isConnected,
    read: (now) => press.hand.read(now),
    felt,
    frame,
    entered,
    finished,
  });
  const press = pressingDevices({
    round,
    clock,
    devices,
    surroundings: {
      drawing,
      slider: gauge.slider,
      keySpeed: round.keySpeed,
      glide: round.glide,
      clock,
      spot: () => chosen().spot,
      over: tell,
      choose(zone) {
        where.value = zone.id;
        tell(zone);
      },
    },
    felt(reading) {
      attempt.feel(reading);
      showHand();
    },
    readings(taken, calibration) {
      if (running()) return;
      trail(new Float32Array());
      deliver(taken, "scale-reading", calibration);
    },
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
    shown({ vetoes = [] }, { rounds = [] }) {
      chart.behind(rounds);
      drawing.blame(vetoes.map((/** @type {{zone: string}} */ { zone }) => zone));
    },
  });

  function running() {
    return attempt.state() === "running";
  }

  const hidden = () => (running() ? sight.hidden(time) : "");

  /** @param {MapZone} zone */
  function tell(zone) {
    here.replaceChildren(element("b", {}, `${zone.name}: ${zone.allows}. `), zone.rule);
  }

  function showHand() {
    const { value, place, device } = press.hand.state();
    const why = hidden();
    gauge.show(value, why, press.calibration(device)?.newton ?? 0);
    drawing.show(place ?? chosen().spot, why ? 0 : value);
    chart.see(!why);
    extras.see(!why);
  }

  /**
   * @param {number} t
   * @param {Reading} reading
   */
  function felt(t, reading) {
    time = t;
    chart.extend(t, reading.value);
    extras.felt(t, reading);
  }

  /** @param {number} t */
  function frame(t) {
    time = t;
    gauge.aim(bandAt(round, t));
    showHand();
    chart.draw(t);
    extras.frame(t);
    const phase = round.phases.find(({ until }) => t < 1000 * until);
    const { name, say, until } = phase ?? { name: "", say: "", until: round.seconds };
    const left = `${name}: ${Math.ceil(until - t / 1000)} s`;
    if (count.textContent !== left) count.textContent = left;
    const news = press.hand.state().quality ? SILENT : say;
    if (news !== said) status.textContent = news;
    said = news;
  }

  /**
   * @param {RoundState} state
   * @param {RoundState} was
   */
  function entered(state, was) {
    if (state === "running" || was === "running") turn(state === "running");
    if (state === "sending") status.textContent = SCORING;
    else if (state === "idle" && was === "running") status.textContent = STOPPED;
    delivery.show();
  }

  /** @param {boolean} begins whether a round begins, or has just ended */
  function turn(begins) {
    const hadFocus = document.activeElement === stop;
    press.hand.round(begins);
    sight.round(begins);
    extras.turn(begins);
    start.disabled = begins;
    stop.disabled = !begins;
    said = "";
    time = 0;
    if (begins) {
      delivery.forget();
      chart.clear();
      chart.behind([]);
      drawing.blame([]);
      answer.clear();
      // Started by a key: the meter is what this hand needs next.
      (byKey ? gauge.slider : stop).focus({ preventScroll: true });
      return;
    }
    start.textContent = "Again";
    if (hadFocus) start.focus({ preventScroll: true });
    count.textContent = "";
    chart.draw(-1);
    gauge.aim(bandAt(round, 0));
    showHand();
  }

  /**
   * @param {Float32Array<ArrayBuffer>} taken
   * @param {string} device
   */
  function finished(taken, device) {
    const used = device || press.hand.state().device || "mouse-drag";
    deliver(taken, used, press.calibration(used));
  }

  /**
   * @param {Float32Array<ArrayBuffer>} taken
   * @param {string} device
   * @param {Calibration | null} calibration
   */
  function deliver(taken, device, calibration) {
    delivery.keepAndSend(taken, {
      device,
      feedback: sight.select.value,
      calibration,
      ...extras.recorded(),
    });
  }

  /** @param {Float32Array} taken */
  function trail(taken) {
    chart.clear();
    for (let i = 0; i < taken.length; i += 4) chart.extend(taken[i], taken[i + 1]);
    chart.draw(-1);
  }

  function showKept() {
    const kept = model.get("trace_bytes");
    if (!kept) return trail(new Float32Array());
    const copy = kept.buffer.slice(kept.byteOffset, kept.byteOffset + kept.byteLength);
    trail(new Float32Array(/** @type {ArrayBuffer} */ (copy)));
  }

  function listen() {
    press.start(scope);
    sight.listen(scope);
    delivery.listen(scope);
    scope.listen(el, "keydown", sight.key);
    scope.listen(start, "click", (event) => {
      byKey = event.detail === 0;
      attempt.begin();
    });
    scope.listen(stop, "click", attempt.stop);
    scope.listen(where, "change", () => {
      tell(chosen());
      press.hand.go();
      showHand();
    });
    scope.later(extras.leave);
    scope.later(attempt.stop);
  }

  where.value = round.zones[0];
  sight.choose(model.get("feedback"));
  status.textContent = "Ready when you are.";
  tell(chosen());
  listen();
  showHand();
  showKept();
  answer.listen(scope);
  el.append(
    drillLayout(round, {
      top: [delivery.box, controls.box],
      map: [mapCompass(), drawing.svg, ...extras.below, mapKey(), here],
      live: [
        count,
        ...extras.above,
        element("div", { class: "ts-live" }, chart.box, gauge.slider),
        gauge.words,
        ...extras.behind,
        status,
        answer.outcome,
        answer.error,
      ],
      rest: [answer.practice, ...press.box],
    }),
  );
  return () => scope.run();
}
