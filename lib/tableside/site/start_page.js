// @ts-check
// What the site's first page does: brings the course to this device while somebody reads, says how
// far that is, leads back to the page that was open last, and shows a newer version at once.
(() => {
  const LAST = "tableside-last";
  const LOOK_AGAIN = 1_000;

  const NO_KEEPING =
    "This browser cannot keep your work here. Open the course at an address that begins with " +
    "https://, in a window that is not private.";
  const ALL_HERE = "The whole course is on this device: it opens without a network, too.";

  /** @param {string} words */
  function say(words) {
    const place = document.getElementById("kept");
    if (place && place.textContent !== words) place.textContent = words;
  }

  /** The first door leads to what was open last; lab_page.js remembers it. */
  function leadBack() {
    const last = localStorage.getItem(LAST);
    const door = document.getElementById("next");
    const link = [...document.querySelectorAll("main a")].find(
      (each) => last && each.getAttribute("href")?.endsWith(`?path=${last}`),
    );
    if (!door || !link) return;
    door.textContent = `Go on: ${link.querySelector(".title")?.textContent ?? link.textContent}`;
    door.setAttribute("href", link.getAttribute("href") ?? "");
  }

  /** @param {ServiceWorkerRegistration} site */
  async function showNewer(site) {
    await site.update();
    const newer = site.installing ?? site.waiting;
    if (!newer || !navigator.serviceWorker.controller) return;
    while (newer.state === "installing") await new Promise((done) => setTimeout(done, 100));
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    newer.postMessage("take over");
  }

  async function bring() {
    const { connection } = /** @type {any} */ (navigator);
    if (connection?.saveData) return; // who pays for each megabyte has only what they open
    await navigator.serviceWorker.register("service-worker.js?enableCache=false");
    const site = await navigator.serviceWorker.ready;
    const look = setInterval(() => site.active?.postMessage("how far"), LOOK_AGAIN);
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (!data?.bytes) return;
      const [here, all] = data.bytes.map((/** @type {number} */ each) => (each / 1e6).toFixed(0));
      if (data.bytes[0] < data.bytes[1]) {
        say(`The course is on its way to this device: ${here} of ${all} MB are here. You can begin.`);
        return;
      }
      clearInterval(look);
      say(ALL_HERE);
    });
    await showNewer(site);
  }

  if (!navigator.serviceWorker || !crypto.subtle) {
    say(NO_KEEPING);
    return;
  }
  leadBack();
  bring().catch(() => {}); // without a network nothing is brought, and what is here opens
})();
