// @ts-check
// What the practice of all days came to, as Python tells it. Like _base.js this is no module.

/**
 * @typedef {{day: string, rounds: number, best: string, blind: string, unsafe: number}} PracticeDay
 * @typedef {{summary?: string, lines?: string[], days?: PracticeDay[], trouble?: string}} Practice
 */

/** Make the panel; without any practice it is not seen. */
function practicePanel() {
  const trouble = element("p", { class: "ts-practice-trouble", "aria-live": "polite" });
  const summary = element("summary", {});
  const inside = element("div", {});
  const details = element(
    "details",
    { class: "ts-practice", hidden: true },
    summary,
    inside,
  );

  /** @param {PracticeDay[]} days */
  function table(days) {
    const heads = ["Day", "Rounds", "Best", "Best blind", "Unsafe"];
    /** @param {PracticeDay} each */
    const cells = ({ day, rounds, best, blind, unsafe }) => [
      element("th", { scope: "row" }, day),
      ...[rounds, best, blind, unsafe].map((told) => element("td", {}, String(told))),
    ];
    return element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...days.map((each) => element("tr", {}, ...cells(each)))),
    );
  }

  return {
    box: element("div", {}, trouble, details),

    /** @param {Practice} practice */
    show({ summary: heading = "", lines = [], days = [], trouble: told = "" }) {
      trouble.textContent = told;
      summary.textContent = heading;
      details.hidden = lines.length === 0;
      inside.replaceChildren(
        element("ul", {}, ...lines.map((line) => element("li", {}, line))),
        ...(days.length ? [table(days)] : []),
      );
    },
  };
}
