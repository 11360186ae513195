// @ts-check
// A whole session on a student's page. The server plays it; this page keeps its log, so that a
// server that starts anew goes on where the session was, and sends the log to be judged.
import { ask, Refused } from "./connection.js";
import { storage } from "./page.js";

/** Milliseconds after which a session on its way is sent, so that its instructor sees it. */
const SEND_EVERY = 60000;

/**
 * @param {string} run
 * @param {string} token
 * @param {{tell: (news: any) => void, send: (id: string, log: any, over: boolean) => void}} heard
 */
export function sessionTalk(run, token, heard) {
  const kept = storage("localStorage");
  const key = `tableside.class.session.${run}`;
  /** @type {any} */
  let log = kept.read(key);
  /** @type {any[]} */
  let requests = [];
  let number = 0;
  let known = false;
  let begun = false;
  let busy = false;
  let open = true;
  let stopped = false;
  let over = false;
  let sentSeal = "";
  let sentAt = performance.now();
  let timer = 0;
  let waits = 500;

  /** @param {any} answer */
  function take(answer) {
    number = answer.number;
    if (answer.log) log = answer.log;
    Object.assign(log, { until: answer.until, seal: answer.seal });
    kept.write(key, log);
    heard.tell(answer.news);
    if (!("end" in answer.news)) return;
    const ended = "headline" in answer.news.end;
    if (ended && !over) send(true);
    over = over || ended;
  }

  /** @param {boolean} ended */
  function send(ended) {
    if (log.seal === sentSeal || !(log.entries.length || log.until)) return;
    sentSeal = log.seal;
    sentAt = performance.now();
    heard.send(`s-${log.seal.slice(0, 50)}`, log, ended);
  }

  /** @param {any[]} asked @returns {Promise<boolean>} whether to go on at once */
  async function once(asked) {
    const whole = !known;
    const body = {
      run,
      number,
      requests: asked,
      seal: log?.seal ?? "",
      ...(whole ? { log: log ? JSON.stringify(log) : "" } : {}),
    };
    const answer = await (await ask("/api/play", token, { body })).json();
    if (answer.need === "patience") return false;
    known = !answer.need;
    if (known) take(answer);
    return true;
  }

  async function flush() {
    if (!begun || busy || stopped) return;
    busy = true;
    clearTimeout(timer);
    try {
      while (!stopped && open && (requests.length || !known)) {
        const asked = requests;
        if (!(await once(asked))) {
          timer = window.setTimeout(flush, 1000);
          break;
        }
        if (known && requests === asked) requests = [];
        waits = 500;
      }
    } catch (error) {
      failed(error);
    } finally {
      busy = false;
    }
  }

  /** @param {unknown} error */
  function failed(error) {
    if (error instanceof Refused && !error.later) {
      // A log that this page keeps and that cannot go on is let go; the session begins anew.
      if (!known && log && error.status === 422) [log, requests] = [null, []];
      else requests = [];
      heard.tell({ error: error.message });
    }
    timer = window.setTimeout(flush, waits * (0.5 + Math.random()));
    waits = Math.min(8000, waits * 2);
  }

  const timed = setInterval(() => {
    if (known && !over && performance.now() - sentAt > SEND_EVERY) send(false);
  }, 5000);

  return {
    /** @param {any[]} wanted all that the table has no answer to */
    ask(wanted) {
      requests = wanted;
      flush();
    },

    /** Bring the session here, once there is a table to show it. */
    begin() {
      begun = true;
      flush();
    },

    /** @param {boolean} may whether the session may go on */
    turn(may) {
      if (open && !may && known && !over) send(false);
      open = may;
      if (may) flush();
    },

    stop() {
      stopped = true;
      clearTimeout(timer);
      clearInterval(timed);
    },
  };
}
