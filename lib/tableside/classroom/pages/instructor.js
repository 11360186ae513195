// @ts-check
// Where the instructor drives the class, and sees how everybody does.
import { panels, ring } from "./charts.js";
import { ask } from "./connection.js";
import { invitation } from "./invitation.js";
import { button, clockTime, make, newId, redraw } from "./page.js";
import { staffPage } from "./staff.js";

const STATUS = {
  stuck: "⏳ stuck?",
  unsafe: "⚠ unsafe",
  working: "… working",
  done: "✓ done",
  here: "● here",
  away: "○ away",
};

const PHASES = {
  open: "Open",
  paused: "Paused: nobody can touch it",
  locked: "Locked: nothing more is taken",
  closed: "Closed for good",
};

/** Tells spreadsheet programs that names with accents follow. */
const UTF8 = "\uFEFF";

const TIMES = /** @type {const} */ ([
  [0, "no limit"],
  [60, "1 minute"],
  [120, "2 minutes"],
  [180, "3 minutes"],
  [300, "5 minutes"],
  [600, "10 minutes"],
  [1800, "30 minutes"],
]);

/** Which button stands where one was that is gone, so that the keyboard stays there. */
const INSTEAD = /** @type {Record<string, string>} */ ({
  pause: "resume",
  resume: "pause",
  lock: "resume",
  reveal: "hide",
  hide: "reveal",
});

/** @param {any[]} members @returns {any[]} whoever needs somebody comes first */
function sorted(members) {
  const order = Object.keys(STATUS);
  return [...members].sort(
    (a, b) =>
      order.indexOf(a.status) - order.indexOf(b.status) ||
      a.name.localeCompare(b.name, undefined, { numeric: true }),
  );
}

