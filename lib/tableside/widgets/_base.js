// @ts-check
// The common script: it stands before each widget's own module, as _base.css does before its
// styles. It is no module itself, so that a widget needs neither a bundler nor an import.

/**
 * Make an element. Texts become text, never markup. Whatever can take the focus tells
 * JupyterLab to leave its keys alone: typing "d d" in it would otherwise delete the cell.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, String(value));
  }
  if (made.matches("button, input, select, textarea, summary, a, [tabindex]")) {
    made.setAttribute("data-lm-suppress-shortcuts", "true");
  }
  made.append(...children);
  return made;
}

/** @type {WeakSet<object>} */
const heardSurely = new WeakSet();

/**
 * Hear what Python says also where loading the page took its time.
 *
 * anywidget waits two seconds for a widget's script. If it comes later, the widget is shown all
 * the same, but every message to it is dropped: answers would be saved, and nobody told.
 *
 * @param {any} proxy the model as anywidget gives it; the real one comes with its events
 */
function hearSurely(proxy) {
  if (!proxy.widget_manager || heardSurely.has(proxy)) return;
  heardSurely.add(proxy);

  /** @type {any} */
  let model;
  const found = (/** @type {unknown} */ real) => (model = real);
  proxy.on("change:_reached", found);
  proxy.set("_reached", true);
  proxy.off("change:_reached", found);
  delete model?._buffered_state_diff?._reached; // it is no trait, and Python never hears of it
  const [dropping, hearing] = prototypes(model ?? {}).filter((each) =>
    Object.hasOwn(each, "_handle_comm_msg"),
  );
  if (!hearing) return;
  const nothing = { content: { data: { method: "nothing" } } };
  Promise.resolve(dropping._handle_comm_msg.call(model, nothing)).catch(() => {
    model.comm?.on_msg((/** @type {unknown} */ said) => hearing._handle_comm_msg.call(model, said));
  });
}

/**
 * @param {object} of
 * @returns {any[]}
 */
function prototypes(of) {
  const next = Object.getPrototypeOf(of);
  return next ? [next, ...prototypes(next)] : [];
}

/**
 * Collect everything that must be undone when a widget leaves the page.
 */
function cleanup() {
  /** @type {(() => void)[]} */
  const tasks = [];
  return {
    /**
     * Listen to an event until the widget leaves.
     *
     * @param {EventTarget} target
     * @param {string} type
     * @param {(event: any) => void} heard
     * @param {AddEventListenerOptions} [options]
     */
    listen(target, type, heard, options) {
      target.addEventListener(type, heard, options);
      tasks.push(() => target.removeEventListener(type, heard, options));
    },

    /**
     * Hear when a form is sent, by its button or by Enter in a field. JupyterLab keeps that key
     * from sending a form by itself.
     *
     * @param {HTMLFormElement} form
     * @param {() => void} heard
     */
    sent(form, heard) {
      this.listen(form, "submit", (event) => {
        event.preventDefault();
        heard();
      });
      this.listen(form, "keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
        event.preventDefault();
        form.requestSubmit();
      });
    },

    /**
     * Listen to traits of the model until the widget leaves.
     *
     * @param {{on: Function, off: Function}} model
     * @param {string[]} traits
     * @param {() => void} heard
     */
    watch(model, traits, heard) {
      hearSurely(model);
      for (const trait of traits) {
        model.on(`change:${trait}`, heard);
        tasks.push(() => model.off(`change:${trait}`, heard));
      }
    },

    /** @param {() => void} task */
    later(task) {
      tasks.push(task);
    },

    run() {
      for (const task of tasks.splice(0)) task();
    },
  };
}
