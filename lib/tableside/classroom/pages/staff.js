// @ts-check
// What the instructor's and the projector's pages have in common: a token from the link.
import { ask, follow, Refused } from "./connection.js";
import { make, storage } from "./page.js";

const kept = storage("sessionStorage");
const KEY = `tableside.class.token.${location.pathname}`;
const main = /** @type {HTMLElement} */ (document.getElementById("main"));

/** @param {string} why */
function refusedPage(why) {
  const words = make("p", { role: "alert" }, why);
  main.replaceChildren(make("section", { class: "card" }, make("h1", {}, "The class"), words));
}

/**
 * Open the page for whoever came with a link, and follow the class.
 *
 * @param {(about: any, token: string) => {nodes: Node[], view: (shown: any) => void,
 *   connected: (well: boolean) => void}} build
 */
export async function staffPage(build) {
  const token = location.hash.slice(1) || kept.read(KEY);
  if (!token) return refusedPage("Open this page with the link that “tableside teach” shows.");
  kept.write(KEY, token);
  // The link must not be read from the address bar on a projector.
  history.replaceState(null, "", location.pathname);
  for (;;) {
    try {
      const about = await (await ask("/api/class", token)).json();
      const page = build(about, token);
      main.replaceChildren(...page.nodes);
      follow("/api/view", token, {
        view(shown) {
          if (shown.gone) refusedPage("This class was deleted.");
          else page.view(shown);
        },
        connected: page.connected,
        refused: (error) => refusedPage(error.message),
      });
      return undefined;
    } catch (error) {
      if (error instanceof Refused && !error.later) return refusedPage(error.message);
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
}
