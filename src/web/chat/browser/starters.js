// @ts-check
/** What the bot suggests to say. It stands above the box until the next message. */
/** @import { ShownActivity } from "./libraries" */
import { find, makeElement } from "./elements.js";

/** @param {(words: string) => void} say @param {HTMLElement} box @param {HTMLElement} transcript */
export function createStarters(say, box, transcript) {
  const room = find("starters");
  /** @param {ShownActivity | undefined} activity */
  return (activity) => {
    const hadFocus = room.contains(document.activeElement);
    const isByKeyboard = document.activeElement?.matches(":focus-visible");
    const actions = activity?.suggestedActions?.actions ?? [];
    const buttons = actions.map(({ title, value }) => {
      const button = makeElement("button", { type: "button", className: "starter" }, title);
      button.addEventListener("click", () => say(String(value)));
      return button;
    });
    room.replaceChildren(...buttons);
    room.hidden = buttons.length === 0;
    // On a phone, focus in the box would open the keyboard.
    if (hadFocus) (isByKeyboard ? box : transcript).focus({ preventScroll: true });
  };
}
