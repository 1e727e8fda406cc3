// @ts-check
/** Tells the technician that the person types and has seen their messages, and the person that theirs were seen. */
/** @import { ChatStates } from "./chatState.js" */
/** @import { Middleware, ShownActivity } from "./libraries" */
/** @import { Session } from "./session.js" */

import { makeElement } from "./elements.js";
import { sentence } from "./sentences.js";

const TYPING_EVERY_MS = 3_000;

/** @param {ChatStates} states @param {Session} session @param {HTMLElement} room */
export function tellTyping(states, session, room) {
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (/** @type {Event} */ { target }) => {
    const isTyping = target instanceof HTMLElement && target.matches("[data-id='webchat-sendbox-input']");
    if (!isTyping || states.current?.phase !== "with-technician") return;
    if (performance.now() - toldAt < TYPING_EVERY_MS) return;
    toldAt = performance.now();
    void session.tell({ type: "typing" });
  };
  room.addEventListener("input", tell, { capture: true });
}

/** Tells how far the person has read, as soon as they look at the page. @param {ChatStates} states @param {Session} session */
export function tellSeen(states, session) {
  let newest = 0;
  let told = 0;
  const tell = async () => {
    if (document.hidden || newest <= told) return;
    const before = told;
    told = newest;
    const watermark = String(newest);
    if (!(await session.tell({ type: "event", name: "reconnect.seen", value: { watermark } }))) told = before;
  };
  states.listen({
    onMessage(message) {
      newest = Math.max(newest, readSeq(message));
      void tell();
    },
    onState: () => void tell(),
  });
  document.addEventListener("visibilitychange", tell);
}

/** @param {ShownActivity} activity */
function readSeq({ channelData }) {
  return channelData?.["webchat:sequence-id"] ?? 0;
}

/** Leaves room below each message of the person for the mark that a technician has seen it. @returns {Middleware<{ activity: ShownActivity }>} */
export function createSeenMiddleware() {
  return () =>
    (next) =>
    (shown, ...more) => {
      const show = next(shown, ...more);
      const { activity } = shown;
      // Only the server's copy has an id.
      if (typeof show !== "function" || activity.from?.role !== "user" || !activity.id) return show;
      return (...options) => {
        const message = show(...options);
        if (!message) return message;
        const mark = makeElement(message, "p", { className: "seen", "data-seq": readSeq(activity) });
        return makeElement(message, "div", {}, message, mark);
      };
    };
}

/** Marks the person's last message once a technician has seen it. @param {ChatStates} states @param {HTMLElement} room */
export function showSeen(states, room) {
  const show = () => {
    const seen = states.current?.seen;
    const marks = /** @type {HTMLElement[]} */ ([...room.querySelectorAll(".seen")]);
    for (const mark of marks) {
      const isSeen = seen && mark === marks.at(-1) && Number(mark.dataset.seq) <= seen.seq;
      const words = isSeen ? sentence("page.script.seen-by", { name: seen.by }) : "";
      if (mark.textContent !== words) mark.textContent = words;
    }
  };
  states.listen({ onState: show });
  new MutationObserver(show).observe(room, { childList: true, subtree: true });
}
