// @ts-check
// The acts of a session, in groups; an act that needs choices opens them in place. Like _base.js
// this is no module.

/**
 * @typedef {{kind: string, title: string, seconds: number, fields: SessionField[],
 *   sure?: string}} SessionAct
 * @typedef {{id: string, title: string, acts: SessionAct[]}} SessionGroup
 * @typedef {(act: Record<string, unknown>, done?: () => void) => void} SessionDo
 */

/** A time that is worth telling beforehand, in seconds. */
const SESSION_LONG = 15;

/** @param {number} seconds */
function sessionTakes(seconds) {
  if (seconds < SESSION_LONG) return [];
  const words = seconds < 60 ? `${seconds} s` : `${seconds / 60} min`;
  return [element("small", { class: "ts-session-takes" }, ` ${words}`)];
}

/**
 * An act: a button, with its form behind it if it needs choices.
 *
 * @param {SessionAct} act
 * @param {ReturnType<typeof cleanup>} scope
 * @param {SessionDo} perform
 * @param {(form: HTMLFormElement) => void} opening
 */
function sessionAct({ kind, title, seconds, fields, sure }, scope, perform, opening) {
  const asks = fields.length > 0 || sure !== undefined;
  const button = element(
    "button",
    { type: "button", class: "ts-session-act", ...(asks ? { "aria-expanded": "false" } : {}) },
    asks ? `${title} …` : title,
    ...sessionTakes(seconds),
  );
  if (!asks) {
    scope.listen(button, "click", () => perform({ kind }));
    return { parts: [button], form: null, open: () => button.focus(), close() {} };
  }
  const controls = fields.map((field) => ({ field: field.field, ...sessionField(field) }));
  const form = element(
    "form",
    { class: "ts-session-choices", hidden: true, "aria-label": title },
    ...controls.map(({ part }) => part),
    ...(sure ? [element("p", { class: "ts-session-sure" }, sure)] : []),
    element("button", { type: "submit", class: "ts-main" }, title),
  );

  /** @param {boolean} shown */
  function turn(shown) {
    if (!shown && form.contains(document.activeElement)) button.focus();
    form.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
  }

  function open() {
    opening(form);
    turn(true);
    /** @type {HTMLElement | null} */ (form.querySelector("select, input, button"))?.focus();
  }

  scope.listen(button, "click", () => (form.hidden ? open() : turn(false)));
  scope.listen(form, "keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    turn(false);
  });
  scope.sent(form, () => {
    const chosen = controls.map((control) => [control.field, control.value()]);
    perform({ kind, ...Object.fromEntries(chosen) }, () => turn(false));
  });
  return { parts: [button, form], form, open, close: () => turn(false) };
}

/**
 * All acts behind one row of tabs.
 *
 * @param {SessionGroup[]} groups
 * @param {ReturnType<typeof cleanup>} scope
 * @param {SessionDo} perform
 * @param {Record<string, Node>} above what stands above the acts of a group, by its id
 */
function sessionActs(groups, scope, perform, above) {
  const ids = `ts-session-${Math.random().toString(36).slice(2)}`;
  /** @type {Map<string, ReturnType<typeof sessionAct>>} */
  const acts = new Map();
  const tabs = groups.map(({ id, title }) =>
    element(
      "button",
      {
        type: "button",
        role: "tab",
        class: "ts-session-tab",
        id: `${ids}-${id}`,
        "aria-controls": `${ids}-${id}-acts`,
      },
      title,
    ),
  );
  const panels = groups.map((group) => {
    const made = group.acts.map((act) => {
      const one = sessionAct(act, scope, perform, (form) => {
        for (const other of acts.values()) if (other.form !== form) other.close();
      });
      acts.set(act.kind, one);
      return one;
    });
    return element(
      "div",
      {
        role: "tabpanel",
        class: "ts-session-panel",
        id: `${ids}-${group.id}-acts`,
        "aria-labelledby": `${ids}-${group.id}`,
      },
      ...(above[group.id] ? [above[group.id]] : []),
      element("div", { class: "ts-session-acts" }, ...made.flatMap(({ parts }) => parts)),
    );
  });

  /** @param {number} place */
  function show(place) {
    for (const [each, tab] of tabs.entries()) {
      tab.setAttribute("aria-selected", String(each === place));
      tab.tabIndex = each === place ? 0 : -1;
      panels[each].hidden = each !== place;
    }
  }

  for (const [place, tab] of tabs.entries()) {
    scope.listen(tab, "click", () => show(place));
    scope.listen(tab, "keydown", (/** @type {KeyboardEvent} */ event) => {
      const last = tabs.length - 1;
      const next = {
        ArrowLeft: place ? place - 1 : last,
        ArrowRight: place < last ? place + 1 : 0,
        Home: 0,
        End: last,
      }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      show(next);
      tabs[next].focus();
    });
  }
  show(0);

  return {
    box: element(
      "div",
      { class: "ts-session-groups" },
      element(
        "div",
        { role: "tablist", class: "ts-session-tabs", "aria-label": "What you can do" },
        ...tabs,
      ),
      ...panels,
    ),

    /** @param {string} id */
    show: (id) => show(groups.findIndex((group) => group.id === id)),

    /**
     * Go to an act, wherever it stands.
     *
     * @param {string} kind
     */
    open(kind) {
      show(groups.findIndex((group) => group.acts.some((act) => act.kind === kind)));
      acts.get(kind)?.open();
    },
  };
}
