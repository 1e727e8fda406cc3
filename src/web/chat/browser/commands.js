// @ts-check
/** The words that always work, as buttons; and leaving the chat on a computer that others use. */
import { Ended } from "./session.js";

/** @import { Session } from "./session.js" */

/** @param {(text: string) => void} say @param {Session} session */
export function wireCommands(say, session) {
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-say]"))) {
    button.disabled = false;
    button.addEventListener("click", () => say(button.dataset.say ?? ""));
  }
  const leave = /** @type {HTMLButtonElement} */ (document.getElementById("leave"));
  const asked = /** @type {HTMLDialogElement} */ (document.getElementById("leaving"));
  leave.disabled = false;
  leave.addEventListener("click", () => asked.showModal());
  asked.addEventListener("close", async () => {
    if (asked.returnValue !== "leave") return;
    try {
      await session.end();
      location.reload();
    } catch (error) {
      // Ended elsewhere is ended too.
      if (error instanceof Ended) return location.reload();
      leave.textContent = "Not forgotten: the help desk cannot be reached. Try again";
    }
  });
}
