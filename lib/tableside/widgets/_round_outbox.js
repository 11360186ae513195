// @ts-check
// Rounds that Python has not answered for, kept in the browser so that neither a busy course nor a
// closed page loses one. Like _base.js this is no module.

/** So many rounds wait at most; each further one takes the place of the oldest. */
const MOST_WAITING = 3;

/** @typedef {{meta: Record<string, any>, fingerprint: string, bytes: string}} Waiting */

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
function toBase64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) {
    const some = /** @type {any} */ (bytes.subarray(i, i + 8192));
    // Spread out as arguments they take ten times as long, and the page stands still.
    text += String.fromCharCode.apply(null, some);
  }
  return btoa(text);
}

/**
 * @param {string} text
 * @returns {DataView}
 */
const fromBase64 = (text) =>
  new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);

/**
 * Keep rounds under a drill's name. What the browser refuses to store is kept for as long as the
 * page is open.
 *
 * @param {Storage | null} storage
 * @param {string} drill
 * @param {string} fingerprint of what the drill asks for: a round of another plan is left alone
 */
function roundOutbox(storage, drill, fingerprint) {
  const key = `tableside.rounds.${drill}`;
  let waiting = stored();

  /** @returns {Waiting[]} */
  function stored() {
    try {
      const found = JSON.parse(storage?.getItem(key) ?? "[]");
      return Array.isArray(found) ? found.filter((each) => each?.meta?.recording) : [];
    } catch {
      return [];
    }
  }

  function store() {
    try {
      if (waiting.length) storage?.setItem(key, JSON.stringify(waiting));
      else storage?.removeItem(key);
    } catch {
      // The browser's room is full: the round still waits on this page.
    }
  }

  return {
    /**
     * @param {Record<string, any>} meta
     * @param {ArrayBuffer} samples
     */
    keep(meta, samples) {
      const bytes = toBase64(new Uint8Array(samples));
      waiting = [...waiting, { meta, fingerprint, bytes }].slice(-MOST_WAITING);
      store();
    },

    /** @param {string[]} recordings that are answered for, or not wanted */
    drop(recordings) {
      const left = waiting.filter(({ meta }) => !recordings.includes(meta.recording));
      if (left.length === waiting.length) return;
      waiting = left;
      store();
    },

    /** @returns {Waiting[]} rounds of this plan, oldest first */
    waiting: () => waiting.filter((round) => round.fingerprint === fingerprint),
  };
}
