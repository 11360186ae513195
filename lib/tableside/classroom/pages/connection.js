// @ts-check
// Talking with the class server: questions with an answer, and a view that follows the class.

/** Where the class server is: it may stand behind a path of another server. */
const BASE = new URL("..", import.meta.url);

/** @param {string} path such as ``/api/me`` */
export const address = (path) => new URL(path.replace(/^\//, ""), BASE).href;

/** What a server said when it refused. */
export class Refused extends Error {
  /** @param {number} status @param {string} why */
  constructor(status, why) {
    super(why);
    this.status = status;
  }

  /** Whether asking again later can help. */
  get later() {
    return this.status === 429 || this.status >= 500;
  }
}

/**
 * @param {string} path
 * @param {string} token empty before one was given
 * @param {{method?: string, body?: unknown, signal?: AbortSignal}} [options]
 * @returns {Promise<Response>}
 */
export async function ask(path, token, { method, body, signal } = {}) {
  /** @type {Record<string, string>} */
  const headers = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  const answer = await fetch(address(path), {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers,
    signal: signal ?? null,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Refused(answer.status, await reason(answer));
  return answer;
}

/** @param {Response} answer */
async function reason(answer) {
  const text = await answer.text();
  try {
    return String(JSON.parse(text).detail);
  } catch {
    return text || `The server said ${answer.status}.`;
  }
}

const LONGEST_WAIT = 8000;

/** Without a word for so long, a connection is dead: the server pings every ten seconds. */
const SILENCE = 25000;

/**
 * Put what is new into a view: whole parts, and of the members those who are named.
 *
 * @param {any} shown @param {any} told a whole view, or only the news
 */
function withNews(shown, told) {
  if (!told.news) return told;
  const { members = [], ...parts } = told.news;
  if (!members.length) return { ...shown, ...parts };
  const all = new Map([...shown.members, ...members].map((each) => [each.id, each]));
  return { ...shown, ...parts, members: [...all.values()] };
}

/**
 * Follow a view until told to stop, through lost networks and servers that start anew.
 *
 * @param {string} path
 * @param {string} token
 * @param {{view: (shown: any) => void, connected: (well: boolean) => void,
 *   refused: (error: Refused) => void}} heard
 * @returns {() => void} stops it
 */
export function follow(path, token, heard) {
  let stopped = false;
  let waits = 500;
  /** @type {AbortController | undefined} */
  let running;

  async function once() {
    const mine = (running = new AbortController());
    let dead = setTimeout(() => mine.abort(), SILENCE);
    /** @type {any} */
    let shown;
    try {
      const answer = await ask(path, token, { signal: mine.signal });
      const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
      const decoder = new TextDecoder();
      let text = "";
      heard.connected(true);
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        clearTimeout(dead);
        dead = setTimeout(() => mine.abort(), SILENCE);
        waits = 500;
        text += decoder.decode(value, { stream: true });
        const parts = text.split("\n\n");
        text = parts.pop() ?? "";
        const told = parts.filter((part) => part.startsWith("data: "));
        for (const each of told) shown = withNews(shown, JSON.parse(each.slice(6)));
        if (told.length && !stopped) heard.view(shown);
      }
    } finally {
      clearTimeout(dead);
    }
  }

  async function always() {
    while (!stopped) {
      try {
        await once();
      } catch (error) {
        if (error instanceof Refused && !error.later) return heard.refused(error);
      }
      if (stopped) return undefined;
      heard.connected(false);
      // A little chance keeps a whole room from coming back in the same moment.
      await new Promise((done) => setTimeout(done, waits * (0.5 + Math.random())));
      waits = Math.min(LONGEST_WAIT, waits * 2);
    }
    return undefined;
  }

  always();
  return () => {
    stopped = true;
    running?.abort();
  };
}
