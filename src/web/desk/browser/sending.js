// @ts-check
/** Sends a form until there is an answer, with the same id each time, so that nothing happens twice. */
/** @import { Sent } from "./libraries" */
import { tellTrouble } from "./connection.js";
import { forgetDrafts } from "./drafts.js";

const FIRST_MS = 1_500;
const MOST_MS = 15_000;

/** How often each was tried that has no answer yet. @type {Map<HTMLFormElement, number>} */
const findUnderWay = new Map();

export function keepSending() {
  on("htmx:before:request", (form) => {
    findUnderWay.set(form, (findUnderWay.get(form) ?? 0) + 1);
    hold(form, true);
  });
  on("htmx:after:request", (form, { response }) => {
    if (!response || response.status >= 500) return;
    over(form);
    if (response.status >= 400) return;
    forgetDrafts(form);
    form.reset();
  });
  on("htmx:finally:request", (form) => {
    const tries = findUnderWay.get(form);
    if (tries !== undefined) again(form, tries);
  });
  // Somebody else has changed the ticket so that it cannot be sent any more; what was typed is kept as a draft.
  document.addEventListener("htmx:after:swap", () => {
    for (const form of findUnderWay.keys()) if (!form.isConnected) over(form);
  });
  addEventListener("beforeunload", (event) => {
    if (findUnderWay.size > 0) event.preventDefault();
  });
}

/** @param {HTMLFormElement} form @param {number} tries */
function again(form, tries) {
  tellTrouble("unsent", true);
  setTimeout(
    () => {
      if (form.isConnected) form.requestSubmit();
    },
    Math.min(MOST_MS, FIRST_MS * 2 ** (tries - 1)),
  );
}

/** @param {HTMLFormElement} form */
function over(form) {
  findUnderWay.delete(form);
  hold(form, false);
  if (findUnderWay.size === 0) tellTrouble("unsent", false);
}

/** What is under way stays as it was sent, id and words. @param {HTMLFormElement} form @param {boolean} still */
function hold(form, still) {
  form.toggleAttribute("hx-morph-skip", still);
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.readOnly = still;
    else if (field instanceof HTMLElement) field.inert = still;
  }
}

/** @param {string} event @param {(form: HTMLFormElement, sent: Sent) => void} listener */
function on(event, listener) {
  document.addEventListener(event, (told) => {
    const { target, detail } = /** @type {CustomEvent<{ ctx: Sent }>} */ (told);
    if (target instanceof HTMLFormElement) listener(target, detail.ctx);
  });
}
