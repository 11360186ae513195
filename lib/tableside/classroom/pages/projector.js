// @ts-check
// What the whole room sees: large, without names, and results only once they are revealed.
import { panels, qrCode, ring, storyPanel } from "./charts.js";
import { clockTime, make } from "./page.js";
import { staffPage } from "./staff.js";

const FEW = "Too few results to show them together: it takes five.";

const NOTHING = "There is no picture of these answers: your instructor shows some of them here.";

const PHASES = { paused: "Pause", locked: "Closed", closed: "Closed" };

/** @param {string} address as somebody would type it */
const typed = (address) => address.replace(/^http:\/\//, "");

function howToJoin() {
  return make(
    "ol",
    { class: "how" },
    make("li", {}, "Scan the square with your phone, or open the address in any browser."),
    make("li", {}, "Type the code. Whether you say your name is up to you."),
  );
}

/**
 * Lay the panels out so that all of them are seen at once: nobody scrolls a projector.
 *
 * @param {HTMLElement[]} found
 */
function arranged(found) {
  const allSaid = found.some((each) => each.matches(".says-all"));
  const again = found.filter((each) => each.matches(".again"));
  const tall = found.filter((each) => each.matches(".tall"));
  const others = found.filter((each) => !each.matches(allSaid ? ".again, .tall, .points" : ".again, .tall"));
  const stack = others.length ? [make("div", { class: "stack" }, ...others)] : [];
  return [...stack, ...tall, ...again];
}

/**
 * Take from the least important end what has no room in a list of misconceptions: first how to
 * do it next time, then whole ones.
 *
 * @param {HTMLElement} panel
 */
function fit(panel) {
  const next = [...panel.querySelectorAll(".next-time")].reverse();
  const whole = [...panel.querySelectorAll(".rules > li")].slice(1).reverse();
  for (const each of [...next, ...whole]) {
    if (panel.scrollHeight <= panel.clientHeight + 1) return;
    each.remove();
  }
}

staffPage((about) => {
  const invite = make(
    "aside",
    { class: "card invite", "aria-label": "How to join" },
    make("div", { class: "qr" }, qrCode(about.qr, about.address)),
    make("p", { class: "address" }, typed(about.address)),
    make("p", { class: "code" }, about.code),
  );
  const title = make("h1", {}, about.title);
  const prompt = make("p", { class: "prompt" });
  const how = howToJoin();
  const here = make("p", { class: "here" });
  const time = make("p", { class: "time", role: "timer" });
  const phase = make("p", { class: "phase", role: "status" });
  const progress = make("div", { class: "ring" });
  const stage = make("div", { class: "stage" }, progress, make("div", { class: "state" }, time, phase));
  const board = make("div", { class: "board" });
  const link = make("p", { class: "link", role: "status" });
  let end = 0;
  let runs = false;
  let drawn = "";
  setInterval(tick, 500);

  function tick() {
    const left = (end - performance.now()) / 1000;
    time.textContent = runs ? (left > 0 ? clockTime(left) : "Time is up") : "";
  }

  /** @param {any} shown */
  function drawBoard(shown) {
    const text = JSON.stringify([shown.board, shown.replay]);
    // Drawn anew it would begin its replay once more.
    if (text === drawn) return;
    drawn = text;
    board.hidden = !shown.board;
    if (!shown.board) return board.replaceChildren();
    const { line = [], story = [] } = shown.replay ?? {};
    let found = panels(shown.board, about.map, { replay: line });
    // One answer in words needs the room of all the pictures.
    if (story.length) found = [storyPanel(story), ...found.filter((each) => each.matches(".again"))];
    if (!found.length) found.push(make("p", { class: "card few" }, shown.board.enough ? NOTHING : FEW));
    board.replaceChildren(...arranged(found));
    return found.filter((each) => each.matches(".again")).forEach(fit);
  }

  return {
    nodes: [make("header", {}, title, prompt, how, here), stage, invite, board, link],

    /** @param {any} shown */
    view(shown) {
      const { run } = shown;
      document.body.classList.toggle("waiting", !run);
      document.body.classList.toggle("revealed", Boolean(shown.board));
      title.textContent = run ? run.title : about.title;
      prompt.textContent = run ? run.prompt : "";
      how.hidden = here.hidden = Boolean(run);
      here.textContent = shown.there === 1 ? "1 is here." : `${shown.there} are here.`;
      stage.hidden = !run;
      phase.textContent = PHASES[/** @type {"paused"} */ (run?.phase)] ?? "";
      runs = run?.phase === "open" && run.ends !== null;
      end = performance.now() + 1000 * ((run?.ends ?? 0) - shown.now);
      tick();
      progress.replaceChildren(...(run ? [ring(shown.done, shown.there)] : []));
      drawBoard(shown);
    },

    /** @param {boolean} well */
    connected(well) {
      link.textContent = well ? "" : "No connection to the class server; trying again …";
    },
  };
});
