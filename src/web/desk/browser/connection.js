// @ts-check
/** Listens for changes, reloads the page's content, and says when the connection is lost. */

import { sentence } from "./sentences.js";
import { showTyping } from "./talkSigns.js";

/** Polls at this interval when the server refuses the stream: too many tabs are open, or the session has ended. */
const POLL_MS = 10_000;
const BACK_FOR_MS = 4_000;
/** Interruptions shorter than this are not shown. */
const PATIENCE_MS = 1_500;

/** @type {Set<"gone" | "unsent">} */
const troubles = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let removal;

/** Shows the trouble above the page until it is over. @param {"gone" | "unsent"} trouble @param {boolean} lasts */
export function showTrouble(trouble, lasts) {
  const hadTrouble = troubles.size > 0;
  if (lasts) troubles.add(trouble);
  else troubles.delete(trouble);
  const line = /** @type {HTMLElement} */ (document.getElementById("connection"));
  clearTimeout(removal);
  if (troubles.has("unsent")) line.textContent = sentence("desk-page.script.unsent");
  else if (troubles.has("gone")) line.textContent = sentence("desk-page.script.gone");
  else if (hadTrouble) {
    line.textContent = sentence("desk-page.script.back");
    removal = setTimeout(() => {
      line.textContent = "";
    }, BACK_FOR_MS);
  }
  line.dataset.connection = troubles.size > 0 ? "gone" : "back";
}

/** Makes the page fetch its content again. Typed text, focus and scroll position stay. */
function refresh() {
  document.getElementById("live")?.dispatchEvent(new Event("news"));
}

export function followNews() {
  const stream = new EventSource("/desk/news");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pendingNotice;
  let missed = false;
  stream.addEventListener("ticket", ({ data }) => {
    const { reference } = document.getElementById("live")?.dataset ?? {};
    if (reference === undefined || data === "queue" || data === reference) refresh();
  });
  stream.addEventListener("typing", ({ data }) => showTyping(data));
  stream.addEventListener("open", () => {
    clearTimeout(pendingNotice);
    pendingNotice = undefined;
    showTrouble("gone", false);
    if (missed) refresh();
    missed = false;
  });
  stream.addEventListener("error", () => {
    missed = true;
    pendingNotice ??= setTimeout(() => showTrouble("gone", stream.readyState === EventSource.CONNECTING), PATIENCE_MS);
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(() => {
      refresh();
      clearTimeout(pendingNotice);
      followNews();
    }, POLL_MS);
  });
}
