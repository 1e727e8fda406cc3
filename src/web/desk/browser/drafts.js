// @ts-check
/** Keeps what is typed and not yet sent, in this tab, whatever becomes of the page. */

export function keepDrafts() {
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLTextAreaElement && target.dataset.draft !== undefined) keep(target);
  });
  document.addEventListener("htmx:after:swap", restore);
  restore();
}

/** @param {HTMLFormElement} form */
export function forgetDrafts(form) {
  for (const box of boxes(form)) sessionStorage.removeItem(makeDraftKey(box));
}

/** Puts it after what stands there already. @param {string} words */
export function putIntoReply(words) {
  const box = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("text"));
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

// Whoever signs in next at this tab is not shown what somebody else began to write.
/** @param {HTMLTextAreaElement} box */
function makeDraftKey(box) {
  return `draft ${document.body.dataset.reader} ${location.pathname} ${box.id}`;
}
