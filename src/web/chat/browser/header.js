// @ts-check
/** The header says who has the case. */
/** @import { ChatStates } from "./chatState.js" */
import { findInitials } from "./technicians.js";

/** @param {ChatStates} states */
export function wireHeader(states) {
  const initials = /** @type {HTMLElement} */ (document.getElementById("initials"));
  states.listen({
    onState({ phase, title, details, reference, technician }) {
      document.body.dataset.phase = phase;
      // Screen readers read only what changes.
      write(".words", title);
      write(".reference", reference ?? "");
      write(".details", details.join(" "));
      initials.hidden = technician === null;
      initials.textContent = findInitials(technician ?? "");
    },
  });
}

/** @param {string} part @param {string} words */
function write(part, words) {
  const line = document.querySelector(`#state ${part}`);
  if (line && line.textContent !== words) line.textContent = words;
}
