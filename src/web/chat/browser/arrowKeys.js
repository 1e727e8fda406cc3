// @ts-check
/** The history by keyboard: arrow keys go from message to message, Enter into the message, Escape back to the box. */

const controls = "button:not(:disabled), a[href], input, select, textarea, [tabindex='0']";

/** @param {HTMLElement} transcript @param {HTMLElement} log @param {HTMLElement} box */
export function wireArrowKeys(transcript, log, box) {
  transcript.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Escape") return box.focus();
    const current = target instanceof HTMLElement && target.matches("article") ? target : undefined;
    if (!current && target !== transcript) return;
    if (key === "Enter") return enter(current ?? log.lastElementChild, event);
    const next = findNext(key, current, log);
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  });
}

/** @param {string} key @param {HTMLElement | undefined} current @param {HTMLElement} log @returns {Element | null | undefined} */
function findNext(key, current, log) {
  if (key === "Home") return log.firstElementChild;
  if (key === "End") return log.lastElementChild;
  if (key === "ArrowUp") return current ? current.previousElementSibling : log.lastElementChild;
  if (key === "ArrowDown") return current ? current.nextElementSibling : log.firstElementChild;
  return undefined;
}

/** @param {Element | null | undefined} article @param {Event} event */
function enter(article, event) {
  const all = /** @type {HTMLElement[]} */ ([...(article?.querySelectorAll(controls) ?? [])]);
  const first = all.find((control) => control.checkVisibility());
  if (!first) return;
  // The key must not press what it leads to.
  event.preventDefault();
  first.focus();
}
