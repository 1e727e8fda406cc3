// @ts-check
/** What a reader sees, has open and is at stays where it is when the page exchanges its content. */
/** @import { Htmx, Sent } from "./libraries" */

export function keepPlaces() {
  const { htmx } = /** @type {{ htmx: Htmx }} */ (/** @type {unknown} */ (window));
  htmx.registerExtension("places", {
    htmx_before_morph_attr: (element, { attrName }) => !(element instanceof HTMLDetailsElement && attrName === "open"),
  });
  let atEnd = true;
  /** @type {string | undefined} */
  let focused;
  document.addEventListener("htmx:before:swap", (told) => {
    const { ctx } = /** @type {CustomEvent<{ ctx: Sent }>} */ (told).detail;
    const room = document.getElementById("scroll");
    atEnd = !room || room.scrollHeight - room.scrollTop - room.clientHeight < 40;
    // A key sends a form without going there.
    focused = ctx.sourceElement instanceof HTMLFormElement ? ctx.sourceElement.id : document.activeElement?.id;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (atEnd) scrollToEnd();
    if (document.activeElement !== document.body) return;
    // A button that was pressed and is done with takes the focus along; the next thing to do is to write.
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
