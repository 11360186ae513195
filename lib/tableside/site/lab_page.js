// @ts-check
// What the site adds to JupyterLab's page: how far a lesson is on its way, a button that starts it,
// the way back to the first page, a word when this browser cannot run it, a newer version as soon
// as there is one, and room.
(() => {
  /** Every file that Python needs before it can start, with its bytes; the builder writes it.
   * @type {Record<string, number>} */
  const NEEDED = {};

  /** The version of JupyterLite; the builder writes it. */
  const LITE = "";

  const READY = "This page is ready.";
  const RUNNING = "This page is coming alive …";
  const KEEPING = "Your work is being kept …";
  const NEWER = "There is a newer version of the course. Load this page again: your work is kept.";
  const NO_KEEPING =
    "This browser cannot keep your work here. Open the course at an address that begins " +
    "with https://, in a window that is not private.";

  const LAST = "tableside-last";

  /** The address as it was opened. */
  const here = location.href;

  /** The notebook that a link of the course leads to, if one did. JupyterLab must not read it: it
   * would open the page at once, and now and then put what was open last in its place. */
  const asked = new URLSearchParams(location.search).get("path");
  if (asked) history.replaceState(null, "", location.pathname);
  const LOOK_AGAIN = 500;
  const SETTLED = 20_000;

  /** @type {any} */
  const global = window;
  const strip = document.createElement("div");
  strip.id = "tableside-visit";
  strip.hidden = true;
  const words = document.createElement("span");
  words.setAttribute("role", "status");
  const start = document.createElement("button");
  start.type = "button";
  start.textContent = "▶ Start this page";
  start.hidden = true;
  strip.append(words, start);

  /** Whether anybody has tapped, clicked or typed in this page since it was loaded. A browser's own
   * word for it outlasts a reload. */
  let touched = false;
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, () => (touched = true), { capture: true, once: true });
  }

  // JupyterLite takes a worker that it does not know for an outdated one of its own, and would send
  // it away: the next visit could then not do without a network.
  const worker = new URL("../service-worker.js?enableCache=false", location.href).href;
  try {
    localStorage.setItem(`${worker}-version`, LITE);
  } catch {
    // where nothing can be kept, the strip says so
  }

  /** @param {string} told */
  function say(told, button = false) {
    if (words.textContent !== told) words.textContent = told;
    start.hidden = !button;
    strip.hidden = told === "";
  }

  /** The cells of a notebook that can run.
   * @param {any} page
   * @returns {any[]} */
  function cellsOf(page) {
    const cells = page?.content?.widgets ?? [];
    return cells.filter((/** @type {any} */ each) => each.model?.type === "code");
  }

  /** Say what the page in front waits for: files, a press of the button, or its cells. */
  function follow() {
    const missing = new Map(Object.entries(NEEDED));
    /** Pages that somebody has started. */
    const begun = new WeakSet();
    const total = sum(missing);

    /** @param {Map<string, number>} files */
    function sum(files) {
      return [...files.values()].reduce((whole, each) => whole + each, 0);
    }

    function onTheWay() {
      if (missing.size === 0 || missing.size === Object.keys(NEEDED).length) return " …";
      const here = ((total - sum(missing)) / 1e6).toFixed(0);
      return `: ${here} of ${(total / 1e6).toFixed(0)} MB are here. Only a first visit takes so long.`;
    }

    start.addEventListener("click", () => {
      begun.add(global.jupyterapp.shell.currentWidget);
      say(RUNNING);
      void global.jupyterapp.commands.execute("notebook:run-all-cells");
    });

    setInterval(() => {
      if (words.textContent === NEWER || words.textContent === KEEPING) return;
      const page = global.jupyterapp?.shell.currentWidget;
      const session = page?.sessionContext;
      const status = session?.session?.kernel?.status;
      const running = cellsOf(page).some((each) => each.model.executionState === "running");
      if (running) begun.add(page);
      if (!session) say(""); // a page without cells waits for nothing
      else if (status !== "idle" && status !== "busy") say(`Getting this page ready${onTheWay()}`);
      else if (running) say(RUNNING);
      else if (begun.has(page) || cellsOf(page).length === 0) say("");
      else say(READY, true);
    }, LOOK_AGAIN);
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data?.brought) missing.delete(data.brought);
    });
  }

  /** A page that nobody has touched loads the newer version at once; another one says so. */
  async function lookForNewer() {
    const site = await navigator.serviceWorker.ready;
    await site.update();
    const newer = site.installing ?? site.waiting;
    if (!newer || !navigator.serviceWorker.controller) return;
    while (newer.state === "installing") await new Promise((done) => setTimeout(done, 100));
    if (touched) return;
    const load = () => {
      if (touched) {
        say(NEWER);
        return;
      }
      history.replaceState(null, "", here);
      location.reload();
    };
    navigator.serviceWorker.addEventListener("controllerchange", load, { once: true });
    newer.postMessage("take over");
  }

  /** The list of files opens by itself, now and then late; who opens it again keeps it. */
  function makeRoom() {
    const { shell } = global.jupyterapp;
    const began = performance.now();
    const look = setInterval(() => {
      if (!shell.leftCollapsed && !touched) shell.collapseLeft();
      if (touched || performance.now() > began + SETTLED) clearInterval(look);
    }, LOOK_AGAIN);
  }

  /** Whoever comes by a link gets that page alone: JupyterLab has opened again what was open last,
   * each page with a Python of its own, for which a tablet has neither the room nor the time. */
  async function openAsked() {
    if (!asked) return;
    const { commands, shell } = global.jupyterapp;
    await commands.execute("filebrowser:open-path", { path: asked, dontShowBrowser: true });
    /** @type {any[]} */
    const pages = [...shell.widgets("main")];
    for (const each of pages.filter((page) => page.context?.path !== asked)) void close(each);
  }

  /** @param {any} page one of JupyterLab's */
  async function close(page) {
    await page.sessionContext?.ready;
    await page.sessionContext?.shutdown();
    if (page.context) page.context.model.dirty = false; // what was done in it is kept elsewhere
    page.close();
  }

  /** Go to the first page once everything that was done is kept. JupyterLab would ask each time, as
   * no page of the course can be saved over; while something is still on its way, it does.
   * @param {string} address */
  async function leave(address) {
    /** @type {any[]} */
    const pages = [...global.jupyterapp.shell.widgets("main")];
    const busy = () =>
      pages.some((each) => each.sessionContext?.session?.kernel?.status === "busy");
    say(KEEPING);
    const began = performance.now();
    do {
      await new Promise((done) => setTimeout(done, LOOK_AGAIN));
    } while (busy() && performance.now() < began + SETTLED);
    for (const each of busy() ? [] : pages) {
      if (each.context?.model) each.context.model.dirty = false;
    }
    location.href = address;
    say(""); // for whoever was asked, and stays
  }

  /** In the place of a picture that says nothing to learners. */
  function leadToStart() {
    const way = document.createElement("a");
    way.id = "tableside-start";
    way.href = "../index.html";
    way.textContent = "⌂ Course";
    way.addEventListener("click", (event) => {
      event.preventDefault();
      void leave(way.href);
    });
    document.getElementById("jp-MainLogo")?.replaceChildren(way);
  }

  /** The first page leads back to what was open last. */
  function remember() {
    const { shell } = global.jupyterapp;
    const note = () => {
      const path = shell.currentWidget?.context?.path;
      if (path) localStorage.setItem(LAST, path);
    };
    note();
    shell.currentChanged?.connect(note);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(strip);
    const keeps = Boolean(navigator.serviceWorker && crypto.subtle);
    if (keeps) follow();
    else say(NO_KEEPING);
    const look = setInterval(async () => {
      if (!global.jupyterapp) return;
      clearInterval(look);
      await global.jupyterapp.restored;
      leadToStart();
      makeRoom();
      await openAsked();
      if (!keeps) return;
      remember();
      await lookForNewer().catch(() => {}); // without a network there is none
    }, LOOK_AGAIN);
  });
})();
