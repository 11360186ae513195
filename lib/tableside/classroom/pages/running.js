// @ts-check
// What the class does now, on the instructor's page, and what the instructor can do with it.
import { ring } from "./charts.js";
import { button, clockTime, make } from "./page.js";

const PHASES = {
  open: "Open",
  paused: "Paused: nobody can touch it",
  locked: "Locked: nothing more is taken",
  closed: "Closed for good",
};

/** Which button stands where one was that is gone, so that the keyboard stays there. */
const INSTEAD = /** @type {Record<string, string>} */ ({
  pause: "resume",
  resume: "pause",
  lock: "resume",
  reveal: "hide",
  hide: "reveal",
});

/** @param {any} run @returns {string} what may be done with it */
const phaseOf = (run) => PHASES[/** @type {"open"} */ (run.phase)];

/** @param {any} run @returns {Record<string, boolean>} which buttons make sense by now */
function possible(run) {
  const going = Boolean(run && !run.ended);
  return {
    pause: run?.phase === "open",
    resume: ["paused", "locked"].includes(run?.phase) && !run.revealed,
    extend: going && run.ends !== null,
    lock: going,
    reveal: Boolean(run && !run.revealed),
    hide: Boolean(run?.revealed),
    close: Boolean(run && run.phase !== "closed"),
    next: Boolean(run),
  };
}

/** @param {any} run @param {number} end when the time is up, on this page's clock @param {number} late */
function phaseText(run, end, late) {
  const left = (end - performance.now()) / 1000;
  const parts = [phaseOf(run)];
  if (run.phase === "open" && run.ends !== null) {
    parts.push(left > 0 ? `${clockTime(left)} left` : "the time is up");
  }
  if (run.revealed) parts.push("everybody sees the results");
  if (late) parts.push(`${late} late`);
  return parts.join(" · ");
}

/**
 * Make the buttons for what runs.
 *
 * @param {(act: string, more?: object) => void} act
 * @param {HTMLElement} last where the keyboard goes if no button is left for it
 */
function buttons(act, last) {
  const acts = /** @type {Record<string, HTMLButtonElement>} */ ({
    pause: button("Pause", () => act("pause")),
    resume: button("Go on", () => act("resume")),
    extend: button("One minute more", () => act("extend", { seconds: 60 })),
    lock: button("Lock", () => act("lock")),
    reveal: button("Reveal on the projector", () => act("reveal")),
    hide: button("Hide again", () => act("hide")),
    close: button("Close", () => act("close")),
    next: button("Next", () => act("next", { run: "" })),
  });

  return {
    node: make("div", { class: "acts" }, ...Object.values(acts)),

    /** @param {any} run */
    draw(run) {
      const held = Object.keys(acts).find((name) => acts[name] === document.activeElement);
      for (const [name, can] of Object.entries(possible(run))) {
        /** @type {HTMLButtonElement} */ (acts[name]).hidden = !can;
      }
      if (held === undefined || !acts[held]?.hidden) return;
      const other = acts[INSTEAD[held] ?? ""];
      (other && !other.hidden ? other : last).focus();
    },
  };
}

/** @param {import("./driving.js").Drive} drive */
function doneBefore(drive) {
  const earlier = make("select", { id: "earlier" });
  const node = make(
    "div",
    { class: "back", hidden: true },
    make("label", { for: "earlier" }, "Done before"),
    earlier,
    button("Bring it back", () => drive("show", { run: earlier.value })),
  );
  let known = "";

  return {
    node,

    /** @param {any} shown the instructor's view */
    draw(shown) {
      const runs = shown.runs.filter((/** @type {any} */ { run }) => run !== shown.run?.run);
      node.hidden = !runs.length;
      if (JSON.stringify(runs) === known) return; // a list that is open stays so
      known = JSON.stringify(runs);
      const options = runs.map((/** @type {any} */ { run, title, number }) =>
        make("option", { value: run }, `${number}. ${title}`),
      );
      earlier.replaceChildren(...options);
    },
  };
}

/** @param {import("./driving.js").Drive} drive */
export function running(drive) {
  const title = make("h2", { tabindex: -1 });
  const phase = make("p", { class: "phase" });
  const turned = make("p", { class: "unseen", role: "status" });
  const progress = make("div", { class: "ring" });
  /** @type {any} */
  let shown = { run: null };
  let end = 0;
  const acts = buttons((act, more) => drive(act, { run: shown.run.run, ...more }), title);
  const before = doneBefore(drive);

  setInterval(tick, 300);

  function tick() {
    phase.textContent = shown.run
      ? phaseText(shown.run, end, shown.late)
      : "Choose an activity above, and start it for everybody.";
  }

  return {
    node: make(
      "section",
      { class: "card running", "aria-label": "What runs now" },
      make("div", {}, title, phase, turned, acts.node, before.node),
      progress,
    ),

    /** @param {any} news the instructor's view */
    draw(news) {
      shown = news;
      const run = news.run;
      end = performance.now() + 1000 * ((run?.ends ?? 0) - news.now);
      title.textContent = run?.title ?? "Nothing is running";
      progress.replaceChildren(...(run ? [ring(news.done, news.there)] : []));
      const told = run ? `${run.title}: ${phaseOf(run)}` : "Nothing is running";
      if (turned.textContent !== told) turned.textContent = told;
      tick();
      acts.draw(run);
      before.draw(news);
    },
  };
}
