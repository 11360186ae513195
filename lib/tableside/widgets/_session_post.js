// @ts-check
// What the session table sends to Python. Everything waits until Python has heard it, and carries
// a name of its own, so that nothing is lost on the way and nothing is done twice. Like _base.js
// this is no module.

/**
 * @typedef {{what: "act", act: Record<string, unknown>} | {what: "quick", quick: string}
 *   | {what: "clock", to: number} | {what: "again" | "next"}} SessionRequest
 */

/** After so many milliseconds without an answer the table says so. */
const SESSION_PATIENCE = 6000;

/**
 * @param {{set: Function, save_changes: () => void}} model
 * @param {SessionTime} time
 */
function sessionPost(model, time) {
  const view = Math.random().toString(36).slice(2);
  let count = 0;
  /** @type {{since: number, request: SessionRequest & {id: string}}[]} */
  let waiting = [];

  return {
    /**
     * Send a request, and return the name that its answer will carry.
     *
     * @param {SessionRequest} asked
     */
    send(asked) {
      count += 1;
      const request = { ...asked, id: `${view}-${count}` };
      waiting.push({ since: time.now(), request });
      model.set(
        "requests",
        waiting.map((each) => each.request),
      );
      model.save_changes();
      return request.id;
    },

    /** @param {string[]} names of what Python has heard */
    heard(names) {
      waiting = waiting.filter(({ request }) => !names.includes(request.id));
    },

    idle: () => waiting.length === 0,

    /** Whether Python has been silent for too long. */
    silent: () => waiting.length > 0 && time.now() - waiting[0].since > SESSION_PATIENCE,
  };
}
