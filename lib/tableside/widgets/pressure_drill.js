// @ts-check
/**
 * @typedef {{map: BackMap, round: Round, feedback: string, trace_bytes: DataView | null,
 *   trace_meta: Record<string, any>, result: Partial<Result>, error: string}} Drill
 * @typedef {import("./anywidget").AnyModel<Drill>} Model
 */

/** Samples that a recording can hold; Python refuses more. */
const MOST_SAMPLES = 60_000;

/** @type {Clock} */
const browserClock = {
  now: () => performance.now(),
  // The time of the event itself: a busy page may call its listener much later.
  at: (event) => event.timeStamp,
  request: (frame) => requestAnimationFrame(frame),
  cancel: (id) => cancelAnimationFrame(id),
};

/**
 * Keep the samples of one round: t, press, x, y in turn; a place that is NaN is no touch.
 */
function recorder() {
  const numbers = new Float32Array(4 * MOST_SAMPLES);
  let count = 0;
  return {
    empty() {
      count = 0;
    },

    /**
     * @param {number} t milliseconds of the round
     * @param {number} press
     * @param {Place | null} place
     */
    add(t, press, place) {
      if (count === MOST_SAMPLES) return;
      // A frame's time may lie before that of an event seen earlier.
      const last = count ? numbers[4 * count - 4] : 0;
      numbers.set([Math.max(t, last), press, place?.[0] ?? NaN, place?.[1] ?? NaN], 4 * count);
      count += 1;
    },

    count: () => count,

    /** @returns {Float32Array<ArrayBuffer>} */
    taken: () => numbers.slice(0, 4 * count),
  };
}

/**
 * Make the controls of a drill.
 *
 * @param {BackMap} map
 */
function controls(map) {
  const ids = `ts-drill-${Math.random().toString(36).slice(2)}`;
  const start = element("button", { type: "button", class: "ts-main" }, "Start round");
  const stop = element("button", { type: "button", disabled: true }, "Stop");
  const where = element(
    "select",
    { id: `${ids}-where` },
    ...map.zones.map(({ id, name, allows }) =>
      element("option", { value: id }, `${name} (${allows})`),
    ),
  );
  const sight = element(
    "select",
    { id: `${ids}-sight` },
    element("option", { value: "always" }, "show while I press"),
    element("option", { value: "hidden" }, "hide until the end"),
  );
  const box = element(
    "div",
    { class: "ts-controls" },
    start,
    stop,
    element("label", { for: sight.id }, "My line", sight),
    element("label", { class: "ts-where", for: where.id }, "Where", where),
  );
  return { start, stop, where, sight, box };
}

/**
 * Explain the map's marks.
 */
function key() {
  const words = ["no pressing", "level 1 at most", "level 2 at most", "level 3 at most"];
  const marks = words.map((told, level) => {
    const swatch = { class: `ts-swatch ts-swatch-${level}` };
    return element("li", {}, element("span", swatch, level ? String(level) : "✕"), told);
  });
  return element("ul", { class: "ts-key", "aria-label": "Marks on the map" }, ...marks);
}

/** Whose left and right the map shows. */
function compass() {
  const words = ["client’s left", "head ↑", "client’s right"];
  const spans = words.map((told) => element("span", {}, told));
  return element("div", { class: "ts-compass", "aria-hidden": "true" }, ...spans);
}

