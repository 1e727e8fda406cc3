// @ts-check
/** What a press on a card or on a word below the chat does. */
/** @import { Libraries } from "./libraries" */

/** A second press on the same thing within this time is a double click; nobody means it twice. */
const DOUBLE_MS = 1_000;

/** Tells whether a press counts. @returns {(what: string) => boolean} */
export function onlyOnce() {
  let last = "";
  let at = 0;
  return (what) => {
    const again = what === last && Date.now() - at < DOUBLE_MS;
    last = what;
    at = Date.now();
    return !again;
  };
}

/**
 * Shows the press of a card's button as something the person said, which Web Chat would not.
 * @param {ReturnType<Libraries["WebChat"]["createStore"]>} store
 * @param {HTMLElement} room
 * @returns {Parameters<Libraries["WebChat"]["renderWebChat"]>[0]["cardActionMiddleware"]}
 */
export function pressedCards(store, room) {
  const counts = onlyOnce();
  return () => (next) => (press) => {
    if (!counts(JSON.stringify(press.cardAction))) return;
    const label = press.cardAction.value?.reconnect?.label;
    if (press.cardAction.type !== "postBack" || typeof label !== "string") return next(press);
    const payload = { displayText: label, text: label, value: press.cardAction.value };
    store.dispatch({ type: "WEB_CHAT/SEND_MESSAGE_BACK", payload });
    // That card is done with, and Tab goes round in it. A finger is left alone: it would get a keyboard.
    if (document.activeElement?.matches(".ac-pushButton:focus-visible"))
      /** @type {HTMLElement | null} */ (room.querySelector('[data-id="webchat-sendbox-input"]'))?.focus();
  };
}

/**
 * Says a word of the row below as if it was typed, with its answer in view.
 * @param {ReturnType<Libraries["WebChat"]["createStore"]>} store
 * @param {HTMLElement} room
 * @returns {(words: string) => void}
 */
export function pressedWords(store, room) {
  const counts = onlyOnce();
  return (words) => {
    if (!counts(words)) return;
    // Web Chat follows what is new only from the end of the conversation, and has a button to go there.
    /** @type {HTMLElement | null} */ (room.querySelector(".webchat__scroll-to-end-button"))?.click();
    store.dispatch({ type: "WEB_CHAT/SEND_MESSAGE", payload: { text: words } });
  };
}
