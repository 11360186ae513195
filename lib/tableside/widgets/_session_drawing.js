// @ts-check
// What is drawn on the back map of the session table: hand, towel with its thermometer, sheet. Like
// _base.js this is no module.

/**
 * @typedef {{zone: string, spot: Place, contact: string, deep: number}} SessionHands
 * @typedef {[number, number, number, number]} SessionBox left, top, width and height
 * @typedef {{covered: boolean, dryLayer: boolean, box: SessionBox}} SessionTowel
 * @typedef {{reading: string, age: string, words: string}} SessionThermometer
 * @typedef {"talk" | "covered" | "uncovered" | "rising"} SessionScene
 */

/** What stands on the map while the back cannot be seen. */
const SESSION_VEILS = {
  talk: "The client sits and talks with you.",
  covered: "Covered with the sheet.",
  rising: "The client is getting up.",
};

/** @type {Record<string, Place>} how far, in cm, the palm lies from what presses */
const SESSION_PALMS = {
  palm: [0, 0],
  "heel-of-hand": [0, -3.6],
  "three-pads": [0, 10.5],
  fingertip: [0, 11],
  "thumb-pad": [6.6, 1.6],
};

/** A hand as large as life, in centimetres, its palm at the origin. */
function sessionPalm() {
  const fingers = [-3.3, -1.1, 1.1, 3.3].map((x, place) => {
    const long = [6, 7.2, 6.8, 5.2][place];
    return drawn("rect", { x: x - 0.95, y: -4.6 - long, width: 1.9, height: long + 2, rx: 0.95 });
  });
  const thumb = { x: -8.6, y: -1.4, width: 6, height: 2.2, rx: 1.1, transform: "rotate(24 -4 0)" };
  const palm = { x: -4.4, y: -4.8, width: 8.8, height: 9.6, rx: 3.6 };
  return [...fingers, drawn("rect", thumb), drawn("rect", palm)];
}

/** @param {SessionHands} hands */
function sessionHand({ spot, contact, deep }) {
  const offset = SESSION_PALMS[contact];
  const side = spot[0] < 0 ? -1 : 1;
  const shape = offset
    ? drawn(
        "g",
        {
          class: "ts-session-shape",
          transform: `translate(${side * offset[0]} ${offset[1]}) scale(${side} 1)`,
        },
        ...sessionPalm(),
      )
    : drawn("rect", {
        class: "ts-session-shape",
        transform: `rotate(${-30 * side})`,
        ...{ x: -4, y: -3, width: 8, height: 26, rx: 4 },
      });
  const press = { class: "ts-session-press", r: (0.9 + 1.6 * deep).toFixed(2) };
  return drawn(
    "g",
    { class: "ts-session-hand", transform: `translate(${spot[0]} ${spot[1]})` },
    shape,
    drawn("circle", press),
  );
}

/**
 * @param {SessionTowel} towel
 * @param {SessionThermometer} thermometer
 */
function sessionTowel({ covered, dryLayer, box: [x, y, width, height] }, { reading, age }) {
  const [cx, cy] = [x + width / 2, y + height / 2];
  /** @param {string} name @param {SessionBox} box @param {number} rx */
  const cloth = (name, [left, top, wide, high], rx) =>
    drawn("rect", { class: name, x: left, y: top, width: wide, height: high, rx });
  /** @param {string} name @param {number} at @param {number} down @param {string} words */
  const text = (name, at, down, words) => drawn("text", { class: name, x: at, y: down }, words);

  const folds = [0.25, 0.5, 0.75].map((share) =>
    drawn("path", { class: "ts-session-fold", d: `M${x + 1} ${y + share * height}h${width - 2}` }),
  );
  const under = cloth("ts-session-dry", [x - 0.9, y - 0.9, width + 1.8, height + 1.8], 1);
  const cover = [
    cloth("ts-session-cover", [x + 0.8, y - 0.5, width - 1.6, height + 1], 1),
    text("ts-session-label", cx, y + height - 1.6, "covered with a dry towel"),
  ];
  return drawn(
    "g",
    {},
    ...(dryLayer ? [under] : []),
    cloth("ts-session-towel", [x, y, width, height], 1.2),
    ...folds,
    ...(covered ? cover : []),
    cloth("ts-session-dial", [cx - 7.4, cy - 3, 14.8, 6.4], 1.4),
    drawn("path", { class: "ts-session-tube", d: `M${cx - 5.4} ${cy - 1.6}v2.6` }),
    drawn("circle", { class: "ts-session-bulb", cx: cx - 5.4, cy: cy + 1.4, r: 0.9 }),
    text("ts-session-reading", cx + 1.2, cy + 0.3, reading),
    text("ts-session-label", cx + 1.2, cy + 2.4, age),
  );
}

/** @param {SessionScene} scene */
function sessionSheet(scene) {
  if (scene === "uncovered") {
    return drawn(
      "g",
      {},
      drawn("rect", { class: "ts-session-sheet", x: -24, y: 41.2, width: 43.5, height: 8 }),
      drawn("path", { class: "ts-session-hem", d: "M-24 41.2h43.5" }),
    );
  }
  return drawn(
    "g",
    {},
    drawn("rect", { class: "ts-session-sheet", x: -24, y: -13, width: 43.5, height: 60 }),
    ...[2, 34].map((y) => drawn("path", { class: "ts-session-fold", d: `M-14 ${y}q14 3 28 -1` })),
    drawn("text", { class: "ts-session-veil", x: -2, y: 18 }, SESSION_VEILS[scene]),
  );
}
