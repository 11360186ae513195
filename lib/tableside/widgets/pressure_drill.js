// @ts-check
/**
 * @typedef {{title: string, steps: string[], seconds: number, low: number, high: number,
 *   limit: number, top: number, keySpeed: number, levels: number[], zones: string[],
 *   profile: [number, number, number, number][],
 *   phases: {name: string, say: string, until: number}[]}} Round
 * @typedef {{status: string, verdict: string, passed: boolean, points: number | null,
 *   headline: string, reason: string, claim: string, recording: string,
 *   parts: {part: string, share: number, weight: number}[],
 *   deductions: {happened: string, next_time: string, marks: number}[],
 *   vetoes: {zone: string, reason: string}[]}} Result
 * @typedef {{map: BackMap, round: Round, feedback: string, trace_bytes: DataView | null,
 *   trace_meta: Record<string, any>, result: Partial<Result>, error: string}} Drill
 * @typedef {import("./anywidget").AnyModel<Drill>} Model
 * @typedef {{now: () => number, at: (event: Event) => number,
 *   request: (frame: (now: number) => void) => number, cancel: (id: number) => void}} Clock
 */

/** How far a drag goes from nothing to the whole range, in CSS pixels. */
const DRAG_PIXELS = 260;

/** One press of a key, as a share of the range. */
const KEY_STEP = 0.02;
const PAGE_STEP = 0.1;

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
 * Draw the band over time, with the own line on it.
 *
 * @param {Round} round
 */
function plot(round) {
  const prefix = `ts-plot-${Math.random().toString(36).slice(2)}`;
  /** @param {number} second */
  const across = (second) => ((1000 * second) / round.seconds).toFixed(1);
  /** @param {number} press */
  const up = (press) => (1000 * (1 - Math.min(press, round.top) / round.top)).toFixed(1);
  /** @param {number} press */
  const height = (press) => `bottom: ${(100 * press) / round.top}%`;

  const upper = round.profile.map(([second, , , high]) => `${across(second)},${up(high)}`);
  const lower = round.profile.map(([second, low]) => `${across(second)},${up(low)}`);
  const band = [...upper, ...lower.reverse()].join(" ");
  const target = round.profile.map(([second, , middle]) => `${across(second)},${up(middle)}`);
  const ends = round.phases.slice(0, -1).map(({ until }) => across(until));
  const line = drawn("path", { class: "ts-mine", d: "" });
  const now = drawn("line", { class: "ts-now", x1: 0, x2: 0, y1: 0, y2: 1000 });
  const limit = { x1: 0, x2: 1000, y1: up(round.limit), y2: up(round.limit) };
  const svg = drawn(
    "svg",
    { viewBox: "0 0 1000 1000", preserveAspectRatio: "none", "aria-hidden": "true" },
    drawn(
      "defs",
      {},
      drawn(
        "pattern",
        { id: `${prefix}-band`, width: 14, height: 36, patternUnits: "userSpaceOnUse" },
        drawn("path", { class: "ts-band-hatch", d: "M0 36L14 0" }),
      ),
    ),
    ...ends.map((x) => drawn("line", { class: "ts-grid", x1: x, x2: x, y1: 0, y2: 1000 })),
    drawn("polygon", { class: "ts-band", points: band }),
    drawn("polygon", { fill: `url(#${prefix}-band)`, points: band }),
    drawn("polyline", { class: "ts-target", points: target.join(" ") }),
    drawn("line", { class: "ts-limit", ...limit }),
    line,
    now,
  );
  const starts = [0, ...round.phases.map(({ until }) => until)];
  const box = element(
    "div",
    { class: "ts-plot", role: "img", "aria-label": `The band to press in, over ${round.seconds} s` },
    svg,
    element("span", { class: "ts-tag ts-tag-limit", style: height(round.limit) }, "client’s limit"),
    element("span", { class: "ts-tag ts-tag-band", style: height((round.low + round.high) / 2) }, "band"),
    ...round.phases.map(({ name, until }, index) => {
      const from = (100 * starts[index]) / round.seconds;
      const wide = (100 * (until - starts[index])) / round.seconds;
      return element("span", { class: "ts-phase", style: `left: ${from}%; width: ${wide}%` }, name);
    }),
  );
  let path = "";

  return {
    box,
    clear() {
      path = "";
      line.setAttribute("d", "");
    },

    /**
     * @param {number} t milliseconds of the round
     * @param {number} press
     */
    extend(t, press) {
      path += `${path ? "L" : "M"}${across(t / 1000)} ${up(press)}`;
    },

    /** @param {number} t milliseconds of the round; negative for no round */
    draw(t) {
      line.setAttribute("d", path);
      const x = t < 0 ? "-10" : across(t / 1000);
      now.setAttribute("x1", x);
      now.setAttribute("x2", x);
    },
  };
}

