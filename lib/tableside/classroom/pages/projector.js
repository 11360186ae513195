// @ts-check
// What the whole room sees: large, without names, and results only once they are revealed.
import { panels, qrCode, ring } from "./charts.js";
import { clockTime, make } from "./page.js";
import { staffPage } from "./staff.js";

staffPage((about) => {
  const join = make(
    "aside",
    { class: "card invite", "aria-label": "How to join" },
    make("div", { class: "qr" }, qrCode(about.qr, about.address)),
    make("p", {}, make("span", { class: "address" }, about.address)),
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
  setInterval(() => {
    const left = (end - performance.now()) / 1000;
    time.textContent = runs ? (left > 0 ? clockTime(left) : "Time is up") : "";
  }, 500);

  return {
    nodes: [
      make("header", {}, make("div", {}, title, prompt, time), progress, join),
      link,
      board,
    ],

    /** @param {any} shown */
    view(shown) {
      const { run } = shown;
      document.body.classList.toggle("waiting", !run);
      title.textContent = run ? run.title : about.title;
      prompt.textContent = run
        ? { open: run.prompt, paused: "Pause: look to the front.", locked: "Closed.", closed: "Closed." }[
            /** @type {"open"} */ (run.phase)
          ]
        : `${shown.there} here. Join with the code, or with the camera of your phone.`;
      runs = run?.phase === "open" && run.ends !== null;
      end = performance.now() + 1000 * ((run?.ends ?? 0) - shown.now);
      progress.replaceChildren(...(run ? [ring(shown.done, shown.there)] : []));
      const few = "Too few results to show them together: it takes five.";
      const found = shown.board
        ? panels(shown.board, about.map, { replay: shown.replay })
        : [];
      if (shown.board && !shown.board.enough) found.push(make("p", { class: "card" }, few));
      board.replaceChildren(...found);
    },

    /** @param {boolean} well */
    connected(well) {
      link.textContent = well ? "" : "No connection to the class server; trying again …";
    },
  };
});
