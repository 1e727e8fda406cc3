// @ts-check
/** Names the chips of what the bot has read, and strikes out a chip that was pressed. */

/** @param {HTMLElement} room */
export function wireReadings(room) {
  const changes = { childList: true, subtree: true, attributeFilter: ["aria-label"] };
  new MutationObserver(() => nameChips(room)).observe(room, changes);
  nameChips(room);
  // Cards keep a click on their buttons to themselves.
  room.addEventListener("click", strikeOut, { capture: true });
}

/** @param {MouseEvent} click */
function strikeOut({ target }) {
  const chip = target instanceof Element ? target.closest("[data-chip]") : null;
  if (chip instanceof HTMLElement) chip.dataset.chip = "removed";
}

/** Adaptive Cards makes the words of a button its name, "VPN ×", and not its title, "Remove: VPN". @param {HTMLElement} room */
function nameChips(room) {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (
    room.querySelectorAll('[id^="readings-"] .ac-pushButton')
  )) {
    // The button that unfolds more chips has no title of its own.
    if (button.title === button.textContent) continue;
    button.dataset.chip ??= "";
    if (button.ariaLabel !== button.title) button.ariaLabel = button.title;
  }
}
