// @ts-check
// How the instructor's page tells the server what the instructor does.
import { ask } from "./connection.js";
import { newId } from "./page.js";

/** @typedef {(act: string, more?: {run?: string, [about: string]: unknown}) => Promise<void>} Drive */

const TRIES = 4;
const TRY_AGAIN = 800;

/**
 * Return what drives the class; what is in the way of it is said, and nothing once it is done.
 *
 * @param {string} token
 * @param {(why: string) => void} say
 * @returns {Drive}
 */
export function driver(token, say) {
  return async (act, more = {}) => {
    const body = { id: newId(), act, run: "", ...more };
    // The same id each time: what was done already is not done twice.
    for (let tries = 0; tries < TRIES; tries += 1) {
      try {
        await ask("/api/drive", token, { body });
        say("");
        return;
      } catch (error) {
        say(/** @type {Error} */ (error).message);
        if (!(error instanceof TypeError)) return;
        await new Promise((done) => setTimeout(done, TRY_AGAIN));
      }
    }
  };
}