/**
 * Make the meter that shows the press and takes the keys.
 *
 * @param {Round} round
 */
function meter(round) {
  /** @param {number} press */
  const share = (press) => `${(100 * Math.min(press, round.top)) / round.top}%`;
  const fill = element("div", { class: "ts-fill" });
  const slider = element(
    "div",
    {
      class: "ts-slider",
      role: "slider",
      tabindex: 0,
      "aria-label": "Press",
      "aria-orientation": "vertical",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
    },
    fill,
    element("div", {
      class: "ts-slider-band",
      style: `bottom: ${share(round.low)}; height: ${share(round.high - round.low)}`,
    }),
    element("div", { class: "ts-slider-limit", style: `bottom: ${share(round.limit)}` }),
  );
  slider.append(
    ...round.levels.map((until, index) => {
      const middle = (until + (round.levels[index - 1] ?? 0)) / 2;
      const edge = until < round.top ? " ts-edge" : "";
      const box = `bottom: ${share(round.levels[index - 1] ?? 0)}; top: calc(100% - ${share(until)})`;
      return element("div", { class: `ts-step${edge}`, style: box }, middle < round.top ? `${index + 1}` : "");
    }),
  );
  const words = element("p", { class: "ts-reading", "aria-hidden": "true" });

  return {
    slider,
    words,

    /**
     * @param {number} press
     * @param {boolean} hidden whether the learner is to press without seeing
     */
    show(press, hidden) {
      const percent = Math.round(100 * press);
      const where = press > round.high ? "above" : press < round.low ? "below" : "in the band";
      const level = round.levels.findIndex((until) => press <= until + 1e-9) + 1;
      fill.style.height = hidden ? "0" : share(press);
      words.textContent = hidden ? "hidden" : press ? `${percent} % · level ${level} · ${where}` : "hand off";
      slider.setAttribute("aria-valuenow", String(percent));
      const spoken = press ? `${percent} percent, level ${level}, ${where}` : "hand off";
      slider.setAttribute("aria-valuetext", hidden ? "hidden until the end" : spoken);
    },
  };
}

/**
 * Show what Python said of the round.
 *
 * @param {Partial<Result>} result
 */
