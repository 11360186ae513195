// @ts-check
// What the whole room sees: large, without names, and results only once they are revealed.
import { panels, qrCode, ring, storyPanel } from "./charts.js";
import { clockTime, make } from "./page.js";
import { staffPage } from "./staff.js";

const FEW = "Too few results to show them together: it takes five.";

const PHASES = { paused: "Pause: look to the front.", locked: "Closed.", closed: "Closed." };

staffPage((about) => {
  const invite = make(
    "aside",
    { class: "card invite", "aria-label": "How to join" },
    make("div", { class: "qr" }, qrCode(about.qr, about.address)),
    make("p", { class: "address" }, about.address),
    make("p", { class: "code" }, about.code),
  );
  const title = make("h1", {}, about.title);
  const prompt = make("p", { class: "prompt" });
  const time = make("p", { class: "time", role: "timer" });
  const progress = make("div", { class: "ring" });
  const board = make("div", { class: "board" });
  const link = make("p", { class: "link", role: "status" });
  let end = 0;
  let runs = false;
  let drawn = "";
  setInterval(() => {
    const left = (end - performance.now()) / 1000;
    time.textContent = runs ? (left > 0 ? clockTime(left) : "Time is up") : "";
  }, 500);

  /** @param {any} shown */
  function drawBoard(shown) {
    const text = JSON.stringify([shown.board, shown.replay]);
    // Drawn anew it would begin its replay once more.
    if (text === drawn) return;
    drawn = text;
    const { line = [], story = [] } = shown.replay ?? {};
    const found = shown.board ? panels(shown.board, about.map, { replay: line }) : [];
    if (story.length) found.unshift(storyPanel(story));
    if (shown.board && !shown.board.enough) found.push(make("p", { class: "card few" }, FEW));
    board.replaceChildren(...found);
  }

  return {
    nodes: [make("header", {}, title, prompt), time, progress, invite, link, board],

    /** @param {any} shown */
    view(shown) {
      const { run } = shown;
      document.body.classList.toggle("waiting", !run);
      document.body.classList.toggle("revealed", Boolean(shown.board));
      title.textContent = run ? run.title : about.title;
      prompt.textContent = run
        ? (PHASES[/** @type {"paused"} */ (run.phase)] ?? run.prompt)
        : `${shown.there} here. Join with the code, or with the camera of your phone.`;
      runs = run?.phase === "open" && run.ends !== null;
      end = performance.now() + 1000 * ((run?.ends ?? 0) - shown.now);
      progress.replaceChildren(...(run ? [ring(shown.done, shown.there)] : []));
      drawBoard(shown);
    },

    /** @param {boolean} well */
    connected(well) {
      link.textContent = well ? "" : "No connection to the class server; trying again …";
    },
  };
});
