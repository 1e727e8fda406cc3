// @ts-check
/** The buttons for the words that always work, and for leaving the chat on a shared computer. */
import { sentence } from "./sentences.js";
import { Ended } from "./session.js";
import { forgetAll } from "./tabMemory.js";

/** @import { Session } from "./session.js" */

/** Opens a dialog, and does what was asked for unless the person stays. @param {string} id @param {() => void} go */
function ask(id, go) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById(id));
  dialog.returnValue = "stay";
  dialog.showModal();
  dialog.addEventListener("close", () => dialog.returnValue !== "stay" && go(), { once: true });
}

/** @param {(text: string) => void} say @param {Session} session */
export function wireCommands(say, session) {
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-say]"))) {
    button.disabled = false;
    const words = button.dataset.say ?? "";
    const { asks } = button.dataset;
    button.addEventListener("click", ({ detail }) => {
      // The second press of a double click would answer what the first one brought up.
      if (detail > 1) return;
      if (asks) ask(asks, () => say(words));
      else say(words);
    });
  }
  const leave = /** @type {HTMLButtonElement} */ (document.getElementById("leave"));
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("leaving"));
  leave.disabled = false;
  leave.addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("close", async () => {
    if (dialog.returnValue !== "leave") return;
    try {
      await session.end();
      forgetAll();
      location.reload();
    } catch (error) {
      // Another tab has already ended the chat.
      if (error instanceof Ended) {
        forgetAll();
        return location.reload();
      }
      leave.textContent = sentence("page.script.not-forgotten");
    }
  });
}
