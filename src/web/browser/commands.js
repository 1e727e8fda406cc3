// @ts-check
/** The words that always work, as buttons; and leaving the chat on a computer that others use. */
/** @import { Session } from "./connection.js" */

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
      await end(session);
      location.reload();
    } catch {
      leave.textContent = "Not forgotten: the help desk was not reached. Try again";
    }
  });
}

/** @param {Session} session */
async function end(session) {
  const response = await fetch(`${session.domain}/conversations/${session.conversationId}/activities`, {
    method: "POST",
    headers: { authorization: `Bearer ${await session.renew()}`, "content-type": "application/json" },
    body: JSON.stringify({ type: "endOfConversation" }),
  });
  if (!response.ok) throw new Error(`${response.status}`);
}
