// @ts-check
/** Keeps scroll position, open details and focus when the page updates its content. */
/** @import { Htmx, Sent } from "./libraries" */

export function keepPlaces() {
  const { htmx } = /** @type {{ htmx: Htmx }} */ (/** @type {unknown} */ (window));
  htmx.registerExtension("places", {
    htmx_before_morph_attr: (element, { attrName }) => !(element instanceof HTMLDetailsElement && attrName === "open"),
  });
  let atEnd = true;
  /** @type {string | undefined} */
  let focused;
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = /** @type {CustomEvent<{ ctx: Sent }>} */ (event).detail;
    const room = document.getElementById("scroll");
    atEnd = !room || room.scrollHeight - room.scrollTop - room.clientHeight < 40;
    // A shortcut sends a form without focusing it.
    focused = ctx.sourceElement instanceof HTMLFormElement ? ctx.sourceElement.id : document.activeElement?.id;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (atEnd) scrollToEnd();
    if (document.activeElement !== document.body) return;
    // A pressed button that disappears takes the focus with it. After "claim", the technician writes next.
    const next = focused === "claim" ? "text" : focused;
    const place = document.getElementById(next ?? "live") ?? document.getElementById("live");
    place?.focus({ preventScroll: true });
  });
  scrollToEnd();
}

function scrollToEnd() {
  const room = document.getElementById("scroll");
  if (room) room.scrollTop = room.scrollHeight;
}
