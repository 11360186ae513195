// @ts-check
// The end of a session: score, what was unsafe, what to do better, the debrief. Like _base.js this
// is no module.

/**
 * @typedef {{at: string, message: string, note: string}} SessionLoss
 * @typedef {{session: number, headline: string, safe: boolean, points: number,
 *   unsafe: SessionLoss[], better: SessionLoss[], debrief: string, svg: string, alt: string,
 *   offers: string[]}} SessionEnd
 */

const SESSION_OFFERS = { again: "Begin again with the same client", next: "Next client" };

/**
 * @param {ReturnType<typeof cleanup>} scope
 * @param {(what: "again" | "next") => void} begin
 */
function sessionEnd(scope, begin) {
  const headline = element("p", { class: "ts-session-headline", tabindex: -1 });
  const told = element("div", { class: "ts-session-told" });
  const offers = Object.entries(SESSION_OFFERS).map(([what, title]) => {
    const button = element("button", { type: "button" }, title);
    scope.listen(button, "click", () => begin(/** @type {"again" | "next"} */ (what)));
    return { what, button };
  });
  const box = element(
    "section",
    { class: "ts-session-end", hidden: true, "aria-label": "How the session went" },
    headline,
    told,
    element("div", { class: "ts-session-offers" }, ...offers.map(({ button }) => button)),
  );

  /** @param {string} title @param {SessionLoss[]} losses */
  function list(title, losses) {
    if (!losses.length) return [];
    const items = losses.map(({ at, message, note }) => {
      const words = element("span", {}, message, " ", element("small", {}, note));
      return element("li", {}, element("span", { class: "ts-session-at" }, at), " ", words);
    });
    return [element("p", { class: "ts-session-title" }, title), element("ul", {}, ...items)];
  }

  /** @param {SessionEnd} end */
  function picture({ svg, alt }) {
    if (!svg) return alt ? [element("p", {}, alt)] : [];
    // An <img> runs no script and opens no address, whatever the SVG holds.
    const src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    return [element("img", { src, alt, class: "ts-session-picture" })];
  }

  let session = -1;
  return {
    box,
    headline,

    /** @param {SessionEnd | {}} end empty while the session goes on */
    draw(end) {
      const over = "headline" in end;
      box.hidden = !over;
      if (!over || end.session === session) {
        session = over ? session : -1;
        return;
      }
      session = end.session;
      box.dataset.safe = String(end.safe);
      headline.textContent = `${end.safe ? "✓" : "✕"} ${end.headline}`;
      told.replaceChildren(
        ...list("Unsafe", end.unsafe),
        ...list("To do better", end.better),
        ...picture(end),
        element(
          "details",
          { class: "ts-session-fold-out" },
          element("summary", {}, "The whole session in words"),
          element("pre", { class: "ts-session-debrief", tabindex: 0 }, end.debrief),
        ),
      );
      for (const { what, button } of offers) button.hidden = !end.offers.includes(what);
    },
  };
}
