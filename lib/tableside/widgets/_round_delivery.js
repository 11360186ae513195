// @ts-check
// Bringing rounds to Python, and waiting for the answer. Like _base.js this is no module.

/**
 * @typedef {{map: BackMap, round: Round, drill: string, feedback: string,
 *   trace_bytes: DataView | null, trace_meta: Record<string, any>, result: Partial<Result>,
 *   earlier: {rounds?: EarlierRound[], text?: string}, history: Practice, answered: string[],
 *   error: string}} Drill
 * @typedef {import("./anywidget").AnyModel<Drill>} DrillModel
 *
 * @typedef {object} AroundDelivery
 * @property {DrillModel} model
 * @property {Devices} devices
 * @property {() => boolean} busy whether a round is running
 * @property {() => void} leaves a round is on its way
 * @property {() => void} done the offer is gone, and with it the button that had the focus
 */

const SCORING =
  "The round is over, and is being scored. If the course is busy, that takes a moment; " +
  "the round is kept here until then.";

/** Offer to send rounds that were not scored yet. */
function waitingOffer() {
  const words = element("p", {});
  const send = element("button", { type: "button" }, "Send it");
  const discard = element("button", { type: "button" }, "Throw it away");
  const box = element("div", { class: "ts-waiting", hidden: true }, words, send, discard);
  return {
    box,
    send,
    discard,

    /** @param {number} count */
    show(count) {
      box.hidden = count === 0;
      const [some, it] = count === 1 ? ["A round", "it"] : [`${count} rounds`, "them"];
      words.textContent = `${some} from before ${count === 1 ? "was" : "were"} not yet scored.`;
      send.textContent = `Send ${it}`;
      discard.textContent = `Throw ${it} away`;
    },
  };
}

/**
 * Keep each finished round until Python has answered for it, and offer what is left over.
 *
 * @param {AroundDelivery} around
 */
function roundDelivery({ model, devices, busy, leaves, done }) {
  const { fingerprint } = model.get("round");
  const outbox = roundOutbox(devices.storage(), model.get("drill"), fingerprint);
  const offer = waitingOffer();
  /** Which recording waits for its score. */
  let sent = "";
  /** Whether the learner asked for all that wait. */
  let all = false;

  const others = () => outbox.waiting().filter(({ meta }) => meta.recording !== sent);

  function show() {
    offer.show(busy() ? 0 : others().length);
  }

  /** @param {Waiting} round that was kept */
  const sendKept = ({ meta, bytes }) => send(meta, fromBase64(bytes));

  /**
   * @param {Record<string, any>} meta
   * @param {DataView} bytes
   */
  function send(meta, bytes) {
    sent = meta.recording;
    leaves();
    // The same round sent again must differ, or it would be taken for what is known already.
    model.set("trace_meta", { ...meta, sending: Math.random() });
    model.set("trace_bytes", bytes);
    model.save_changes();
    show();
  }

  function answered() {
    const known = model.get("answered") ?? [];
    outbox.drop(known);
    const [next] = others();
    if (all && next && known.includes(sent)) return sendKept(next);
    all &&= next !== undefined;
    show();
  }

  answered();
  return {
    box: offer.box,
    show,

    /** Whether *recording* is what the learner waits for, or nothing is waited for. */
    wants: (/** @type {string | undefined} */ recording) => !sent || recording === sent,

    waits: () => sent !== "",

    /** Nothing is waited for any more. */
    forget() {
      sent = "";
      all = false;
    },

    /**
     * @param {Float32Array<ArrayBuffer>} taken
     * @param {Record<string, any>} about device, feedback, calibration
     */
    keepAndSend(taken, about) {
      const random = Math.random().toString(36).slice(2);
      const meta = { recording: `${devices.date().getTime()}-${random}`, ...about };
      outbox.keep(meta, taken.buffer);
      send(meta, new DataView(taken.buffer));
    },

    /** @param {ReturnType<typeof cleanup>} scope */
    listen(scope) {
      scope.watch(model, ["answered"], answered);
      scope.listen(offer.send, "click", () => {
        all = true;
        const [first] = others();
        if (first) sendKept(first);
        done();
      });
      scope.listen(offer.discard, "click", () => {
        outbox.drop(others().map(({ meta }) => meta.recording));
        show();
        done();
      });
    },
  };
}
