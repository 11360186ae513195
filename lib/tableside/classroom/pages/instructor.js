// @ts-check
// Where the instructor drives the class, and sees how everybody does.
import { afterClass } from "./after_class.js";
import { panels } from "./charts.js";
import { driver } from "./driving.js";
import { invitation } from "./invitation.js";
import { make, redraw } from "./page.js";
import { roster } from "./roster.js";
import { running } from "./running.js";
import { staffPage } from "./staff.js";
import { starting } from "./starting.js";

/**
 * @param {any} map the back
 * @param {(question: string) => void} start starts an activity
 */
function results(map, start) {
  const node = make("div", { class: "board" });
  let known = "";
  let question = "";
  const again = () => start(question);

  return {
    node,

    /** @param {any} shown the instructor's view */
    draw(shown) {
      question = shown.run?.question;
      const text = JSON.stringify(shown.board ?? null);
      if (text === known) return;
      known = text;
      const few = `${shown.board?.count} of the five results that it takes to show them together.`;
      if (!shown.board) redraw(node, []);
      else if (shown.board.enough) redraw(node, panels(shown.board, map, { again }));
      else redraw(node, [make("p", { class: "card" }, few)]);
    },
  };
}

staffPage((about, token) => {
  const said = make("p", { class: "said", role: "status" });
  const link = make("p", { class: "link", role: "status" });
  const say = (/** @type {string} */ why) => (said.textContent = why);
  const drive = driver(token, say);
  const choose = starting(about.activities, drive);
  const now = running(drive);
  const board = results(about.map, choose.start);
  const students = roster(drive);
  const invite = invitation(about);
  let begun = false;

  return {
    nodes: [
      make("header", {}, make("h1", {}, about.title), link, said),
      make(
        "div",
        { class: "columns" },
        make("div", {}, choose.node, now.node, board.node),
        make("div", {}, invite, students.node, afterClass(token, say)),
      ),
    ],

    /** @param {any} shown */
    view(shown) {
      // Once the class is at work there are other things to look at.
      if (shown.run && !begun) invite.open = false;
      begun ||= Boolean(shown.run);
      for (const part of [choose, now, board, students]) part.draw(shown);
    },

    /** @param {boolean} well */
    connected(well) {
      link.textContent = well ? "" : "No connection to the class server; trying again …";
    },
  };
});
