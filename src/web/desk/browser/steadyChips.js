// @ts-check
/** Keeps the answers at their places after a press, so that the next press means what was read. */
/** @import { Sent } from "./libraries" */

/** What has come up under the pointer for a shorter time was not read yet. */
const UNREAD_MS = 700;
/** A press this close to the one before is at the same spot. In pixels. */
const SAME_SPOT = 12;
/** A finger leaves at once, so the place is held at least this long. */
const HELD_MS = 1_200;

/** The question that was just answered: its place stays until the pointer has left the list. */
/** @typedef {{ id: string, place: HTMLElement, order: string[], until: number, top: number }} Held */

export function keepChipsSteady() {
  /** @type {Held | undefined} */
  let held;
  /** @type {{ x: number, y: number, form: string } | undefined} */
  let press;
  let swappedAt = Number.NEGATIVE_INFINITY;
  document.addEventListener(
    "click",
    (event) => {
      const chip = event.target instanceof Element ? event.target.closest("button.chip") : null;
      // The keyboard presses without a pointer, and keeps its focus on what it presses.
      if (!(chip instanceof HTMLButtonElement) || event.detail === 0) return;
      const { clientX: x, clientY: y } = event;
      const form = chip.form?.id ?? "";
      const isSameSpot = press && Math.hypot(x - press.x, y - press.y) < SAME_SPOT;
      if (isSameSpot && press?.form !== form && performance.now() - swappedAt < UNREAD_MS) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else press = { x, y, form };
    },
    { capture: true },
  );
  document.addEventListener("htmx:before:swap", (event) => {
    const { sourceElement } = /** @type {CustomEvent<{ ctx: Sent }>} */ (event).detail.ctx;
    if (held?.place.isConnected) held.top = held.place.getBoundingClientRect().top;
    if (sourceElement.id !== press?.form) return;
    if (sourceElement.matches(".useful:hover")) held = hold(/** @type {HTMLElement} */ (sourceElement));
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const { sourceElement } = /** @type {CustomEvent<{ ctx: Sent }>} */ (event).detail.ctx;
    if (sourceElement.id === press?.form) swappedAt = performance.now();
    if (held) arrange(held);
  });
  const leave = (/** @type {Event} */ { target }) => {
    if (!held || performance.now() < held.until) return;
    if (target instanceof Element && target.closest("#recording")) return;
    held.place.remove();
    held = undefined;
  };
  document.addEventListener("pointermove", leave);
  document.addEventListener("pointerdown", leave);
}

/** @param {HTMLElement} form @returns {Held} */
function hold(form) {
  const place = document.createElement("p");
  place.className = "held quiet";
  const { top, height } = form.getBoundingClientRect();
  place.textContent = form.querySelector("[id^=question-]")?.textContent ?? "";
  place.style.height = `${height}px`;
  return { id: form.id, place, order: listForms().map(({ id }) => id), until: performance.now() + HELD_MS, top };
}

/** @param {Held} held */
function arrange(held) {
  const { id, place, order } = held;
  const forms = listForms();
  const end = document.getElementById("record");
  // It was not recorded, so its question is still there.
  if (!end || forms.some((form) => form.id === id)) return place.remove();
  const kept = order.flatMap((name) => (name === id ? [place] : forms.filter((form) => form.id === name)));
  for (const element of [...kept, ...forms.filter(({ id: name }) => !order.includes(name))]) end.before(element);
  // What is above may be higher now. The browser may have scrolled for that itself, in the next frame.
  const { top } = held;
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (place.isConnected) scrollBy(0, place.getBoundingClientRect().top - top);
    }),
  );
}

/** @returns {HTMLElement[]} */
function listForms() {
  return [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#recording .useful"))];
}
