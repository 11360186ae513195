// @ts-check
// Keeps the whole site in the browser, so that the second visit needs no network. JupyterLite's
// own worker, which lets Python see the student's files, is part of it: imported at the end.

/** @type {any} */
const worker = self;

/** Each file of the site by its path, with a digest of its contents; the builder writes it.
 * @type {Record<string, string>} */
const FILES = {};

const STORE = "tableside-site";
const TOP = new URL("./", worker.location.href);

/** So long the first visit has the network for itself. */
const HEAD_START = 8_000;
const AT_ONCE = 4;

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

/** @param {string} path
 * @param {Request | string} request
 * @returns {Promise<Response>} */
async function fromStore(path, request) {
  const store = await caches.open(STORE);
  const kept = await store.match(nameOf(path));
  if (kept) return kept;
  const fetched = await fetch(request);
  if (fetched.ok && fetched.status === 200) await store.put(nameOf(path), fetched.clone());
  return fetched;
}

/** @type {Promise<void> | undefined} */
let filling;

/** Brings what the store still lacks, a few files at once, and lets go of older versions.
 * @returns {Promise<void>} */
async function fill() {
  await new Promise((done) => setTimeout(done, HEAD_START));
  const waiting = Object.keys(FILES);
  const bring = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      await fromStore(path, new URL(path, TOP).href);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, bring));
  const store = await caches.open(STORE);
  const wanted = new Set(Object.keys(FILES).map(nameOf));
  for (const each of await store.keys()) {
    if (!wanted.has(each.url)) await store.delete(each);
  }
}

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  // Without a network it is tried again at the next request.
  filling ??= fill().catch(() => {
    filling = undefined;
  });
  event.waitUntil(filling);
  const path = pathOf(new URL(event.request.url));
  if (event.request.method !== "GET" || !(path in FILES)) return;
  event.stopImmediatePropagation();
  event.respondWith(fromStore(path, event.request));
});

// A new version waits until all pages of the old one are closed: no page gets parts of both.
worker.skipWaiting = async () => {};
worker.importScripts("jupyterlite-service-worker.js");
