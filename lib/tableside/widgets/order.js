// @ts-check
/**
 * @typedef {{id: string, title: string, prompt: string, points: number,
 *   cards: {id: string, text: string}[]}} Question
 * @typedef {{question: Question, answer: string[], status: string, error: string, paper: string,
 *   typed: {number?: number, text?: string}}} Order
 */

const DRAG_PX = 6;

/** @type {import("./anywidget").Render<Order>} */
function render({ model, el }) {
  const scope = cleanup();
  const question = model.get("question");
  const texts = new Map(question.cards.map(({ id, text }) => [id, text]));
  const name = `tableside-${question.id}-${Math.random().toString(36).slice(2)}`;
  const list = element("ol", { class: "ts-cards", role: "listbox", "aria-labelledby": name });
  const up = element("button", { type: "button" }, "▲ Move up");
  const down = element("button", { type: "button" }, "▼ Move down");
  const said = element("p", { class: "ts-said", role: "status" });

  let order = [...model.get("answer")];
  let current = order[0];
  /** @type {string[] | null} the order before a card was lifted, while one is */
  let before = null;

  /** @type {Map<string, HTMLLIElement>} */
  const cards = new Map();
  for (const id of order) {
    const number = element("span", { class: "ts-number" });
    const grip = element("span", { class: "ts-grip", "aria-hidden": "true" }, "⠿");
    const text = element("span", { class: "ts-text" }, texts.get(id) ?? id);
    cards.set(id, element("li", { role: "option", tabindex: -1 }, grip, number, text));
  }

  /** @param {string} id */
  function card(id) {
    return /** @type {HTMLLIElement} */ (cards.get(id));
  }

  list.append(...order.map(card));

  function draw() {
    arrange();
    order.forEach((id, index) => {
      const item = card(id);
      const number = /** @type {HTMLElement} */ (item.querySelector(".ts-number"));
      number.textContent = `${index + 1}.`;
      item.tabIndex = id === current ? 0 : -1;
      item.setAttribute("aria-selected", String(id === current));
      item.classList.toggle("ts-lifted", id === current && before !== null);
      item.setAttribute("aria-posinset", String(index + 1));
      item.setAttribute("aria-setsize", String(order.length));
    });
    const place = order.indexOf(current);
    up.disabled = place === 0;
    down.disabled = place === order.length - 1;
  }

  /**
   * Put the cards in their order by moving them around the current one: an element that is moved
   * loses its focus, and JupyterLab then takes the keys.
   */
  function arrange() {
    if (order.every((id, index) => list.children[index] === card(id))) return;
    const pivot = card(current);
    const place = order.indexOf(current);
    for (const id of order.slice(0, place)) list.insertBefore(card(id), pivot);
    list.append(...order.slice(place + 1).map(card));
  }

  /** @param {string} text */
  function say(text) {
    said.textContent = text;
  }

  /** @param {string} id */
  function where(id) {
    return `${texts.get(id)}: place ${order.indexOf(id) + 1} of ${order.length}.`;
  }

  function save() {
    model.set("answer", [...order]);
    model.save_changes();
  }

  /** @param {string} id @param {number} to */
  function place(id, to) {
    const bounded = Math.min(Math.max(to, 0), order.length - 1);
    if (order.indexOf(id) === bounded) return false;
    order = order.filter((each) => each !== id);
    order.splice(bounded, 0, id);
    return true;
  }

  /** @param {number} by */
  function step(by) {
    if (place(current, order.indexOf(current) + by)) {
      draw();
      say(where(current));
      if (before === null) save();
    }
  }

  /** @param {string} id */
  function choose(id) {
    current = id;
    draw();
    card(id).focus();
  }

  function lift() {
    before = [...order];
    draw();
    say(`Lifted. ${where(current)} Move it with the arrow keys, drop it with Space.`);
  }

  function drop() {
    const changed = before !== null && before.join() !== order.join();
    before = null;
    draw();
    say(`Dropped. ${where(current)}`);
    if (changed) save();
  }

  function putBack() {
    if (before !== null) order = before;
    before = null;
    draw();
    card(current).focus();
    say(`Put back. ${where(current)}`);
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    const by = { ArrowUp: -1, ArrowDown: 1, Home: -order.length, End: order.length }[event.key];
    if (by !== undefined && (before !== null || event.altKey)) {
      step(by);
      card(current).focus();
    } else if (by !== undefined) {
      const next = Math.min(Math.max(order.indexOf(current) + by, 0), order.length - 1);
      choose(order[next]);
    } else if (event.key === " " || event.key === "Enter") {
      if (before === null) lift();
      else drop();
    } else if (event.key === "Escape" && before !== null) putBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {PointerEvent} event */
  function grab(event) {
    const target = /** @type {Element} */ (event.target);
    const item = target.closest("li");
    const id = order.find((each) => card(each) === item);
    if (id === undefined || event.button !== 0) return;
    if (before !== null) drop();
    choose(id);
    // A finger on the text scrolls the page; a finger on the grip drags the card.
    if (event.pointerType === "touch" && !target.closest(".ts-grip")) return;
    drag(id, event);
  }

  /** @param {string} id @param {PointerEvent} start */
  function drag(id, start) {
    const held = cleanup();
    const first = [...order];
    let dragging = false;
    held.listen(list, "pointermove", (/** @type {PointerEvent} */ event) => {
      if (!dragging && Math.abs(event.clientY - start.clientY) < DRAG_PX) return;
      dragging = true;
      card(id).classList.add("ts-dragged");
      const others = order.filter((each) => each !== id);
      const above = others.filter((each) => {
        const box = card(each).getBoundingClientRect();
        return box.top + box.height / 2 < event.clientY;
      });
      if (place(id, above.length)) draw();
    });
    const end = (/** @type {PointerEvent} */ event) => {
      held.run();
      card(id).classList.remove("ts-dragged");
      if (event.type === "pointercancel") order = first;
      draw();
      card(id).focus();
      if (order.join() !== first.join()) {
        say(where(id));
        save();
      }
    };
    held.listen(list, "pointerup", end);
    held.listen(list, "pointercancel", end);
    list.setPointerCapture(start.pointerId);
    start.preventDefault();
  }

  scope.listen(list, "keydown", press);
  scope.listen(list, "pointerdown", grab);
  scope.listen(list, "focusin", (/** @type {FocusEvent} */ event) => {
    // A screen reader can put the focus on any card; the keys then mean that one.
    const id = order.find((each) => card(each) === event.target);
    if (id === undefined || id === current || before !== null) return;
    current = id;
    draw();
  });
  scope.listen(list, "focusout", (/** @type {FocusEvent} */ event) => {
    // Whoever leaves with a card in the hand lets go of it where it is.
    if (before !== null && !list.contains(/** @type {Node | null} */ (event.relatedTarget))) drop();
  });
  scope.listen(up, "click", () => step(-1));
  scope.listen(down, "click", () => step(1));
  scope.watch(model, ["answer"], () => {
    if (before === null) order = [...model.get("answer")];
    draw();
  });
  draw();
  el.append(
    element(
      "div",
      { class: "tableside" },
      element("p", { class: "ts-prompt", id: name }, question.prompt),
      element(
        "p",
        { class: "ts-how" },
        "Drag a card by its grip, or choose one and use the two buttons. ",
        "By keyboard: arrow keys choose, Space lifts and drops, Escape puts back.",
      ),
      list,
      element("div", { class: "ts-moves" }, up, down),
      said,
      ...itemFoot(model, scope),
    ),
  );
  return () => scope.run();
}

export default { render };
