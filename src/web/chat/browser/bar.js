// @ts-check
/** The bar below the chat offers what works now: other things while a technician has the case. */
/** @import { ChatStates } from "./chatState.js" */

/** @param {ChatStates} states @param {(label: string, choice: string) => void} endTalk */
export function wireBar(states, endTalk) {
  const bar = /** @type {HTMLElement} */ (document.querySelector("nav"));
  const button = /** @type {HTMLElement} */ (document.getElementById("end-talk"));
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("ending"));
  states.listen({
    onState({ phase }) {
      for (const offer of /** @type {NodeListOf<HTMLElement>} */ (bar.querySelectorAll("[data-phases]")))
        offer.hidden = !offer.dataset.phases?.split(" ").includes(phase);
      if (phase !== "with-technician" && dialog.open) dialog.close("stay");
    },
  });
  button.addEventListener("click", () => {
    dialog.returnValue = "stay";
    dialog.showModal();
  });
  dialog.addEventListener("close", () => {
    const pressed = dialog.querySelector(`button[value="${dialog.returnValue}"]`);
    if (dialog.returnValue !== "stay") endTalk(pressed?.textContent ?? "", dialog.returnValue);
  });
}
