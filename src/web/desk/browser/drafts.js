// @ts-check
/** Keeps typed text that is not sent yet, in this tab, across updates and reloads of the page. */
import { clear, show } from "./notices.js";
import { sentence } from "./sentences.js";

export function keepDrafts() {
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLTextAreaElement && target.dataset.draft !== undefined) keep(target);
  });
  let hadReply = false;
  document.addEventListener("htmx:before:swap", () => {
    hadReply = findReplyBox()?.value.trim() !== "" && findReplyBox() !== null;
  });
  document.addEventListener("htmx:after:swap", () => {
    restore();
    if (hadReply && !findReplyBox()) tellReplyGone();
  });
  restore();
}

/** @returns {HTMLTextAreaElement | null} */
function findReplyBox() {
  return /** @type {HTMLTextAreaElement | null} */ (document.getElementById("text"));
}

/** The person ended the talk, or a colleague took the ticket, while the technician wrote. */
function tellReplyGone() {
  const news = document.getElementById("live")?.dataset.news ?? "";
  clear("news");
  show("notice", sentence("desk-page.script.reply-gone", { news }));
}

/** @param {HTMLFormElement} form */
export function forgetDrafts(form) {
  for (const box of boxes(form)) sessionStorage.removeItem(makeDraftKey(box));
}

/** Appends the words to the reply. @param {string} words */
export function putIntoReply(words) {
  const box = findReplyBox();
  if (!box || box.readOnly) return;
  box.value = [box.value.trimEnd(), words].filter(Boolean).join("\n\n");
  keep(box);
  box.focus();
}

function restore() {
  for (const box of boxes(document)) if (box.value === "") box.value = sessionStorage.getItem(makeDraftKey(box)) ?? "";
}

/** @param {HTMLTextAreaElement} box */
function keep(box) {
  if (box.value) sessionStorage.setItem(makeDraftKey(box), box.value);
  else sessionStorage.removeItem(makeDraftKey(box));
}

/** @param {ParentNode} room @returns {NodeListOf<HTMLTextAreaElement>} */
function boxes(room) {
  return room.querySelectorAll("textarea[data-draft]");
}

// The key contains the technician's name: the next one who signs in in this tab must not see the draft.
/** @param {HTMLTextAreaElement} box */
function makeDraftKey(box) {
  return `draft ${document.body.dataset.reader} ${location.pathname} ${box.id}`;
}
