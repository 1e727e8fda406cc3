// @ts-check
/** Sends a form until the server answers, with the same id each time, so that repeats count once. */
/** @import { Sent } from "./libraries" */
import { showTrouble } from "./connection.js";
import { forgetDrafts } from "./drafts.js";

const FIRST_MS = 1_500;
const MOST_MS = 15_000;

/** The attempts of each form that has no answer yet. @type {Map<HTMLFormElement, number>} */
const pendingForms = new Map();

export function keepSending() {
  on("htmx:before:request", (form) => {
    pendingForms.set(form, (pendingForms.get(form) ?? 0) + 1);
    hold(form, true);
  });
  on("htmx:after:request", (form, { response }) => {
    if (!response || response.status >= 500) return;
    finish(form);
    if (response.status >= 400) return;
    forgetDrafts(form);
    form.reset();
    const folded = form.closest("details[data-closes-when-sent]");
    if (folded instanceof HTMLDetailsElement) folded.open = false;
  });
  on("htmx:finally:request", (form) => {
    const attempts = pendingForms.get(form);
    if (attempts !== undefined) retry(form, attempts);
  });
  // Another technician changed the ticket, and this form no longer exists. The typed text stays as a draft.
  document.addEventListener("htmx:after:swap", () => {
    for (const form of pendingForms.keys()) if (!form.isConnected) finish(form);
  });
  addEventListener("beforeunload", (event) => {
    if (pendingForms.size > 0) event.preventDefault();
  });
}

/** @param {HTMLFormElement} form @param {number} attempts */
function retry(form, attempts) {
  showTrouble("unsent", true);
  setTimeout(
    () => {
      if (form.isConnected) form.requestSubmit();
    },
    Math.min(MOST_MS, FIRST_MS * 2 ** (attempts - 1)),
  );
}

/** @param {HTMLFormElement} form */
function finish(form) {
  pendingForms.delete(form);
  hold(form, false);
  if (pendingForms.size === 0) showTrouble("unsent", false);
}

/** Freezes a form while it is sent, so that a retry sends the same id and text. @param {HTMLFormElement} form @param {boolean} isHeld */
function hold(form, isHeld) {
  form.toggleAttribute("hx-morph-skip", isHeld);
  for (const field of form.elements) {
    if (field instanceof HTMLTextAreaElement) field.readOnly = isHeld;
    else if (field instanceof HTMLElement) field.inert = isHeld;
  }
}

/** @param {string} event @param {(form: HTMLFormElement, sent: Sent) => void} listener */
function on(event, listener) {
  document.addEventListener(event, (dispatched) => {
    const { target, detail } = /** @type {CustomEvent<{ ctx: Sent }>} */ (dispatched);
    if (target instanceof HTMLFormElement) listener(target, detail.ctx);
  });
}
