// @ts-check
// What all pages of a class use to make their elements. Texts become text, never markup.

/** @typedef {Record<string, string | number | boolean>} Attributes */

/**
 * @template {Element} Made
 * @param {Made} made
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 * @returns {Made}
 */
function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function draw(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/**
 * Make a button that does something.
 *
 * @param {string} words
 * @param {() => void} act
 * @param {Attributes} [attributes]
 */
export function button(words, act, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
}

/**
 * Put other nodes into a place; what was folded out there stays so, and the focus stays where it
 * was, each by its ``data-key``.
 *
 * @param {HTMLElement} place
 * @param {Node[]} nodes
 */
export function redraw(place, nodes) {
  const open = [...place.querySelectorAll("details[open]")].map((each) => each.getAttribute("data-key"));
  const active = place.contains(document.activeElement) ? document.activeElement : null;
  const focused = active?.closest("[data-key]")?.getAttribute("data-key");
  place.replaceChildren(...nodes);
  for (const each of place.querySelectorAll("details")) {
    if (open.includes(each.getAttribute("data-key"))) each.open = true;
  }
  if (focused === undefined || focused === null) return;
  const found = place.querySelector(`[data-key="${CSS.escape(focused)}"]`);
  const target = found?.matches("details") ? found.querySelector("summary") : found;
  // Whoever scrolled on meanwhile stays where they are.
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/**
 * Find a place in the browser where things stay; pages that may keep nothing still work.
 *
 * @param {"localStorage" | "sessionStorage"} which
 */
export function storage(which) {
  return {
    /** @param {string} key @returns {any} */
    read(key) {
      try {
        return JSON.parse(window[which].getItem(key) ?? "null");
      } catch {
        return null;
      }
    },

    /** @param {string} key @param {unknown} value @returns {boolean} whether it was kept */
    write(key, value) {
      try {
        if (value === null) window[which].removeItem(key);
        else window[which].setItem(key, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Make an id that nobody else makes; pages without HTTPS have no randomUUID. */
export function newId() {
  const numbers = crypto.getRandomValues(new Uint32Array(4));
  return [...numbers].map((each) => each.toString(36)).join("-");
}

/** @param {number} seconds */
export function clockTime(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
