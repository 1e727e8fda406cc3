// @ts-check
/** Handles presses on a card's buttons and on the words below the chat. */

/** @typedef {(text: string, value?: unknown, button?: HTMLElement) => void} Say */

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
 * Takes what a pressed button of a card sends. The label of the button becomes a message of the person.
 * @param {Say} say
 * @param {HTMLElement} box
 * @returns {import("./card.js").Press}
 */
export function createCardPress(say, box) {
  const counts = createPressFilter();
  return (value, button) => {
    const { reconnect } = /** @type {{ reconnect?: { label?: unknown } }} */ (value);
    if (!counts(JSON.stringify(value)) || typeof reconnect?.label !== "string") return;
    say(reconnect.label, value, button);
    // Tab would circle in the card that was answered. Keyboard users only: on a phone, focus would open the keyboard.
    if (button.matches(":focus-visible")) box.focus();
  };
}

/**
 * Sends a word from the row below as if the person had typed it.
 * @param {Say} say
 * @param {HTMLElement} log
 * @returns {(words: string) => void}
 */
export function createWordSender(say, log) {
  const counts = createPressFilter();
  return (words) => {
    const handsOver = words === "technician" ? findOfferedForm(log) : null;
    if (handsOver) return handsOver.click();
    if (counts(words)) say(words);
  };
}

/**
 * The button that hands over, if the last card is the offer. It sends what the person wrote into the form, which the bare
 * word would leave behind.
 * @param {HTMLElement} log
 * @returns {HTMLElement | null}
 */
function findOfferedForm(log) {
  const card = [...log.querySelectorAll(".ac-adaptiveCard")].at(-1);
  const isForm = card?.querySelector("textarea, input[type=text]");
  return isForm ? (card?.querySelector(".ac-pushButton.style-positive") ?? null) : null;
}

/** Sends how the talk with a technician ends, as a message of the person. @param {Say} say @returns {(label: string, choice: string) => void} */
export function createEndSender(say) {
  return (label, choice) => say(label, { reconnect: { move: "end-talk", choice, label } });
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
