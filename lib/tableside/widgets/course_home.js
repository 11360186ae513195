// @ts-check
/**
 * @typedef {{text: string, path: string}} Link
 * @typedef {{state: string, mark: string, title: string, words: string, about: string,
 *   path: string, more: Link[]}} Row
 * @typedef {{title: string, note: string, rows: Row[]}} Group
 * @typedef {{next: {sentence: string, button: string, path: string}, summary: string,
 *   groups: Group[], notices: string[]}} Shown
 * @typedef {{shown: Shown, asked: number, looked: number, error: string}} CourseHome
 */

const UP_TO_DATE = "This page is up to date.";
const NO_LINKS = "To open one of these, choose it in the list of files.";

/**
 * Return the folder of this notebook on the server, "" for the topmost, or null if unknown.
 *
 * No widget is told where its notebook lies. JupyterLab knows, where it lets itself be asked; and
 * it writes it into the links of the text around, whose address there, less the path that was
 * written, ends in the folder.
 *
 * @param {Element} el
 * @param {string[]} paths
 * @returns {string | null}
 */
function folderOf(el, paths) {
  const around = el.closest(".jp-Notebook") ?? document;
  for (const link of around.querySelectorAll("a[href]")) {
    if (el.contains(link)) continue;
    const address = decodeURIComponent(new URL(link.getAttribute("href") ?? "", location.href).pathname);
    const [, path] = /\/files\/(.*)$/.exec(address) ?? [];
    const written = path && paths.find((each) => path === each || path.endsWith(`/${each}`));
    if (path && written) return path.slice(0, path.length - written.length);
  }
  return null;
}

/**
 * Open a file beside this page, where JupyterLab lets itself be asked; return whether it does.
 *
 * @param {string} path
 */
function opened(path) {
  const { jupyterapp } = /** @type {any} */ (globalThis);
  if (!jupyterapp?.commands?.hasCommand("docmanager:open")) return false;
  void jupyterapp.commands.execute("docmanager:open", { path });
  return true;
}

/**
 * Resolve a path that was written from a folder.
 *
 * @param {string} folder
 * @param {string} path
 */
function resolved(folder, path) {
  /** @type {string[]} */
  const parts = [];
  for (const part of `${folder}${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/**
 * Return the address at which JupyterLab opens a path, where it cannot be asked.
 *
 * @param {string} path
 */
function address(path) {
  try {
    const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "");
    const base = new URL(config.baseUrl ?? "/", location.href);
    const lite = "liteVersion" in config || "litePluginSettings" in config;
    const where = path.split("/").map(encodeURIComponent).join("/");
    return new URL(lite ? `lab/index.html?path=${where}` : `lab/tree/${where}`, base).href;
  } catch {
    return "#";
  }
}

/** @type {import("./anywidget").Render<CourseHome>} */
function render({ model, el }) {
  const scope = cleanup();
  const body = element("div");
  const again = element("button", { type: "button" }, "Look again");
  const status = element("p", { class: "ts-status", role: "status" });
  const error = element("p", { class: "ts-error", role: "alert" });
  const root = element("div", { class: "tableside ts-home" }, body, again, status, error);
  /** @type {string | null} */
  let folder = null;
  let pressed = false;
  let hidden = false;

  function paths() {
    const { groups } = model.get("shown");
    return groups.flatMap((group) => group.rows.map((row) => row.path)).filter(Boolean);
  }

  /**
   * @param {string} text
   * @param {string} path
   * @param {string} [look]
   */
  function link(text, path, look = "") {
    if (folder === null || !path) return element("span", { class: look }, text);
    const whole = resolved(folder, path);
    return element(
      "a",
      {
        class: look,
        href: address(whole),
        "data-path": path,
        "data-opens": whole,
      },
      text,
    );
  }

  /** @param {Row} row */
  function item(row) {
    const title = element("span", { class: "ts-home-title" }, link(row.title, row.path));
    if (row.about) title.append(element("span", { class: "ts-home-about" }, ` ${row.about}`));
    const words = element("span", { class: "ts-home-words" }, row.words);
    for (const each of row.more) words.append(" ", link(each.text, each.path));
    const mark = element("span", { class: "ts-home-mark", "aria-hidden": "true" }, row.mark);
    return element("li", { "data-state": row.state }, mark, title, words);
  }

  /** @param {Group} group */
  function section(group) {
    return element(
      "section",
      { "aria-label": group.title },
      element("p", { class: "ts-prompt" }, group.title),
      element("ul", { role: "list" }, ...group.rows.map(item)),
      element("p", { class: "ts-home-note" }, group.note),
    );
  }

  function draw() {
    const shown = model.get("shown");
    folder = folderOf(el, paths());
    const focused = document.activeElement;
    const kept = body.contains(focused) ? focused?.getAttribute("data-path") : null;
    body.replaceChildren(
      ...shown.notices.map((each) => element("p", { class: "ts-home-notice" }, each)),
      element(
        "section",
        { class: "ts-home-next", "aria-label": "What to do next" },
        element("p", { class: "ts-prompt" }, "What to do next"),
        element("p", {}, shown.next.sentence),
        link(shown.next.button, folder === null ? "" : shown.next.path, "ts-home-go"),
      ),
      element("p", { class: "ts-home-summary" }, shown.summary),
      ...(folder === null ? [element("p", { class: "ts-home-note" }, NO_LINKS)] : []),
      ...shown.groups.map(section),
    );
    const before = kept && body.querySelector(`a[data-path="${CSS.escape(kept)}"]`);
    if (before instanceof HTMLElement) before.focus();
    error.textContent = model.get("error");
  }

  function look() {
    model.set("asked", model.get("asked") + 1);
    model.save_changes();
  }

  function answered() {
    if (pressed) status.textContent = UP_TO_DATE;
    pressed = false;
  }

  // Who opens a lesson in another tab hides this page, and comes back to it with news.
  const watcher = new IntersectionObserver((seen) => {
    const visible = seen.some((each) => each.isIntersecting);
    if (visible && hidden) look();
    hidden = !visible;
  });
  scope.listen(again, "click", () => {
    pressed = true;
    status.textContent = "";
    look();
  });
  scope.listen(document, "visibilitychange", () => {
    if (document.visibilityState === "visible" && !hidden) look();
  });
  scope.listen(body, "click", (event) => {
    const path = event.target.closest?.("a[data-opens]")?.getAttribute("data-opens");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0;
    if (path && !elsewhere && opened(path)) event.preventDefault();
  });
  // The text around may be drawn after this page.
  for (const type of ["pointerenter", "focusin"]) {
    scope.listen(root, type, () => {
      if (folder === null && folderOf(el, paths()) !== null) draw();
    });
  }
  scope.watch(model, ["shown", "error"], draw);
  scope.watch(model, ["looked"], answered);
  scope.later(() => watcher.disconnect());
  el.append(root);
  draw();
  watcher.observe(root);
  return () => scope.run();
}

export default { render };
