// @ts-check
// What a student sent and the server has not yet acknowledged: it outlives a lost network, a
// reload and a closed browser. Sending twice does no harm, because each message has its own id.
import { ask, Refused } from "./connection.js";
import { storage } from "./page.js";

/** @typedef {{id: string, run: string, number: number, work: object}} Message */

/**
 * @param {string} key under which messages wait in this browser
 * @param {string} token
 * @param {{taken: (message: Message, answer: any) => void,
 *   refused: (message: Message, why: string) => void,
 *   waiting: (count: number) => void}} heard
 */
export function outbox(key, token, heard) {
  const kept = storage("localStorage");
  /** @type {Message[]} */
  let messages = kept.read(key) ?? [];
  let busy = false;
  let stopped = false;
  let waits = 500;
  let timer = 0;

  function changed() {
    kept.write(key, messages.length ? messages : null);
    heard.waiting(messages.length);
  }

  /** @param {Message} message */
  function drop(message) {
    messages = messages.filter((each) => each.id !== message.id);
    changed();
  }

  async function flush() {
    if (busy || stopped) return;
    busy = true;
    clearTimeout(timer);
    try {
      for (let next = messages[0]; next && !stopped; next = messages[0]) {
        try {
          const answer = await ask("/api/result", token, { body: next });
          const told = await answer.json();
          drop(next);
          heard.taken(next, told);
          waits = 500;
        } catch (error) {
          if (!(error instanceof Refused) || error.later || error.status === 401) throw error;
          drop(next);
          heard.refused(next, error.message);
        }
      }
    } catch {
      timer = window.setTimeout(flush, waits * (0.5 + Math.random()));
      waits = Math.min(8000, waits * 2);
    } finally {
      busy = false;
    }
  }

  window.addEventListener("online", flush);
  changed();
  flush();
  return {
    /** @param {Message} message */
    send(message) {
      if (!messages.some((each) => each.id === message.id)) messages = [...messages, message];
      changed();
      flush();
    },
    flush,
    stop() {
      stopped = true;
      clearTimeout(timer);
      window.removeEventListener("online", flush);
    },
  };
}
