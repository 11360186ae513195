// @ts-check
// What the site adds to JupyterLab's page: how far Python is on its way, a word when this browser
// cannot run it, a newer version as soon as there is one, and room on small screens.
(() => {
  /** Every file that Python needs before it can start, with its bytes; the builder writes it.
   * @type {Record<string, number>} */
  const NEEDED = {};

  const NEWER = "There is a newer version of the course. Load this page again: your work is kept.";

  const SMALL = 1000;
  const LOOK_AGAIN = 500;
  const SETTLED = 20_000;

  /** @type {any} */
  const global = window;
  const strip = document.createElement("p");
  strip.id = "tableside-visit";
  strip.setAttribute("role", "status");
  strip.hidden = true;
  Object.assign(strip.style, {
    position: "fixed",
    zIndex: "10000",
    insetInline: "0",
    bottom: "32px",
    width: "fit-content",
    maxWidth: "90%",
    margin: "0 auto",
    padding: "10px 18px",
    borderRadius: "6px",
    background: "#1f3a5f",
    color: "#ffffff",
    font: "16px/1.4 system-ui, sans-serif",
  });

  /** Whether anybody has tapped, clicked or typed in this page since it was loaded. A browser's own
   * word for it outlasts a reload. */
  let touched = false;
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, () => (touched = true), { capture: true, once: true });
  }

  /** @param {string} words */
  function say(words) {
    if (strip.textContent !== words) strip.textContent = words;
    strip.hidden = words === "";
  }

  function showPython() {
    const missing = new Map(Object.entries(NEEDED));
    const total = sum(missing);

    /** @param {Map<string, number>} files */
    function sum(files) {
      return [...files.values()].reduce((whole, each) => whole + each, 0);
    }

    const look = setInterval(() => {
      if (strip.textContent === NEWER) return;
      const session = global.jupyterapp?.shell.currentWidget?.sessionContext;
      const status = session?.session?.kernel?.status;
      if (!session) {
        say(""); // a page without Python waits for nothing
      } else if (status === "idle" || status === "busy") {
        clearInterval(look);
        say("");
      } else {
        const here = total - sum(missing);
        const brought = `${(here / 1e6).toFixed(0)} of ${(total / 1e6).toFixed(0)} MB are here`;
        const waits = missing.size > 0 && missing.size < Object.keys(NEEDED).length;
        const more = waits ? `: ${brought}. Only a first visit takes so long.` : " …";
        say(`Getting Python ready${more}`);
      }
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
    const load = () => (touched ? say(NEWER) : location.reload());
    navigator.serviceWorker.addEventListener("controllerchange", load, { once: true });
    newer.postMessage("take over");
  }

  /** The list of files opens by itself, now and then late; who opens it again keeps it. */
  function makeRoom() {
    if (innerWidth >= SMALL) return;
    const { shell } = global.jupyterapp;
    const look = setInterval(() => {
      if (!shell.leftCollapsed && !touched) shell.collapseLeft();
      if (touched || performance.now() > SETTLED) clearInterval(look);
    }, LOOK_AGAIN);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(strip);
    if (!navigator.serviceWorker || !crypto.subtle) {
      say(
        "This browser cannot keep your work here. Open the course at an address that begins " +
          "with https://, in a window that is not private.",
      );
      return;
    }
    showPython();
    const look = setInterval(async () => {
      if (!global.jupyterapp) return;
      clearInterval(look);
      await global.jupyterapp.restored;
      makeRoom();
      await lookForNewer().catch(() => {}); // without a network there is none
    }, LOOK_AGAIN);
  });
})();
