// @ts-check
// Keeps the whole site in the browser, so that the second visit needs no network. JupyterLite's
// own worker, which lets Python see the student's files, is part of it: imported at the end.

/** @type {any} */
const worker = self;

/** Each file of the site by its path, with a digest of its contents and its bytes, as in
 * "0123456789abcdef-2048"; the builder writes it.
 * @type {Record<string, string>} */
const FILES = {};

const STORE = "tableside-site";
const TOP = new URL("./", worker.location.href);

/** Nothing is brought for later while a page still asks for something every so many seconds. */
const QUIET = 4_000;
const AT_ONCE = 4;

let lastAsked = Date.now();

/** What asks for a folder gets its page.
 * @param {URL} url
 * @returns {string} */
function pathOf(url) {
  if (url.origin !== TOP.origin || !url.pathname.startsWith(TOP.pathname)) return "";
  const path = decodeURIComponent(url.pathname.slice(TOP.pathname.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** The name of a file in the store changes with its contents: versions never mix.
 * @param {string} path
 * @returns {string} */
function nameOf(path) {
  return new URL(`${path}?kept=${FILES[path]}`, TOP).href;
}

/** A server, or something on the way, may still hold an older version: that one is not kept.
 * @param {string} path
 * @param {Response} response
 * @returns {Promise<void>} */
async function keep(path, response) {
  if (!crypto.subtle) return;
  const content = await response.clone().arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const words = [...digest].map((each) => each.toString(16).padStart(2, "0")).join("");
  if (!words.startsWith(FILES[path].split("-")[0])) return;
  const store = await caches.open(STORE);
  await store.put(nameOf(path), response);
  for (const page of await worker.clients.matchAll({ type: "window" })) {
    page.postMessage({ brought: path });
  }
}

/** What is being brought, by its path: who asks for it meanwhile waits, and it comes once.
 * @type {Map<string, Promise<void>>} */
const underway = new Map();

/** Return a file, and what is still to be done with it.
 * @param {string} path
 * @returns {Promise<[Response, Promise<void>]>} */
async function fromStore(path) {
  await underway.get(path)?.catch(() => {});
  const store = await caches.open(STORE);
  const kept = await store.match(nameOf(path));
  return kept ? [kept, Promise.resolve()] : bring(path);
}

/** @param {string} path
 * @returns {Promise<[Response, Promise<void>]>} */
async function bring(path) {
  const bringing = fetchFile(path);
  const keeping = bringing.then(([, kept]) => kept);
  underway.set(path, keeping);
  keeping.catch(() => {}).finally(() => underway.delete(path));
  return bringing;
}

/** @param {string} path
 * @returns {Promise<[Response, Promise<void>]>} */
async function fetchFile(path) {
  const fetched = await fetch(new URL(path, TOP).href, { cache: "no-cache" });
  // Some hosts send on from lab/index.html to lab/, which a browser would not take as a page.
  const answer = fetched.redirected ? new Response(fetched.body, fetched) : fetched;
  return [answer, answer.status === 200 ? keep(path, answer.clone()) : Promise.resolve()];
}

/** @type {Promise<void> | undefined} */
let filling;

/** Brings what the store still lacks, a few files at once, and lets go of older versions.
 * @returns {Promise<void>} */
async function fill() {
  for (let left = QUIET; left > 0; left = lastAsked + QUIET - Date.now()) {
    await new Promise((done) => setTimeout(done, left));
  }
  const waiting = Object.keys(FILES);
  const bringSome = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      await (await fromStore(path))[1];
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, bringSome));
  const store = await caches.open(STORE);
  const wanted = new Set(Object.keys(FILES).map(nameOf));
  for (const each of await store.keys()) {
    // Another site may share this address, and with it the store.
    if (each.url.startsWith(TOP.href) && !wanted.has(each.url)) await store.delete(each);
  }
}

/** How many bytes of the site are here, and how many there are.
 * @returns {Promise<[number, number]>} */
async function howFar() {
  const store = await caches.open(STORE);
  const here = new Set((await store.keys()).map((each) => each.url));
  let kept = 0;
  let all = 0;
  for (const [path, words] of Object.entries(FILES)) {
    const bytes = Number(words.split("-")[1]);
    all += bytes;
    if (here.has(nameOf(path))) kept += bytes;
  }
  return [kept, all];
}

// The first page asks, and with that has everything brought.
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data !== "how far") return;
  startFilling();
  event.waitUntil(filling);
  event.waitUntil(howFar().then((bytes) => event.source.postMessage({ bytes })));
});

function startFilling() {
  // Without a network it is tried again at the next request.
  filling ??= fill().catch(() => {
    filling = undefined;
  });
}

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  startFilling();
  event.waitUntil(filling);
  const path = pathOf(new URL(event.request.url));
  if (event.request.method !== "GET" || !(path in FILES)) return;
  lastAsked = Date.now();
  event.stopImmediatePropagation();
  const found = fromStore(path);
  event.respondWith(found.then(([response]) => response));
  event.waitUntil(found.then(([, kept]) => kept).catch(() => {}));
});

// A new version waits until all pages of the old one are closed: no page gets parts of both.
const takeOver = worker.skipWaiting.bind(worker);
worker.skipWaiting = async () => {};

/** The pages of this site that are open; other sites may share the address.
 * @returns {Promise<any[]>} */
async function openPages() {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  return pages.filter((/** @type {any} */ page) => page.url.startsWith(TOP.href));
}

// A single page that nobody has touched yet may ask for the new version, and then loads again.
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data !== "take over") return;
  event.waitUntil(openPages().then((pages) => (pages.length > 1 ? undefined : takeOver())));
});

worker.importScripts("jupyterlite-service-worker.js");
