// @ts-check
/** The box in which the person writes. It grows with its words, and keeps them over a reload until they are sent. */
import { find } from "./elements.js";
import { keep, recall } from "./tabMemory.js";

/** @param {(words: string) => void} say */
export function wireSendBox(say) {
  const box = /** @type {HTMLTextAreaElement} */ (find("message"));
  const button = /** @type {HTMLButtonElement} */ (find("send"));
  let memory = "";
  // Before this script ran, Enter began a new line.
  const isSentEarly = /\S\s*\n$/.test(box.value);
  const update = () => {
    button.disabled = box.value.trim() === "";
    // Only a box that is as low as its first line tells how high its words are.
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
    if (memory) keep(memory, box.value);
  };
  const send = () => {
    const words = box.value;
    if (words.trim() === "") return;
    box.value = "";
    update();
    say(words);
  };
  box.addEventListener("input", update);
  box.addEventListener("keydown", (event) => {
    // While a word is composed, as in Japanese, Enter chooses it. Safari ends the composition first and tells it by the code.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
  button.addEventListener("click", () => {
    send();
    // The keyboard of a phone stays open.
    box.focus();
  });
  update();
  return {
    box,
    /** Sends what was meant to be sent before, or brings back what was not. @param {string} conversation */
    remember(conversation) {
      if (isSentEarly) send();
      memory = `draft:${conversation}`;
      if (box.value === "") box.value = recall(memory) ?? "";
      update();
    },
  };
}
