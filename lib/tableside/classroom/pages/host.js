// @ts-check
// A page that shows a widget of the course without Jupyter: it plays the model that the widget
// talks to, and hands on what the widget would have told Python.

import { address } from "./connection.js";

/**
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, heard: () => void) => void} on
 * @property {(event: string, heard?: () => void) => void} off
 * @property {() => void} send
 */

/**
 * Make a model with a state of its own.
 *
 * @param {Record<string, any>} state
 * @param {(changes: Record<string, any>) => void} saved what the widget wants Python to know
 */
export function localModel(state, saved) {
  /** @type {Map<string, Set<() => void>>} */
  const listeners = new Map();
  /** @type {Record<string, any>} */
  let changes = {};

  /** @param {string} name */
  function tell(name) {
    for (const heard of [...(listeners.get(`change:${name}`) ?? [])]) heard();
  }

  /** @type {Model} */
  const model = {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      changes[name] = value;
      tell(name);
    },
    save_changes() {
      const now = changes;
      changes = {};
      if (Object.keys(now).length) saved(now);
    },
    on(event, heard) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(heard));
    },
    off(event, heard) {
      if (heard) listeners.get(event)?.delete(heard);
      else listeners.delete(event);
    },
    send() {},
  };
  return {
    model,
    /** @param {Record<string, any>} news what Python would say */
    tell(news) {
      Object.assign(state, news);
      Object.keys(news).forEach(tell);
    },
  };
}

/**
 * Show a widget in an element.
 *
 * @param {string} kind
 * @param {Model} model
 * @param {HTMLElement} el
 * @returns {Promise<() => void>} takes it away again
 */
export async function show(kind, model, el) {
  const href = address(`/screens/${kind}.css`);
  if (!document.querySelector(`link[href="${href}"]`)) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    document.head.append(link);
  }
  const module = await import(address(`/screens/${kind}.js`));
  const leave = await module.default.render({ model, el });
  return () => {
    leave?.();
    el.replaceChildren();
  };
}

/** @param {DataView | undefined} bytes */
function base64(bytes) {
  if (!bytes) return "";
  const all = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  for (let i = 0; i < all.length; i += 32768) {
    text += String.fromCharCode(...all.subarray(i, i + 32768));
  }
  return btoa(text);
}

/**
 * Turn what a drill tells Python into what the class server reads; null if it is no round.
 *
 * @param {Record<string, any>} changes
 */
export function roundOf(changes) {
  const meta = changes.trace_meta;
  if (!meta?.recording) return null;
  return {
    recording: String(meta.recording),
    work: {
      kind: "round",
      samples: base64(changes.trace_bytes),
      ...(meta.device ? { device: meta.device } : {}),
      ...(meta.feedback ? { feedback: meta.feedback } : {}),
      calibration: meta.calibration ?? null,
      events: meta.events ?? [],
      seconds: meta.seconds ?? 0,
      pace: meta.pace ?? 1,
    },
  };
}
