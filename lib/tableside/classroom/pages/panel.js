// @ts-check
// What every picture of the board stands in.
import { draw, make } from "./page.js";

/**
 * @param {string} title
 * @param {string} text what the picture shows, in words
 * @param {Node} picture
 * @param {string} [kind] how it is laid out
 */
export function panel(title, text, picture, kind = "") {
  return make(
    "figure",
    { class: `card panel ${kind}` },
    make("h2", {}, title),
    picture,
    make("figcaption", {}, text),
  );
}

/** @param {string} box @param {string} label @param {...Element} parts */
export const picture = (box, label, ...parts) =>
  draw("svg", { viewBox: box, role: "img", "aria-label": label }, ...parts);
