// @ts-check
// Who is in the class and how they do, on the instructor's page.
import { button, make } from "./page.js";

const STATUS = {
  stuck: "⏳ stuck?",
  unsafe: "⚠ unsafe",
  working: "… working",
  done: "✓ done",
  here: "● here",
  away: "○ away",
};

/** @typedef {{text: string, row: HTMLTableRowElement}} Drawn a row, and what it was drawn from */

const HEADS = ["Name", "Status", "Result", "Projector"];

const byName = new Intl.Collator(undefined, { numeric: true });

/** @param {any[]} members @returns {any[]} whoever needs somebody comes first */
function sorted(members) {
  const order = Object.keys(STATUS);
  return [...members].sort(
    (a, b) => order.indexOf(a.status) - order.indexOf(b.status) || byName.compare(a.name, b.name),
  );
}

/** @param {any[]} members @returns {string} how many are in which state */
function tallyText(members) {
  return Object.entries(STATUS)
    .map(([status, words]) => [members.filter((each) => each.status === status).length, words])
    .filter(([count]) => count)
    .map(([count, words]) => `${count} ${words}`)
    .join(" · ");
}

/**
 * @param {any} each somebody in the class
 * @param {any} shown the instructor's view
 * @param {import("./driving.js").Drive} drive
 */
function row(each, shown, drive) {
  const there = each.result !== "" && each.result === shown.replayed;
  const replay = button(
    "Show",
    () => drive("replay", { run: shown.run.run, result: there ? "" : each.result }),
    {
      "aria-label": `Show this result on the projector without a name: ${each.name}`,
      "aria-pressed": String(there),
      hidden: !each.result || !shown.run?.revealed,
    },
  );
  return make(
    "tr",
    { class: each.status },
    make("th", { scope: "row" }, each.name),
    make("td", {}, STATUS[/** @type {"done"} */ (each.status)], each.late ? " (late)" : ""),
    make("td", {}, each.told),
    make("td", {}, replay),
  );
}

/**
 * Put rows into a table in their order, and touch none that is in its place.
 *
 * @param {HTMLElement} place
 * @param {HTMLElement[]} rows
 */
function arrange(place, rows) {
  const wanted = new Set(rows);
  for (const each of [...place.children]) {
    if (!wanted.has(/** @type {HTMLElement} */ (each))) each.remove();
  }
  let next = place.firstElementChild;
  for (const each of rows) {
    if (each === next) next = next.nextElementSibling;
    else place.insertBefore(each, next);
  }
}

/** @param {import("./driving.js").Drive} drive */
export function roster(drive) {
  const tally = make("p", { class: "quiet tally" });
  const body = make("tbody");
  /** @type {Map<string, Drawn>} */
  let known = new Map();
  const table = make(
    "table",
    { class: "members" },
    make("caption", {}, "Who is here"),
    make("thead", {}, make("tr", {}, ...HEADS.map((head) => make("th", { scope: "col" }, head)))),
    body,
  );

  /** @param {any} shown the instructor's view @param {any} each @returns {Drawn} */
  function drawn(shown, each) {
    const { run, revealed } = shown.run ?? {};
    const text = JSON.stringify([each, run, revealed, each.result === shown.replayed]);
    const before = known.get(each.id);
    return before?.text === text ? before : { text, row: row(each, shown, drive) };
  }

  /** @returns {string | undefined} whose button has the keyboard */
  function focused() {
    if (!body.contains(document.activeElement)) return undefined;
    return [...known].find(([, { row }]) => row.contains(document.activeElement))?.[0];
  }

  return {
    node: make("section", { class: "card students", tabindex: 0, "aria-label": "Students" }, tally, table),

    /** @param {any} shown the instructor's view */
    draw(shown) {
      const held = focused();
      known = new Map(sorted(shown.members).map((each) => [each.id, drawn(shown, each)]));
      tally.textContent = tallyText(shown.members);
      arrange(body, [...known.values()].map(({ row }) => row));
      // A row that moved or was made anew has lost it; whoever scrolled on stays where they are.
      if (held !== undefined && focused() !== held) {
        known.get(held)?.row.querySelector("button")?.focus({ preventScroll: true });
      }
    },
  };
}