/** @param {{model: Model, el: HTMLElement, clock?: Clock}} context */
function render({ model, el, clock = browserClock }) {
  const scope = cleanup();
  const round = model.get("round");
  const map = model.get("map");
  const chart = plot(round);
  const gauge = meter(round);
  const drawing = backMap(map, round.zones);
  const samples = recorder();
  const { start, stop, where, sight, box } = controls(map);
  const here = element("p", { class: "ts-here" });
  const count = element("p", { class: "ts-countdown", "aria-hidden": "true" });
  const status = element("p", { class: "ts-status", role: "status" });
  const error = element("p", { class: "ts-error", role: "alert" });
  const outcome = element("div", { class: "ts-outcome" });

  let running = false;
  let began = 0;
  let phase = -1;
  let frameId = 0;
  /** What the round's first press came from. */
  let device = "";
  /** Which recording waits for its score. */
  let sent = "";

  const chosen = () => map.zones.find(({ id }) => id === where.value) ?? map.zones[0];
  const hidden = () => running && sight.value === "hidden";
  const hand = pressingHand({
    drawing,
    slider: gauge.slider,
    keySpeed: round.keySpeed,
    clock,
    chosen,
    choose(zone) {
      where.value = zone.id;
      tell(zone);
    },
    over: tell,
    felt(at) {
      record(at);
      showHand();
    },
  });

  /** @param {MapZone} zone */
  function tell(zone) {
    here.replaceChildren(element("b", {}, `${zone.name}: ${zone.allows}. `), zone.rule);
  }

  function showHand() {
    const { press, place } = hand.state;
    gauge.show(press, hidden());
    drawing.show(place ?? chosen().spot, hidden() ? 0 : press);
  }

  /** @param {number} at */
  function record(at) {
    if (!running) return;
    const { press, place } = hand.state;
    const t = Math.min(Math.max(0, at - began), 1000 * round.seconds);
    samples.add(t, press, place);
    if (!hidden()) chart.extend(t, press);
    if (press > 0 && !device) device = hand.state.device;
  }

  /** @param {MouseEvent} event */
  function begin(event) {
    if (running) return;
    running = true;
    began = clock.now();
    phase = -1;
    device = "";
    sent = "";
    samples.empty();
    chart.clear();
    drawing.blame([]);
    outcome.replaceChildren();
    start.disabled = sight.disabled = true;
    stop.disabled = false;
    // Started by a key: the meter is what this hand needs next.
    (event.detail === 0 ? gauge.slider : stop).focus({ preventScroll: true });
    frame(began);
  }

  /** @param {number} now */
  function frame(now) {
    if (!running) return;
    if (!el.isConnected) return halt("");
    record(now);
    const t = now - began;
    if (t >= 1000 * round.seconds) return finish();
    chart.draw(t);
    const at = round.phases.findIndex(({ until }) => t < 1000 * until);
    const { name, say, until } = round.phases[at];
    count.textContent = `${name}: ${Math.ceil(until - t / 1000)} s`;
    if (at !== phase) status.textContent = say;
    phase = at;
    frameId = clock.request(frame);
  }

  /** @param {string} said */
  function halt(said) {
    clock.cancel(frameId);
    const hadFocus = document.activeElement === stop;
    running = false;
    start.disabled = sight.disabled = false;
    start.textContent = "Again";
    stop.disabled = true;
    if (hadFocus) start.focus({ preventScroll: true });
    count.textContent = "";
    status.textContent = said;
    chart.draw(-1);
    showHand();
  }

  function finish() {
    const taken = samples.taken();
    halt("The round is over, and is being scored. If the course is busy, that takes a moment.");
    trail(taken);
    sent = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    model.set("trace_meta", {
      recording: sent,
      device: device || hand.state.device || "mouse-drag",
      feedback: sight.value,
    });
    model.set("trace_bytes", new DataView(taken.buffer));
    model.save_changes();
  }

  /** @param {Float32Array} taken */
  function trail(taken) {
    chart.clear();
    for (let i = 0; i < taken.length; i += 4) chart.extend(taken[i], taken[i + 1]);
    chart.draw(-1);
  }

  function showResult() {
    const result = model.get("result");
    if (running || !result.status || (sent && result.recording !== sent)) return;
    outcome.replaceChildren(...verdict(result));
    drawing.blame((result.vetoes ?? []).map(({ zone }) => zone));
    start.textContent = "Again";
    if (sent) status.textContent = result.headline ?? "";
  }

  function showError() {
    error.textContent = model.get("error");
  }

  function showKept() {
    const kept = model.get("trace_bytes");
    if (!kept) return trail(new Float32Array());
    const copy = kept.buffer.slice(kept.byteOffset, kept.byteOffset + kept.byteLength);
    trail(new Float32Array(/** @type {ArrayBuffer} */ (copy)));
  }

  hand.listen(scope);
  scope.listen(start, "click", begin);
  scope.listen(stop, "click", () => halt("Stopped. A round counts only when it runs to its end."));
  scope.listen(where, "change", () => {
    tell(chosen());
    hand.go();
    showHand();
  });
  scope.watch(model, ["result"], showResult);
  scope.watch(model, ["error"], showError);
  scope.later(() => {
    running = false;
    clock.cancel(frameId);
  });

  where.value = round.zones[0];
  sight.value = model.get("feedback");
  status.textContent = "Ready when you are.";
  tell(chosen());
  showHand();
  showKept();
  showResult();
  showError();
  const live = element("div", { class: "ts-live" }, chart.box, gauge.slider);
  const right = [box, count, live, gauge.words, status, outcome, error];
  el.append(
    element(
      "div",
      { class: "tableside ts-drill", role: "group", "aria-label": round.title },
      element("p", { class: "ts-prompt" }, round.title),
      element("ol", { class: "ts-steps" }, ...round.steps.map((step) => element("li", {}, step))),
      element(
        "div",
        { class: "ts-sides" },
        element("div", { class: "ts-left" }, compass(), drawing.svg, key(), here),
        element("div", { class: "ts-right" }, ...right),
      ),
    ),
  );
  return () => scope.run();
}

export default { render };
