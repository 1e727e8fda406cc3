// @ts-check
/** Handles presses on a card's buttons and on the words below the chat. */
/** @import { Libraries } from "./libraries" */

/** A second press on the same button within this time is a double click and counts once. */
const DOUBLE_MS = 1_000;

/** Returns a function that is true for a press that counts. @returns {(what: string) => boolean} */
export function createPressFilter() {
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
 * Shows the press of a card's button as a message of the person. Web Chat would show nothing.
 * @param {ReturnType<Libraries["WebChat"]["createStore"]>} store
 * @param {HTMLElement} room
 * @returns {Parameters<Libraries["WebChat"]["renderWebChat"]>[0]["cardActionMiddleware"]}
 */
export function createCardPressMiddleware(store, room) {
  const counts = createPressFilter();
  return () => (next) => (press) => {
    if (!counts(JSON.stringify(press.cardAction))) return;
    const label = press.cardAction.value?.reconnect?.label;
    if (press.cardAction.type !== "postBack" || typeof label !== "string") return next(press);
    const payload = { displayText: label, text: label, value: press.cardAction.value };
    store.dispatch({ type: "WEB_CHAT/SEND_MESSAGE_BACK", payload });
    // Tab would circle in the card that was answered. Keyboard users only: on a phone, focus would open the keyboard.
    if (document.activeElement?.matches(".ac-pushButton:focus-visible"))
      /** @type {HTMLElement | null} */ (room.querySelector('[data-id="webchat-sendbox-input"]'))?.focus();
  };
}

/**
 * Sends a word from the row below as if the person had typed it, and scrolls to its answer.
 * @param {ReturnType<Libraries["WebChat"]["createStore"]>} store
 * @param {HTMLElement} room
 * @returns {(words: string) => void}
 */
export function createWordSender(store, room) {
  const counts = createPressFilter();
  return (words) => {
    const handsOver = words === "technician" ? findOfferedForm(room) : null;
    if (handsOver) return handsOver.click();
    if (!counts(words)) return;
    // Web Chat scrolls to new messages only when it is at the end. Its own button goes there.
    /** @type {HTMLElement | null} */ (room.querySelector(".webchat__scroll-to-end-button"))?.click();
    store.dispatch({ type: "WEB_CHAT/SEND_MESSAGE", payload: { text: words } });
  };
}

/**
 * The button that hands over, if the last card is the offer. It sends what the person wrote into the form, which the bare
 * word would leave behind.
 * @param {HTMLElement} room
 * @returns {HTMLElement | null}
 */
function findOfferedForm(room) {
  const card = [...room.querySelectorAll(".ac-adaptiveCard")].at(-1);
  const isForm = card?.querySelector("textarea, input[type=text]");
  return isForm ? (card?.querySelector(".ac-pushButton.style-positive") ?? null) : null;
}

/**
 * Sends how the talk with a technician ends, as a message of the person.
 * @param {ReturnType<Libraries["WebChat"]["createStore"]>} store
 * @returns {(label: string, choice: string) => void}
 */
export function createEndSender(store) {
  return (label, choice) => {
    const payload = { displayText: label, text: label, value: { reconnect: { move: "end-talk", choice, label } } };
    store.dispatch({ type: "WEB_CHAT/SEND_MESSAGE_BACK", payload });
  };
}

/** A card that is younger was not read yet. */
const UNREAD_MS = 400;

/**
 * Ignores the second press of a double click if the next card has come up under the pointer meanwhile: it would answer a
 * question that the person has not seen.
 * @param {HTMLElement} room
 */
export function ignorePressesOnNewCards(room) {
  /** @type {WeakMap<Element, number>} */
  const seen = new WeakMap();
  const note = () => {
    for (const card of room.querySelectorAll(".ac-adaptiveCard")) if (!seen.has(card)) seen.set(card, Date.now());
  };
  new MutationObserver(note).observe(room, { childList: true, subtree: true });
  const check = (/** @type {MouseEvent} */ event) => {
    // The browser counts presses at the same spot in quick succession, whatever is there.
    if (event.detail < 2) return;
    const card = event.target instanceof Element ? event.target.closest(".ac-adaptiveCard") : null;
    const now = Date.now();
    if (!card || now - (seen.get(card) ?? now) >= UNREAD_MS) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  room.addEventListener("click", check, { capture: true });
}
