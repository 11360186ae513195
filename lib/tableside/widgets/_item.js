// @ts-check
// What every question of a graded notebook shows beside its own controls: what was saved, what
// went wrong, and the typed route. Like _base.js this is no module: it stands before their scripts.

/**
 * @typedef {ReturnType<typeof cleanup>} Scope
 * @typedef {import("./anywidget").AnyModel<any>} ItemModel
 */

const ITEM_PAUSE_MS = 600;

/**
 * Send a change at once, and what is being written when the writer pauses or leaves.
 *
 * @param {Scope} scope
 * @param {HTMLElement} box
 * @param {() => void} send
 */
function sendChanges(scope, box, send) {
  let timer = 0;

  function stop() {
    window.clearTimeout(timer);
    timer = 0;
  }

  function now() {
    stop();
    send();
  }

  scope.listen(box, "change", now);
  scope.listen(box, "input", (/** @type {InputEvent} */ event) => {
    const target = /** @type {HTMLInputElement} */ (event.target);
    if (!["text", "textarea"].includes(target.type)) return;
    stop();
    timer = window.setTimeout(now, ITEM_PAUSE_MS);
  });
  scope.later(() => {
    if (timer) now();
  });
}

/**
 * Make the typed route: the question on paper, and a box to type its answer into.
 *
 * @param {ItemModel} model
 * @param {Scope} scope
 * @returns {HTMLElement}
 */
function typedRoute(model, scope) {
  const name = `ts-typed-${Math.random().toString(36).slice(2)}`;
  const paper = element("p", { class: "ts-typed-paper" });
  const text = element("textarea", { id: name, rows: 2, spellcheck: "false" });
  const use = element("button", { type: "button" }, "Use what I typed");
  const route = element(
    "details",
    { class: "ts-typed" },
    element("summary", {}, "Answer by typing"),
    paper,
    element("label", { for: name }, "Your answer"),
    text,
    use,
  );

  scope.listen(use, "click", () => {
    model.set("typed", { number: (model.get("typed").number ?? 0) + 1, text: text.value });
    model.save_changes();
  });
  scope.listen(route, "toggle", () => {
    // Closed, it holds no second copy of the question for a search or a reader to stumble over.
    paper.textContent = route.open ? model.get("paper") : "";
  });
  return route;
}

/**
 * Say what a question is worth.
 *
 * @param {number} points
 */
function worthOf(points) {
  return `Worth ${points} point${points === 1 ? "" : "s"}.`;
}

/**
 * Make what stands below the controls of a question.
 *
 * @param {ItemModel} model
 * @param {Scope} scope
 */
function itemFoot(model, scope) {
  const status = element("p", { class: "ts-status", role: "status" });
  const error = element("p", { class: "ts-error", role: "alert" });

  function draw() {
    status.textContent = model.get("status");
    error.textContent = model.get("error");
  }

  scope.watch(model, ["status", "error"], draw);
  draw();
  if (!model.get("paper")) return [status, error]; // to check oneself by, not to be marked
  const worth = element("p", { class: "ts-points" }, worthOf(model.get("question").points));
  return [worth, status, error, typedRoute(model, scope)];
}

/**
 * Show a client's file, line by line.
 *
 * @param {string[]} lines
 */
function clientFile(lines) {
  return element(
    "div",
    { class: "ts-form-client" },
    ...lines.map((line) => element("p", {}, line)),
  );
}
