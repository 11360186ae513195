// @ts-check
/** @typedef {{address: string, code: string, error: string}} Join */

/** @type {import("./anywidget").Render<Join>} */
function render({ model, el }) {
  const scope = cleanup();
  const box = element("div", { class: "tableside" });

  /** @param {string} typed */
  function readAddress(typed) {
    const text = typed.trim();
    try {
      const url = new URL(text.includes("://") ? text : `http://${text}`);
      return /^https?:$/.test(url.protocol) ? url : null;
    } catch {
      return null;
    }
  }

  /** @param {URL} url */
  function join(url) {
    const code = model.get("code") || url.hash.slice(1);
    // Under a Hub the class has an address below the Hub's own.
    const where = `${url.origin}${url.pathname.replace(/\/$/, "")}`;
    const href = `${where}/#${code}`;
    const link = element("a", { href, target: "_blank", rel: "noopener" }, where);
    const note = element("p", { class: "ts-join-said" }, "Nothing here? Open the class by itself: ", link);
    if (location.protocol === "https:" && url.protocol === "http:") {
      // The browser shows no page without encryption inside one with it.
      box.replaceChildren(element("p", {}, "Open the class in a page of its own: ", link));
      return;
    }
    const frame = element("iframe", {
      class: "ts-join-frame",
      title: "The class",
      src: href,
      sandbox: "allow-scripts allow-same-origin allow-forms",
      allow: "autoplay; gamepad; serial",
      "data-lm-suppress-shortcuts": "true",
    });
    box.replaceChildren(frame, note);
  }

  function askAddress() {
    const input = element("input", { type: "text", autocomplete: "off", size: 32 });
    const go = element("button", { type: "submit" }, "Open the class");
    const said = element("p", { class: "ts-join-said", role: "alert" });
    const label = element("label", {}, "Address on the board", input);
    const form = element("form", { class: "ts-join-form" }, label, go, said);
    scope.sent(form, () => {
      const url = readAddress(input.value);
      if (url) join(url);
      else said.textContent = "This is no address. Type it as it stands on the board.";
    });
    box.replaceChildren(form);
  }

  const url = readAddress(model.get("address"));
  if (url) join(url);
  else askAddress();
  el.append(box);
  return () => {
    scope.run();
    box.remove();
  };
}

export default { render };
