// @ts-check
/**
 * @typedef {{title: string, words: string, acts: {id: string, words: string}[]}} Stand
 * @typedef {{stand: Stand | {}, asked: object, asks_link: boolean, error: string}} Starting
 */

/** Milliseconds between two looks at the class, while the page is seen. */
const CLASS_LOOK_MS = 2000;

/** @type {import("./anywidget").Render<Starting>} */
function render({ model, el }) {
  const scope = cleanup();
  const title = element("strong");
  const words = element("span", { role: "status" });
  const acts = element("span", { class: "ts-start-acts" });
  const error = element("p", { class: "ts-error", role: "alert" });
  const link = element("input", { type: "password", autocomplete: "off", size: 40 });
  const label = element("label", {}, "Link with which you teach", link);
  const form = element("form", {}, label, element("button", { type: "submit" }, "Use it"));
  const box = element(
    "div",
    { class: "tableside ts-start", role: "group", "aria-label": "Your class" },
    form,
    title,
    acts,
    words,
    error,
  );
  let count = 0;
  let drawn = "";

  /** @param {object} what */
  function ask(what) {
    count += 1;
    model.set("asked", { number: `${Date.now()}-${count}`, ...what });
    model.save_changes();
  }

  function draw() {
    const stand = /** @type {Partial<Stand>} */ (model.get("stand"));
    form.hidden = !model.get("asks_link") || "words" in stand;
    title.textContent = stand.title ? `${stand.title}:` : "";
    words.textContent = stand.words ?? "";
    error.textContent = model.get("error");
    const text = JSON.stringify(stand.acts ?? []);
    if (text === drawn) return;
    drawn = text;
    const held = acts.contains(document.activeElement);
    acts.replaceChildren(...(stand.acts ?? []).map(button));
    if (held) /** @type {HTMLElement | null} */ (acts.firstElementChild)?.focus();
  }

  /** @param {{id: string, words: string}} act */
  function button({ id, words: says }) {
    const made = element("button", { type: "button" }, says);
    made.addEventListener("click", () => ask({ act: id }));
    return made;
  }

  const timer = setInterval(() => {
    if (!model.get("asks_link") && !document.hidden) ask({ act: "look" });
  }, CLASS_LOOK_MS);
  scope.later(() => clearInterval(timer));
  scope.sent(form, () => {
    ask({ act: "link", link: link.value });
    link.value = "";
  });
  scope.watch(model, ["stand", "error", "asks_link"], draw);
  draw();
  el.append(box);
  return () => {
    scope.run();
    box.remove();
  };
}

export default { render };
