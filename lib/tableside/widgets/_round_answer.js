// @ts-check
// What Python answers to a round: the verdict, what went wrong, and the practice of all days. For
// every drill's screen. Like _base.js this is no module.

/**
 * @typedef {object} AroundAnswer
 * @property {DrillModel} model
 * @property {HTMLElement} start the button that starts a round
 * @property {HTMLElement} status
 * @property {() => boolean} busy whether a round runs, which nothing may disturb
 * @property {ReturnType<typeof roundDelivery>} delivery
 * @property {(scored: boolean) => void} answered
 * @property {(result: any, earlier: any) => void} [shown] there is more to draw of a result
 */

/**
 * Make the places for Python's answers.
 *
 * @param {AroundAnswer} around
 */
function roundAnswer({ model, start, status, busy, delivery, answered, shown }) {
  const error = element("p", { class: "ts-error", role: "alert" });
  const outcome = element("div", { class: "ts-outcome" });
  const practice = practicePanel();

  function showResult() {
    const result = model.get("result");
    if (busy() || !result.status || !delivery.wants(result.recording)) return;
    const earlier = model.get("earlier") ?? {};
    const before = earlier.text ? [element("p", { class: "ts-before" }, earlier.text)] : [];
    outcome.replaceChildren(...verdict(result), ...before);
    shown?.(result, earlier);
    start.textContent = "Again";
    if (delivery.waits()) status.textContent = result.headline ?? "";
    answered(true);
  }

  function showError() {
    error.textContent = model.get("error");
    if (!error.textContent || !delivery.waits()) return;
    delivery.forget();
    answered(false);
    delivery.show();
  }

  const showPractice = () => practice.show(model.get("history") ?? {});

  return {
    outcome,
    error,
    practice: practice.box,

    clear: () => outcome.replaceChildren(),

    /** @param {ReturnType<typeof cleanup>} scope */
    listen(scope) {
      scope.watch(model, ["result"], showResult);
      scope.watch(model, ["error"], showError);
      scope.watch(model, ["history"], showPractice);
      showResult();
      showError();
      showPractice();
    },
  };
}
