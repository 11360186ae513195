// @ts-check
// One activity on a student's page: the widget, the time that is left, and what was sent.
import { ask } from "./connection.js";
import { localModel, roundOf, show } from "./host.js";
import { clockTime, make, newId, storage } from "./page.js";
import { sessionTalk } from "./session.js";

/** What a question without an answer of one trait tells: the trait that holds it. */
const HOLDS = /** @type {Record<string, string>} */ ({ plan: "parts" });

/**
 * @param {any} first what the class says of the run
 * @param {string} token
 * @param {HTMLElement} place
 * @param {{send: (message: any) => void, nextNumber: () => number}} out
 */
export function activity(first, token, place, out) {
  const kept = storage("sessionStorage");
  const draftKey = `tableside.class.draft.${first.run}`;
  const title = make("h2", { tabindex: -1 }, first.title);
  const time = make("p", { class: "time", hidden: true });
  const box = make("div", { class: "widget" }, make("p", {}, "Loading …"));
  const send = make("button", { type: "button", class: "send", hidden: true }, "Send my answer");
  const said = make("p", { class: "said", role: "status" });
  const told = make("div", { class: "card told", role: "status", hidden: true });
  const isDrill = first.kind === "drill";
  const isSession = first.kind === "session";
  // Every other screen says itself what it asks for.
  const prompt = make("p", { class: "asked", hidden: !isSession }, first.prompt);
  // It stays in sight below a long activity.
  const foot = make("div", { class: "foot" }, said, send);
  const card = make("section", { class: "activity" }, title, prompt, time, told, box, foot);
  const holds = HOLDS[first.kind] ?? "answer";

  let run = first;
  let end = 0;
  let closed = false;
  let ended = false;
  let phase = "";
  let toldText = "";
  /** @type {any} */
  let draft = kept.read(draftKey);
  /** @type {ReturnType<typeof localModel> | undefined} */
  let host;
  /** @type {(() => void) | undefined} */
  let leave;

  const talk = isSession
    ? sessionTalk(first.run, token, {
        tell: (news) => host?.tell(news),
        send(id, log, over) {
          const work = { kind: "session", log: JSON.stringify(log) };
          out.send({ id, run: first.run, number: out.nextNumber(), work });
          ended = over;
          if (over) said.textContent = "Your session is on its way.";
        },
      })
    : undefined;

  /** @param {Record<string, any>} changes */
  function changed(changes) {
    if (talk) return talk.ask(changes.requests ?? []);
    if (isDrill) return sendRound(changes);
    if (!(holds in changes)) return undefined;
    draft = changes[holds];
    kept.write(draftKey, draft);
    send.disabled = false;
    said.textContent = "Not sent yet.";
    if (first.kind === "plan") checkPlan();
    return undefined;
  }

  /** @param {Record<string, any>} changes */
  function sendRound(changes) {
    const round = roundOf(changes);
    if (!round) return;
    const id = `r-${round.recording}`.replace(/[^A-Za-z0-9_.-]/g, "-").slice(0, 60);
    out.send({ id, run: run.run, number: out.nextNumber(), work: round.work });
    said.textContent = "Your round is on its way.";
  }

  /** Ask what the parts of a plan lack; without a network that is told when it is sent. */
  async function checkPlan() {
    try {
      const body = { run: first.run, parts: draft };
      const { news } = await (await ask("/api/play", token, { body })).json();
      host?.tell(news);
    } catch {
      host?.tell({ faults: {} });
    }
  }

  send.addEventListener("click", () => {
    const answer = holds === "answer" ? draft : { [holds]: draft };
    const work = { kind: "answer", answer };
    out.send({ id: newId(), run: run.run, number: out.nextNumber(), work });
    send.disabled = true;
    said.textContent = "Your answer is on its way.";
  });

  async function load() {
    for (let wait = 500; !closed; wait = Math.min(8000, 2 * wait)) {
      try {
        const asked = await ask(`/api/screen?run=${encodeURIComponent(first.run)}`, token);
        const { kind, state } = await asked.json();
        if (closed) return;
        if (draft !== null) state[holds] = draft;
        host = localModel({ ...state, trace_bytes: null, trace_meta: {} }, changed);
        box.replaceChildren();
        leave = await show(kind, host.model, box);
        if (closed) leave();
        send.hidden = isDrill || isSession;
        send.disabled = draft === null && first.kind !== "order";
        if (first.kind === "order" && draft === null) draft = state.answer;
        if (first.kind === "plan" && draft !== null) checkPlan();
        talk?.begin();
        return;
      } catch {
        await new Promise((done) => setTimeout(done, wait));
      }
    }
  }

  /** @param {string} words said once, however often they come */
  function say(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  function tick() {
    if (run.left === null) return;
    const left = (end - performance.now()) / 1000;
    time.textContent = left > 0 ? `${clockTime(left)} left` : "The time is up.";
  }

  const timer = setInterval(tick, 500);
  place.replaceChildren(card);
  load();
  return {
    run: first.run,
    title,

    /** @param {any} now what the class says of the run by now */
    update(now) {
      run = now;
      end = performance.now() + 1000 * (now.left ?? 0);
      time.hidden = now.left === null || now.phase !== "open";
      tick();
      const shut = now.phase !== "open";
      // A session's clock stands still as well while its student cannot touch it.
      if (shut) box.querySelector(/** @type {"button"} */ ("button.ts-session-speed"))?.click();
      talk?.turn(!shut);
      box.toggleAttribute("inert", shut);
      send.toggleAttribute("inert", shut);
      card.classList.toggle("shut", shut);
      card.classList.toggle("ended", now.ended);
      if (now.phase === "paused") say("Pause: look to the front.");
      else if (now.ended) say(now.sent ? "Closed. Yours was taken." : "Closed. Nothing of yours was sent.");
      else if (phase && phase !== now.phase) say("Go on.");
      phase = now.phase;
      told.hidden = !now.told;
      const lines = now.told ?? [];
      if (lines.join() === toldText) return;
      toldText = lines.join();
      told.replaceChildren(...lines.map((/** @type {string} */ line) => make("p", {}, line)));
    },

    /** @param {any} message @param {any} answer */
    taken(message, answer) {
      if (message.run !== first.run) return;
      const sent = isSession
        ? `${ended ? "Sent: your whole session is kept" : "Kept as far as you have come"}.`
        : "Sent. You can send again as long as it is open.";
      said.textContent = answer.counts
        ? sent
        : "It came after the end: it is kept, and marked as late.";
      if (isDrill) {
        const recording = message.id.slice(2);
        const answered = [...(host?.model.get("answered") ?? []), recording].slice(-20);
        host?.tell({ result: { ...answer.score, recording }, answered, error: "" });
      }
    },

    /** @param {any} message @param {string} why */
    refused(message, why) {
      if (message.run !== first.run) return;
      said.textContent = why;
      send.disabled = false;
      if (isDrill) host?.tell({ error: why, answered: [message.id.slice(2)] });
    },

    close() {
      closed = true;
      talk?.stop();
      clearInterval(timer);
      leave?.();
      card.remove();
    },
  };
}
