// @ts-check
// The page on which a student does what the class does: on a phone, a tablet, or in a notebook.
import { address, ask, follow } from "./connection.js";
import { activity } from "./activity.js";
import { outbox } from "./outbox.js";
import { button, make, newId, redraw, storage } from "./page.js";

/** @typedef {{id: string, number: number, name: string, token: string, title: string}} Me */

const ME = `tableside.class.me${new URL(address("")).pathname}`;
const kept = storage("localStorage");
const main = /** @type {HTMLElement} */ (document.getElementById("main"));

/** @param {string} [why] shown when somebody has to join again */
function joinForm(why = "") {
  const code = make("input", {
    id: "code",
    type: "text",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    required: true,
    maxlength: 12,
    value: decodeURIComponent(location.hash.slice(1)),
  });
  const name = make("input", { id: "name", type: "text", autocomplete: "off", maxlength: 40 });
  const codeLabel = make("label", { for: "code" }, "Code, as it stands on the board");
  const said = make("p", { class: "said", role: "alert" }, why);
  const form = make(
    "form",
    { class: "card join" },
    make("h1", {}, "Join the class"),
    codeLabel,
    code,
    make("label", { for: "name" }, "Name to show to your instructor"),
    name,
    make("p", { class: "quiet" }, "Leave the name empty to stay anonymous."),
    make("button", { type: "submit" }, "Join"),
    said,
  );
  const id = newId();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const shown = name.value.trim();
    try {
      const body = { code: code.value, name: shown, id, number: 0 };
      const { token, title } = await (await ask("/api/join", "", { body })).json();
      const me = { id, number: 1, name: shown, token, title };
      kept.write(ME, me);
      classPage(me);
    } catch (error) {
      const lost = error instanceof TypeError;
      code.setAttribute("aria-invalid", String(!lost));
      said.classList.add("refused");
      said.textContent = lost
        ? "The class cannot be reached. Are you in the same network as your instructor?"
        : String(/** @type {Error} */ (error).message);
    }
  });
  main.replaceChildren(form);
  (code.value ? name : code).focus();
  welcome(form, code, name, codeLabel);
}

/**
 * Fill in what the class knows already: behind a login it knows the code, and a name.
 *
 * @param {HTMLElement} form
 * @param {HTMLInputElement} code
 * @param {HTMLInputElement} name
 * @param {HTMLElement} codeLabel
 */
async function welcome(form, code, name, codeLabel) {
  try {
    const known = await (await ask("/api/welcome", "")).json();
    if (!form.isConnected) return;
    name.value ||= known.name;
    if (!known.code) return;
    code.value = known.code;
    code.hidden = codeLabel.hidden = true;
    name.focus();
  } catch {
    // Without it everything is typed.
  }
}

/** @param {Me} me */
function classPage(me) {
  const link = make("span", { class: "link", role: "status" }, "Connecting …");
  const title = make("h1", {}, me.title);
  const who = make("span", { class: "who" }, me.name || "Anonymous");
  const choice = make("nav", { "aria-label": "Activities", hidden: true });
  const place = make("div", { class: "place" });
  const wait = make("p", { class: "card wait" }, "Look to the front: the next activity starts soon.");
  const news = make("p", { class: "unseen", role: "status" });
  const leave = leaving(() => end("You left the class. Your results are kept."));
  let connected = false;
  let waiting = 0;
  let chosen = "";
  /** @type {any[]} */
  let runs = [];
  /** @type {ReturnType<typeof activity> | undefined} */
  let open;

  function tellLink() {
    const unsent = waiting === 1 ? "1 result waits here" : `${waiting} results wait here`;
    const state = connected ? "Connected" : "No connection: go on, nothing is lost";
    link.textContent = waiting ? `${state} · ${unsent}` : state;
    link.classList.toggle("lost", !connected);
  }

  const out = outbox(`tableside.class.outbox.${me.id}`, me.token, {
    taken: (message, answer) => open?.taken(message, answer),
    refused: (message, why) => open?.refused(message, why),
    waiting(count) {
      waiting = count;
      tellLink();
    },
  });

  function nextNumber() {
    me.number += 1;
    kept.write(ME, me);
    return me.number;
  }

  function turn() {
    const [first] = runs;
    const run = runs.find((each) => each.run === chosen) ?? first;
    const worked = place.contains(document.activeElement);
    if (open && open.run !== run?.run) {
      open.close();
      open = undefined;
    }
    const begins = run && !open;
    if (begins) open = activity(run, me.token, place, { send: out.send, nextNumber });
    open?.update(run);
    // Whoever worked in what is gone goes on at the head of what has come.
    if (begins && worked) open?.title.focus();
    const told = run ? `Now: ${run.title}` : "Nothing to do now.";
    if (news.textContent !== told) news.textContent = told;
    wait.hidden = run !== undefined;
    choice.hidden = runs.length < 2;
    redraw(
      choice,
      runs.map((each) =>
        button(
          each.sent ? `✓ ${each.title}` : each.title,
          () => {
            chosen = each.run;
            turn();
          },
          { "aria-pressed": String(each.run === run?.run), "data-key": each.run },
        ),
      ),
    );
  }

  /** @param {string} why */
  function end(why) {
    stop();
    out.stop();
    open?.close();
    kept.write(ME, null);
    joinForm(why);
  }

  const stop = follow("/api/me", me.token, {
    view(shown) {
      if (shown.gone) return end("This class is over and was deleted.");
      runs = shown.runs.map((/** @type {any} */ run) => ({
        ...run,
        // The two clocks may differ: what is left is counted from now on.
        left: run.ends === null ? null : run.ends - shown.now,
      }));
      return turn();
    },
    connected(well) {
      connected = well;
      tellLink();
      if (well) out.flush();
    },
    refused: (error) => end(`${error.message} Join again with the code on the board.`),
  });
  const head = make("header", {}, title, make("p", {}, who, " · ", link), leave);
  main.replaceChildren(head, news, choice, wait, place);
  main.focus();
}

/**
 * Make the button that leaves, which asks once more: whoever comes back is somebody new.
 *
 * @param {() => void} leave
 */
function leaving(leave) {
  const ask = button("Leave the class", () => turn(true));
  const sure = button("Yes, leave", leave);
  const question = make("span", { hidden: true }, "Leave for good? ", sure, " ", button("Stay", () => turn(false)));
  /** @param {boolean} asked */
  function turn(asked) {
    ask.hidden = asked;
    question.hidden = !asked;
    (asked ? sure : ask).focus();
  }
  return make("div", { class: "leave" }, ask, question);
}

/** @type {Me | null} */
const me = kept.read(ME);
if (me?.token) classPage(me);
else joinForm();