staffPage((about, token) => {
  const said = make("p", { class: "said", role: "status" });
  const link = make("p", { class: "link", role: "status" });
  const now = make("h2", { tabindex: -1 });
  const phase = make("p", { class: "phase" });
  const turned = make("p", { class: "unseen", role: "status" });
  const progress = make("div", { class: "ring" });
  const members = make("tbody");
  const tally = make("p", { class: "quiet tally" });
  const board = make("div", { class: "board" });
  const which = make("select", { id: "which" });
  /** @type {Map<string, any[]>} */
  const groups = new Map();
  for (const each of about.activities) {
    groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  }
  for (const [label, activities] of groups) {
    const options = activities.map(({ id, title }) => make("option", { value: id }, title));
    which.append(make("optgroup", { label }, ...options));
  }
  const minutes = make("select", { id: "minutes" });
  minutes.append(...TIMES.map(([value, words]) => make("option", { value }, words)));
  const earlier = make("select", { id: "earlier" });
  /** @type {any} */
  let shown = { run: null, runs: [], members: [] };
  let fresh = true;
  let end = 0;
  let boardText = "";
  let membersText = "";

  /** @param {string} act @param {object} [more] */
  async function drive(act, more = {}) {
    const body = { id: newId(), act, run: shown.run?.run ?? "", ...more };
    // The same id each time: what was done already is not done twice.
    for (let tries = 0; tries < 4; tries += 1) {
      try {
        await ask("/api/drive", token, { body });
        said.textContent = "";
        return;
      } catch (error) {
        said.textContent = String(/** @type {Error} */ (error).message);
        if (!(error instanceof TypeError)) return;
        await new Promise((done) => setTimeout(done, 800));
      }
    }
  }

  /** @param {string} path @param {string} name @param {string} [mark] what stands before it */
  async function download(path, name, mark = "") {
    try {
      const file = new Blob([mark, await (await ask(path, token)).blob()]);
      const href = URL.createObjectURL(file);
      make("a", { href, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(href), 10000);
    } catch (error) {
      said.textContent = String(/** @type {Error} */ (error).message);
    }
  }

  const start = button(
    "Start",
    () => drive("start", { run: "", question: which.value, seconds: Number(minutes.value) }),
    { class: "main" },
  );
  const acts = {
    pause: button("Pause", () => drive("pause")),
    resume: button("Go on", () => drive("resume")),
    extend: button("One minute more", () => drive("extend", { seconds: 60 })),
    lock: button("Lock", () => drive("lock")),
    reveal: button("Reveal on the projector", () => drive("reveal")),
    hide: button("Hide again", () => drive("hide")),
    close: button("Close", () => drive("close")),
    next: button("Next", () => drive("next", { run: "" })),
  };
  const pace = button("Let students choose", () =>
    drive("pace", { run: "", pace: shown.pace === "student" ? "instructor" : "student" }),
  );
  const paced = make(
    "p",
    { class: "quiet", hidden: true },
    "Students choose among all that is open. Start as many as you like.",
  );
  const remove = button("Delete this class …", async () => {
    if (!confirm("Delete this class with all names and results? It cannot be brought back.")) return;
    try {
      await ask("/api/class", token, { method: "DELETE" });
    } catch (error) {
      said.textContent = String(/** @type {Error} */ (error).message);
    }
  });
  const invite = invitation(about);
  const back = make(
    "div",
    { class: "back", hidden: true },
    make("label", { for: "earlier" }, "Done before"),
    earlier,
    button("Bring it back", () => drive("show", { run: earlier.value })),
  );

  setInterval(tick, 300);

  function tick() {
    const run = shown.run;
    if (!run) return;
    const left = (end - performance.now()) / 1000;
    const time = left > 0 ? `${clockTime(left)} left` : "the time is up";
    const parts = [PHASES[/** @type {"open"} */ (run.phase)]];
    if (run.phase === "open" && run.ends !== null) parts.push(time);
    if (run.revealed) parts.push("everybody sees the results");
    if (shown.late) parts.push(`${shown.late} late`);
    phase.textContent = parts.join(" · ");
  }

  function drawActs() {
    const run = shown.run;
    const going = run && !run.ended;
    const [held] = Object.entries(acts).find(([, each]) => each === document.activeElement) ?? [];
    acts.pause.hidden = run?.phase !== "open";
    acts.resume.hidden = !["paused", "locked"].includes(run?.phase) || run.revealed;
    acts.extend.hidden = !going || run.ends === null;
    acts.lock.hidden = !going;
    acts.reveal.hidden = !run || run.revealed;
    acts.hide.hidden = !run?.revealed;
    acts.close.hidden = !run || run.phase === "closed";
    acts.next.hidden = !run;
    pace.textContent = shown.pace === "student" ? "Lead the class again" : "Let students choose";
    paced.hidden = shown.pace !== "student";
    if (held !== undefined) keepFocus(held);
  }

  /** @param {string} held the button that had the focus */
  function keepFocus(held) {
    const all = /** @type {Record<string, HTMLElement>} */ (acts);
    if (!all[held]?.hidden) return;
    const other = all[INSTEAD[held] ?? ""];
    (other && !other.hidden ? other : now).focus();
  }

  function drawEarlier() {
    const runs = shown.runs.filter((/** @type {any} */ { run }) => run !== shown.run?.run);
    const known = [...earlier.options].map(({ value, text }) => value + text).join();
    const options = runs.map((/** @type {any} */ { run, title, number }) =>
      make("option", { value: run }, `${number}. ${title}`),
    );
    back.hidden = !runs.length;
    if (options.map((/** @type {any} */ { value, text }) => value + text).join() === known) return;
    earlier.replaceChildren(...options);
  }

  function drawRun() {
    const run = shown.run;
    now.textContent = run?.title ?? "Nothing is running";
    progress.replaceChildren(...(run ? [ring(shown.done, shown.there)] : []));
    if (!run) phase.textContent = "Choose an activity above, and start it for everybody.";
    const told = run ? `${run.title}: ${PHASES[/** @type {"open"} */ (run.phase)]}` : "Nothing is running";
    if (turned.textContent !== told) turned.textContent = told;
    tick();
  }

  /** @param {any} each somebody in the class */
  function memberRow(each) {
    const status = STATUS[/** @type {"done"} */ (each.status)];
    const there = each.result !== "" && each.result === shown.replayed;
    const replay = button("Show", () => drive("replay", { result: there ? "" : each.result }), {
      "aria-label": `Show this result on the projector without a name: ${each.name}`,
      "aria-pressed": String(there),
      "data-key": `show-${each.id}`,
    });
    replay.hidden = !each.result || !shown.run?.revealed;
    return make(
      "tr",
      { class: each.status },
      make("th", { scope: "row" }, each.name),
      make("td", {}, status, each.late ? " (late)" : ""),
      make("td", {}, each.told),
      make("td", {}, replay),
    );
  }

  function drawMembers() {
    const text = JSON.stringify([shown.members, shown.run?.revealed, shown.replayed]);
    if (text === membersText) return;
    membersText = text;
    const counts = Object.entries(STATUS)
      .map(([status, words]) => {
        const count = shown.members.filter((/** @type {any} */ each) => each.status === status).length;
        return count ? `${count} ${words}` : "";
      })
      .filter(Boolean);
    tally.textContent = counts.join(" · ");
    redraw(members, shown.members.map(memberRow));
  }

  function again() {
    const question = shown.run?.question;
    if (question) drive("start", { run: "", question, seconds: Number(minutes.value) });
  }

  function drawBoard() {
    const text = JSON.stringify(shown.board ?? null);
    if (text === boardText) return;
    boardText = text;
    const few = `${shown.board?.count} of the five results that it takes to show them together.`;
    if (!shown.board) redraw(board, []);
    else if (shown.board.enough) redraw(board, panels(shown.board, about.map, { again }));
    else redraw(board, [make("p", { class: "card" }, few)]);
  }

  const table = make(
    "table",
    { class: "members" },
    make("caption", {}, "Who is here"),
    make("thead", {}, make("tr", {}, ...["Name", "Status", "Result", "Projector"].map((each) => make("th", { scope: "col" }, each)))),
    members,
  );
  const choose = make(
    "section",
    { class: "card choose", "aria-label": "Start an activity" },
    make("div", { class: "field grows" }, make("label", { for: "which" }, "Activity"), which),
    make("div", { class: "field" }, make("label", { for: "minutes" }, "Time"), minutes),
    start,
    pace,
    paced,
  );
  const running = make("section", { class: "card running", "aria-label": "What runs now" });
  running.append(make("div", {}, now, phase, turned, make("div", { class: "acts" }, ...Object.values(acts)), back), progress);
  const after = make(
    "section",
    { class: "card after", "aria-label": "After class" },
    make("h2", {}, "After class"),
    button("Results as CSV", () => download("/api/results.csv", "results.csv", UTF8)),
    button("Debrief notebook", () => download("/api/debrief.ipynb", "debrief.ipynb")),
    remove,
  );
  return {
    nodes: [
      make("header", {}, make("h1", {}, about.title), link, said),
      make("div", { class: "columns" }, make("div", {}, choose, running, board), make("div", {}, invite, make("section", { class: "card students", tabindex: 0, "aria-label": "Students" }, tally, table), after)),
    ],

    /** @param {any} news */
    view(news) {
      // Once the class is at work there are other things to look at.
      if (news.run && !shown.run && fresh) invite.open = fresh = false;
      shown = { ...news, members: sorted(news.members) };
      end = performance.now() + 1000 * ((news.run?.ends ?? 0) - news.now);
      drawRun();
      drawActs();
      drawEarlier();
      drawMembers();
      drawBoard();
    },

    /** @param {boolean} well */
    connected(well) {
      link.textContent = well ? "" : "No connection to the class server; trying again …";
    },
  };
});
