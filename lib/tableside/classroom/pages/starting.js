// @ts-check
// Where the instructor chooses what the class does next, and who leads.
import { button, make } from "./page.js";

const TIMES = /** @type {const} */ ([
  [0, "no limit"],
  [60, "1 minute"],
  [120, "2 minutes"],
  [180, "3 minutes"],
  [300, "5 minutes"],
  [600, "10 minutes"],
  [1800, "30 minutes"],
]);

/** @param {any[]} activities @returns {HTMLSelectElement} all of them, each in its group */
function activityChoice(activities) {
  const choice = make("select", { id: "which" });
  for (const label of new Set(activities.map(({ group }) => group))) {
    const options = activities
      .filter(({ group }) => group === label)
      .map(({ id, title }) => make("option", { value: id }, title));
    choice.append(make("optgroup", { label }, ...options));
  }
  return choice;
}

/**
 * @param {any[]} activities
 * @param {import("./driving.js").Drive} drive
 */
export function starting(activities, drive) {
  const which = activityChoice(activities);
  const minutes = make("select", { id: "minutes" });
  minutes.append(...TIMES.map(([value, words]) => make("option", { value }, words)));
  const free = make(
    "p",
    { class: "quiet", hidden: true },
    "Students choose among all that is open. Start as many as you like.",
  );
  let pace = "instructor";

  /** @param {string} question */
  const start = (question) => drive("start", { question, seconds: Number(minutes.value) });
  const lead = button("Let students choose", () =>
    drive("pace", { pace: pace === "student" ? "instructor" : "student" }),
  );
  const node = make(
    "section",
    { class: "card choose", "aria-label": "Start an activity" },
    make("div", { class: "field grows" }, make("label", { for: "which" }, "Activity"), which),
    make("div", { class: "field" }, make("label", { for: "minutes" }, "Time"), minutes),
    button("Start", () => start(which.value), { class: "main" }),
    lead,
    free,
  );

  return {
    node,
    start,

    /** @param {any} shown the instructor's view */
    draw(shown) {
      pace = shown.pace;
      lead.textContent = pace === "student" ? "Lead the class again" : "Let students choose";
      free.hidden = pace !== "student";
    },
  };
}
