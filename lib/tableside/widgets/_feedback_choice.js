// @ts-check
// Whether the learner sees the own line while pressing. Like _base.js this is no module.

/** The key that shows and hides the line, wherever the focus is in the drill. */
const SIGHT_KEY = "l";

/** What is shown or hidden: the own line, unless a drill has something else. */
const MY_LINE = {
  name: "Show my line",
  ask: "Show my line (L)",
  always: "while I press",
  practice: "For practice: only a round with the line hidden until the end counts for a mark.",
};

/**
 * Make the choice of feedback, and the button that shows the line on request.
 *
 * @param {() => [number, number][] | undefined} spans when a fading line shows in the next round
 * @param {string} name of the choice's id
 * @param {() => void} changed the line is to be shown or hidden
 * @param {typeof MY_LINE} [words]
 */
function feedbackChoice(spans, name, changed, words = MY_LINE) {
  const options = [
    ["always", words.always],
    ["on-request", "when I ask"],
    ...(spans() ? [["fading", "less each round"]] : []),
    ["hidden", "at the end (counts)"],
  ];
  const select = element(
    "select",
    { id: name },
    ...options.map(([value, told]) => element("option", { value }, told)),
  );
  const button = element("button", { type: "button", "aria-pressed": "false" }, words.ask);
  const note = element("p", { class: "ts-quiet ts-counts" });

  /** @param {boolean} shown */
  function press(shown) {
    button.setAttribute("aria-pressed", String(shown));
    changed();
  }

  const asked = () => button.getAttribute("aria-pressed") === "true";

  function tell() {
    button.hidden = select.value !== "on-request";
    note.textContent =
      select.value === "hidden"
        ? "This round counts for a mark."
        : words.practice;
  }

  return {
    button,
    note,
    select,
    label: element("label", { for: name }, words.name, select),

    /** @param {string} value */
    choose(value) {
      select.value = value;
      if (!select.value) select.value = "on-request";
      tell();
    },

    /** @param {ReturnType<typeof cleanup>} scope */
    listen(scope) {
      scope.listen(button, "click", () => press(!asked()));
      scope.listen(select, "change", tell);
    },

    /**
     * @param {KeyboardEvent} event
     */
    key(event) {
      const target = /** @type {Element} */ (event.target);
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
      if (!plain || event.key.toLowerCase() !== SIGHT_KEY || button.hidden) return;
      if (!target.matches("input, select, textarea")) press(!asked());
    },

    /** @param {boolean} running */
    round(running) {
      select.disabled = running;
      if (running) button.setAttribute("aria-pressed", "false");
    },

    /**
     * Tell why the line is not to be seen at a moment of a round; empty if it is.
     *
     * @param {number} t milliseconds of the round
     * @returns {string}
     */
    hidden(t) {
      if (select.value === "hidden") return "hidden until the end";
      if (select.value === "on-request") return asked() ? "" : "hidden until you ask";
      if (select.value !== "fading") return "";
      const now = (spans() ?? []).some(([from, until]) => t >= 1000 * from && t < 1000 * until);
      return now ? "" : "hidden for now";
    },
  };
}
