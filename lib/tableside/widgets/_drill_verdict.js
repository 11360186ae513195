// @ts-check
// What Python said of a round, shown. Like _base.js this is no module: it stands before the scripts
// of the drills.

/**
 * @typedef {{status: string, verdict: string, passed: boolean, points: number | null,
 *   headline: string, reason: string, withheld: string, notes: string[], claim: string, recording: string,
 *   parts: {part: string, share: number, weight: number}[],
 *   deductions: {happened: string, next_time: string, marks: number}[],
 *   vetoes: {zone: string, reason: string}[]}} Result
 */

/**
 * Show verdict and score, what cost points and what to do about it, and what they can claim.
 *
 * @param {Partial<Result>} result
 * @returns {Node[]}
 */
function verdict(result) {
  const { status, points, passed, headline, reason, withheld, claim } = result;
  if (!status) return [];
  const unsafe = result.verdict === "unsafe";
  const scored = typeof points === "number";
  const look = unsafe ? "ts-unsafe" : passed ? "ts-passed" : "ts-onward";
  const sign = unsafe ? "⚠ " : passed ? "✓ " : "";
  const number = scored ? String(Math.round(points)) : "–";
  const why = [...(result.vetoes ?? []).map((veto) => veto.reason), withheld, reason].filter(Boolean);
  const words = element(
    "div",
    {},
    element("p", { class: "ts-headline" }, `${sign}${headline}`),
    ...why.map((told) => element("p", {}, told ?? "")),
  );
  const score = element("p", { class: "ts-score", "aria-hidden": "true" }, number);

  const losses = (result.deductions ?? []).map(({ happened, next_time, marks }) =>
    element(
      "li",
      {},
      element("span", { class: "ts-marks" }, `−${Math.round(marks)}`),
      element("span", {}, `${happened} `, element("b", {}, next_time)),
    ),
  );
  const parts = (result.parts ?? []).map(({ part, share, weight }) =>
    element(
      "li",
      {},
      `${part} `,
      element("b", {}, String(Math.round(100 * share))),
      element("span", { class: "ts-quiet" }, ` counts ${Math.round(100 * weight)} %`),
    ),
  );
  return [
    element("div", { class: `ts-verdict ${look}` }, score, words),
    ...list("ts-losses", "What cost points", losses),
    ...list("ts-parts", "Parts of the score, of 100", parts),
    ...[...(result.notes ?? []), claim ?? ""].map((told) =>
      element("p", { class: "ts-quiet" }, told),
    ),
  ];
}

/**
 * @param {string} name
 * @param {string} label
 * @param {Node[]} items
 */
function list(name, label, items) {
  return items.length ? [element("ul", { class: name, "aria-label": label }, ...items)] : [];
}
