// @ts-check
/** The buttons of cards that open a part: they say whether it is open, and what they open comes into view. */

/** @param {HTMLElement} transcript */
export function wireFolds(transcript) {
  describe(transcript);
  new MutationObserver(() => describe(transcript)).observe(transcript, {
    childList: true,
    subtree: true,
    attributeFilter: ["aria-expanded"],
  });
  // In the capture phase and afterwards, because cards keep a click on their buttons to themselves.
  const options = { capture: true };
  transcript.addEventListener("click", ({ target }) => setTimeout(() => reveal(transcript, target)), options);
}

/** What the button opens, in its own card: an earlier card can have the same ids. @param {Element} button */
function findOpened(button) {
  const card = button.closest(".ac-adaptiveCard");
  const ids = (button.getAttribute("aria-controls") ?? "").split(" ");
  return ids.flatMap(
    (id) => /** @type {HTMLElement[]} */ ([...(card?.querySelectorAll(`[id="${CSS.escape(id)}"]`) ?? [])]),
  );
}

/** Adaptive Cards says it on what is opened, where it is not allowed, and not on the button. @param {HTMLElement} transcript */
function describe(transcript) {
  for (const button of transcript.querySelectorAll(".ac-pushButton[aria-controls]")) {
    const isOpen = String(findOpened(button).some((opened) => opened.style.display !== "none"));
    if (button.getAttribute("aria-expanded") !== isOpen) button.setAttribute("aria-expanded", isOpen);
  }
  for (const opened of transcript.querySelectorAll(".ac-adaptiveCard [aria-expanded]:not(.ac-pushButton)"))
    opened.removeAttribute("aria-expanded");
}

/** Scrolls no further than the button allows. @param {HTMLElement} transcript @param {EventTarget | null} target */
function reveal(transcript, target) {
  const button = target instanceof Element ? target.closest(".ac-pushButton[aria-controls]") : null;
  const last = button && findOpened(button).at(-1);
  if (!button || !last?.checkVisibility()) return;
  const room = transcript.getBoundingClientRect();
  const below = last.getBoundingClientRect().bottom + 12 - room.bottom;
  const above = button.getBoundingClientRect().top - 12 - room.top;
  if (below > 0) transcript.scrollTop += Math.max(0, Math.min(below, above));
}
