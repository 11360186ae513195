// @ts-check
// The buttons and choices above the towel timer. Like _base.js this is no module.

const WHAT_IS_DUE = {
  name: "Show what is due",
  ask: "Show what is due (L)",
  always: "all the time",
  practice: "For practice: only a round without reminders counts for a mark.",
};

/**
 * Make what stands above the dials.
 *
 * @param {TowelRound} round
 * @param {() => void} changed what is due is to be shown or hidden
 */
function towelControls(round, changed) {
  const ids = `ts-towel-${Math.random().toString(36).slice(2)}`;
  const start = element("button", { type: "button", class: "ts-main" }, "Start round");
  const finish = element("button", { type: "button", disabled: true }, "Finish the round");
  const stop = element("button", { type: "button", disabled: true }, "Stop");
  const paces = round.paces.map((pace) =>
    element("option", { value: pace }, pace === 1 ? "as in life" : `${pace} times as fast`),
  );
  const pace = element("select", { id: `${ids}-pace` }, ...paces);
  const sight = feedbackChoice(() => undefined, `${ids}-due`, changed, WHAT_IS_DUE);
  const box = element(
    "div",
    { class: "ts-controls" },
    start,
    finish,
    stop,
    element("label", { for: pace.id }, "The clock runs", pace),
    sight.button,
    sight.label,
    sight.note,
  );
  pace.value = String(round.pace);
  return { start, finish, stop, pace, sight, box };
}