function verdict(result) {
  if (!result.status) return [];
  const unsafe = result.verdict === "unsafe";
  const scored = typeof result.points === "number";
  const losses = (result.deductions ?? []).map(({ happened, next_time, marks }) =>
    element(
      "li",
      {},
      element("span", { class: "ts-marks" }, `−${Math.round(marks)}`),
      element("span", {}, `${happened} `, element("b", {}, next_time)),
    ),
  );
  const parts = (result.parts ?? []).map(({ part, share, weight }) =>
    element(
      "li",
      {},
      element("span", {}, `${part} `),
      element("b", {}, String(Math.round(100 * share))),
      element("span", { class: "ts-quiet" }, ` counts ${Math.round(100 * weight)} %`),
    ),
  );
  return [
    element(
      "div",
      { class: `ts-verdict ${unsafe ? "ts-unsafe" : result.passed ? "ts-passed" : "ts-onward"}` },
      element("p", { class: "ts-score", "aria-hidden": "true" }, scored ? `${Math.round(result.points ?? 0)}` : "–"),
      element(
        "div",
        {},
        element("p", { class: "ts-headline" }, `${unsafe ? "⚠ " : scored ? "✓ " : ""}${result.headline}`),
        ...(result.vetoes ?? []).map(({ reason }) => element("p", {}, reason)),
        ...(result.reason ? [element("p", {}, result.reason)] : []),
      ),
    ),
    ...(losses.length ? [element("ul", { class: "ts-losses", "aria-label": "What cost points" }, ...losses)] : []),
    ...(parts.length ? [element("ul", { class: "ts-parts", "aria-label": "Parts of the score, of 100" }, ...parts)] : []),
    element("p", { class: "ts-quiet" }, result.claim ?? ""),
  ];
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

  const ids = `ts-drill-${Math.random().toString(36).slice(2)}`;
  const start = element("button", { type: "button", class: "ts-main" }, "Start round");
  const stop = element("button", { type: "button", disabled: true }, "Stop");
  const where = element(
    "select",
    { id: `${ids}-where` },
    ...map.zones.map(({ id, name, allows }) => element("option", { value: id }, `${name} (${allows})`)),
  );
  const sight = element(
    "select",
    { id: `${ids}-sight` },
    element("option", { value: "always" }, "show while I press"),
    element("option", { value: "hidden" }, "hide until the end"),
  );
  const here = element("p", { class: "ts-here" });
  const count = element("p", { class: "ts-count", "aria-hidden": "true" });
  const status = element("p", { class: "ts-status", role: "status" });
  const error = element("p", { class: "ts-error", role: "alert" });
  const outcome = element("div", { class: "ts-outcome" });

  /** The hand: how much it presses, where, and with what. */
  let press = 0;
  /** @type {Place | null} */
  let place = null;
  let device = "";
  /** The pointer that presses, with the height and press where its drag began. */
  let pointer = { id: -1, y: 0, pen: false, onMap: false };
  let keyTime = 0;

  /** The round: when it began, and what has been said of it. */
  let running = false;
  let began = 0;
  let phase = -1;
  let frameId = 0;
  let roundDevice = "";
  let sent = "";

  const chosen = () => map.zones.find(({ id }) => id === where.value) ?? map.zones[0];
  const hidden = () => running && sight.value === "hidden";

  /** @param {MapZone} zone */
  function tell(zone) {
    here.replaceChildren(element("b", {}, `${zone.name}: ${zone.allows}. `), zone.rule);
  }

  /**
   * Feel the hand: every event and every frame of a round comes through here.
   *
   * @param {number} at
   */
  function feel(at) {
    if (running) {
      const t = Math.min(Math.max(0, at - began), 1000 * round.seconds);
      samples.add(t, press, place);
      if (!hidden()) chart.extend(t, press);
      if (press > 0 && !roundDevice) roundDevice = device;
    }
  }

  function showHand() {
    gauge.show(press, hidden());
    drawing.show(place ?? chosen().spot, hidden() ? 0 : press);
  }

  /** @param {number} at */
  function lift(at) {
    press = 0;
    place = null;
    pointer.id = -1;
    feel(at);
    showHand();
  }

  /** @param {PointerEvent} event */
  function down(event) {
    if (event.button !== 0 || pointer.id !== -1) return;
    const onMap = event.currentTarget === drawing.svg;
    const found = onMap ? drawing.find(event) : { place: chosen().spot, zone: chosen() };
    if (!found.zone) return;
    event.preventDefault();
    /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
    pointer = { id: event.pointerId, y: event.clientY, pen: false, onMap };
    place = found.place;
    device = event.pointerType === "touch" ? "touch" : "mouse-drag";
    where.value = found.zone.id;
    tell(found.zone);
    read(event);
    showHand();
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (event.pointerId !== pointer.id) {
      const zone = pointer.id === -1 && drawing.find(event).zone;
      if (zone && event.currentTarget === drawing.svg) tell(zone);
      return;
    }
    // Missing where the page is not secure, such as plain http to a class server.
    const steps = event.getCoalescedEvents?.() ?? [];
    for (const step of steps.length ? steps : [event]) read(step);
    showHand();
  }

  /** @param {PointerEvent} event */
  function read(event) {
    // A pen without a sensor says 0.5 throughout: that one is dragged, like a mouse.
    if (event.pointerType === "pen" && event.pressure !== 0.5 && event.pressure > 0) {
      pointer.pen = true;
    }
    if (pointer.pen) {
      device = "pen";
      press = Math.min(1, Math.max(0, event.pressure));
      if (pointer.onMap) place = drawing.find(event).place;
    } else {
      press = Math.min(1, Math.max(0, (pointer.y - event.clientY) / DRAG_PIXELS));
    }
    feel(clock.at(event));
  }

  /** @param {PointerEvent} event */
  function up(event) {
    if (event.pointerId === pointer.id) lift(clock.at(event));
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const at = clock.at(event);
    // A held key moves on at a pace that suits the plan, whatever the keyboard's own rate.
    const held = (round.keySpeed * (at - keyTime)) / 1000;
    const step = event.repeat ? Math.min(KEY_STEP, held) : KEY_STEP;
    /** @type {Record<string, number>} */
    const moves = {
      ArrowUp: step,
      ArrowRight: step,
      ArrowDown: -step,
      ArrowLeft: -step,
      PageUp: PAGE_STEP,
      PageDown: -PAGE_STEP,
      Home: -1,
      End: -1,
      Escape: -1,
    };
    const change = moves[event.key];
    if (change === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    keyTime = at;
    press = Math.min(1, Math.max(0, press + change));
    if (press < 1e-6) {
      lift(at);
      return;
    }
    device = "keyboard";
    place = chosen().spot;
    feel(at);
    showHand();
  }

  function choose() {
    tell(chosen());
    if (place && device === "keyboard") place = chosen().spot;
    showHand();
  }

  /** @param {MouseEvent} event */
  function begin(event) {
    if (running) return;
    samples.empty();
    chart.clear();
    running = true;
    roundDevice = "";
    phase = -1;
    began = clock.now();
    sent = "";
    start.disabled = true;
    stop.disabled = false;
    sight.disabled = true;
    outcome.replaceChildren();
    drawing.blame([]);
    // Started by a key: the meter is what this hand needs next.
    (event.detail === 0 ? gauge.slider : stop).focus({ preventScroll: true });
    feel(began);
    frame(began);
  }

  /** @param {number} now */
  function frame(now) {
    if (!running) return;
    if (!el.isConnected) return halt("");
    const t = now - began;
    feel(now);
    if (t >= 1000 * round.seconds) return finish();
    chart.draw(t);
    const at = round.phases.findIndex(({ until }) => t < 1000 * until);
    const { name, say, until } = round.phases[at];
    count.textContent = `${name}: ${Math.ceil(until - t / 1000)} s`;
    if (at !== phase) {
      phase = at;
      status.textContent = say;
    }
    frameId = clock.request(frame);
  }

  /** @param {string} said */
  function halt(said) {
    clock.cancel(frameId);
    const hadFocus = document.activeElement === stop;
    running = false;
    start.disabled = false;
    stop.disabled = true;
    sight.disabled = false;
    start.textContent = "Again";
    if (hadFocus) start.focus({ preventScroll: true });
    count.textContent = "";
    status.textContent = said;
    chart.draw(-1);
    showHand();
  }

  function finish() {
    const taken = samples.taken();
    halt("The round is over. Python scores it now; if it is busy, the score comes afterwards.");
    sent = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    trail(taken);
    model.set("trace_meta", {
      recording: sent,
      device: roundDevice || device || "mouse-drag",
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

  for (const surface of [drawing.svg, gauge.slider]) {
    scope.listen(surface, "pointerdown", down);
    scope.listen(surface, "pointermove", move);
    scope.listen(surface, "pointerup", up);
    scope.listen(surface, "pointercancel", up);
  }
  scope.listen(gauge.slider, "keydown", key);
  scope.listen(gauge.slider, "blur", () => {
    if (device === "keyboard" && press > 0) lift(clock.now());
  });
  scope.listen(start, "click", begin);
  scope.listen(stop, "click", () => halt("Stopped. A round counts only when it runs to its end."));
  scope.listen(where, "change", choose);
  scope.watch(model, ["result"], showResult);
  scope.watch(model, ["error"], showError);
  scope.later(() => {
    running = false;
    clock.cancel(frameId);
  });

  where.value = round.zones[0];
  sight.value = model.get("feedback");
  tell(chosen());
  showHand();
  const kept = model.get("trace_bytes");
  if (kept?.byteLength) trail(new Float32Array(kept.buffer.slice(kept.byteOffset, kept.byteOffset + kept.byteLength)));
  else chart.draw(-1);
  showResult();
  showError();
  if (!status.textContent) status.textContent = "Ready when you are.";

  el.append(
    element(
      "div",
      { class: "tableside ts-drill", role: "group", "aria-label": round.title },
      element("p", { class: "ts-prompt" }, round.title),
      element("ol", { class: "ts-steps" }, ...round.steps.map((step) => element("li", {}, step))),
      element(
        "div",
        { class: "ts-sides" },
        element(
          "div",
          { class: "ts-left" },
          element(
            "div",
            { class: "ts-compass", "aria-hidden": "true" },
            element("span", {}, "client’s left"),
            element("span", {}, "head ↑"),
            element("span", {}, "client’s right"),
          ),
          drawing.svg,
          element(
            "ul",
            { class: "ts-key", "aria-label": "Marks on the map" },
            ...["no pressing", "level 1 at most", "level 2 at most", "level 3 at most"].map((words, level) =>
              element("li", {}, element("span", { class: `ts-swatch ts-swatch-${level}` }, level ? String(level) : "✕"), words),
            ),
          ),
          here,
        ),
        element(
          "div",
          { class: "ts-right" },
          element(
            "div",
            { class: "ts-controls" },
            start,
            stop,
            element("label", { for: sight.id }, "My line", sight),
            element("label", { class: "ts-where", for: where.id }, "Where", where),
          ),
          count,
          element("div", { class: "ts-live" }, chart.box, gauge.slider),
          gauge.words,
          status,
          outcome,
          error,
        ),
      ),
    ),
  );
  return () => scope.run();
}

export default { render };
