// @ts-check
/** Tells the technician that the person types and has seen their messages, and the person that theirs were seen. */
/** @import { ChatStates } from "./chatState.js" */
/** @import { Session } from "./session.js" */
import { sentence } from "./sentences.js";
import { readSeq } from "./transcript.js";

const TYPING_EVERY_MS = 3_000;

/** @param {ChatStates} states @param {Session} session @param {HTMLElement} box */
export function tellTyping(states, session, box) {
  let toldAt = Number.NEGATIVE_INFINITY;
  box.addEventListener("input", () => {
    if (states.current?.phase !== "with-technician") return;
    if (performance.now() - toldAt < TYPING_EVERY_MS) return;
    toldAt = performance.now();
    void session.tell({ type: "typing" });
  });
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
      newest = Math.max(newest, readSeq(message) ?? 0);
      void tell();
    },
    onState: () => void tell(),
  });
  document.addEventListener("visibilitychange", tell);
}

/** Marks the person's last message once a technician has seen it. @param {ChatStates} states @param {HTMLElement} log */
export function showSeen(states, log) {
  const show = () => {
    const seen = states.current?.seen;
    // Only a message that the server has got has a number.
    const messages = /** @type {HTMLElement[]} */ ([...log.querySelectorAll(".mine[data-seq]")]);
    for (const message of messages) {
      const isSeen = seen && message === messages.at(-1) && Number(message.dataset.seq) <= seen.seq;
      const words = isSeen ? sentence("page.script.seen-by", { name: seen.by }) : "";
      const mark = message.querySelector(".standing");
      if (mark && mark.textContent !== words) mark.textContent = words;
    }
  };
  states.listen({ onState: show });
  new MutationObserver(show).observe(log, { childList: true, subtree: true, attributeFilter: ["data-seq"] });
}
