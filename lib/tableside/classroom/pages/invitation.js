// @ts-check
// How everybody comes in, on the instructor's page: students, the projector, a colleague.
import { qrCode } from "./charts.js";
import { button, make } from "./page.js";

const ALONE = ["127.0.0.1", "localhost", "[::1]"];

/**
 * @param {any} about
 * @returns {HTMLDetailsElement}
 */
export function invitation(about) {
  const projector = { href: about.links.projector, target: "_blank", rel: "noopener", class: "door" };
  const alone = ALONE.includes(new URL(about.address).hostname);
  return make(
    "details",
    { class: "card invite", open: true },
    make("summary", {}, `Join: ${about.code}`),
    make("div", { class: "qr" }, qrCode(about.qr, about.address)),
    make("p", { class: "address" }, about.address),
    ...(alone ? [make("p", { class: "alone" }, "Only this computer can join. Start the class with --lan to let the room in.")] : []),
    make("p", {}, make("a", projector, "Open the projector's page")),
    colleague(new URL(about.links.colleague, about.address).href),
  );
}

/** @param {string} href folded in, because this page may be seen by the room */
function colleague(href) {
  const link = make("input", { id: "colleague", type: "text", readonly: true, value: href });
  const said = make("p", { class: "quiet", role: "status" });
  function copy() {
    link.focus();
    link.select();
    // The newer way to copy is closed to pages without HTTPS.
    const copied = document.execCommand("copy");
    said.textContent = copied ? "Copied." : "Copy it from the box.";
  }
  return make(
    "details",
    {},
    make("summary", {}, "A colleague teaches with you"),
    make("p", { class: "quiet" }, "Whoever has this link drives the class as you do. Send it to your colleague alone."),
    make("label", { for: "colleague" }, "Link for a colleague"),
    link,
    button("Copy the link", copy),
    said,
  );
}
