// @ts-check
// What is left of a class: its results to take along, and its end.
import { ask } from "./connection.js";
import { button, make } from "./page.js";

/** Tells spreadsheet programs that names with accents follow. */
const UTF8 = "\uFEFF";

/**
 * @param {string} token
 * @param {(why: string) => void} say
 */
export function afterClass(token, say) {
  /** @param {() => Promise<unknown>} act whose failure is said */
  async function attempt(act) {
    try {
      await act();
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  }

  /** @param {string} path @param {string} name @param {string} [mark] what stands before it */
  async function download(path, name, mark = "") {
    const file = new Blob([mark, await (await ask(path, token)).blob()]);
    const href = URL.createObjectURL(file);
    make("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10000);
  }

  async function remove() {
    if (!confirm("Delete this class with all names and results? It cannot be brought back.")) return;
    await ask("/api/class", token, { method: "DELETE" });
  }

  return make(
    "section",
    { class: "card after", "aria-label": "After class" },
    make("h2", {}, "After class"),
    button("Results as CSV", () => attempt(() => download("/api/results.csv", "results.csv", UTF8))),
    button("Debrief notebook", () => attempt(() => download("/api/debrief.ipynb", "debrief.ipynb"))),
    button("Delete this class …", () => attempt(remove)),
  );
}
