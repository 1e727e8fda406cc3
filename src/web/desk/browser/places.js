// @ts-check
/** Keeps scroll position, open details and focus when the page updates its content. */
/** @import { Htmx, Sent } from "./libraries" */

/** The forms after which the technician writes a reply. */
const writesOn = ["claim", "reply", "note-form"];

/** The forms after which the technician resolves the ticket. */
const resolves = /^keep-|^offer-.*keep$/;

export function keepPlaces() {
  const { htmx } = /** @type {{ htmx: Htmx }} */ (/** @type {unknown} */ (window));
  htmx.registerExtension("places", {
    htmx_before_morph_attr: (element, { attrName }) => !(element instanceof HTMLDetailsElement && attrName === "open"),
  });
  let atEnd = true;
  // Opening the canned replies or a note makes the conversation lower.
  const keepEnd = new ResizeObserver(() => {
    if (wasAtEnd) scrollToEnd();
    height = document.getElementById("scroll")?.clientHeight ?? 0;
  });
  let wasAtEnd = true;
  let height = 0;
  document.addEventListener(
    "scroll",
    ({ target }) => {
      if (!(target instanceof HTMLElement) || target.id !== "scroll") return;
      // A change of its height scrolls it too.
      if (target.clientHeight === height) wasAtEnd = isAtEnd(target);
      height = target.clientHeight;
    },
    true,
  );
  /** @type {string | undefined} */
  let focused;
  /** The place of the answered question among the most useful ones. */
  let question = -1;
  /** The place of the focused entry in the queue. A colleague may claim its ticket. */
  let place = -1;
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = /** @type {CustomEvent<{ ctx: Sent }>} */ (event).detail;
    const room = document.getElementById("scroll");
    atEnd = !room || isAtEnd(room);
    place = listEntries().indexOf(/** @type {HTMLElement} */ (document.activeElement));
    question = [...document.querySelectorAll(".useful")].indexOf(ctx.sourceElement);
    // A shortcut sends a form without focusing it.
    focused = ctx.sourceElement instanceof HTMLFormElement ? ctx.sourceElement.id : document.activeElement?.id;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (atEnd) scrollToEnd();
    // A press on the page itself focuses its whole content, which is no place.
    if (document.activeElement !== document.body && document.activeElement?.id !== "live") return;
    // A pressed button that disappears takes the focus with it.
    const resolving = resolves.test(focused ?? "") ? document.getElementById("note") : null;
    if (resolving) {
      resolving.focus({ preventScroll: true });
      return document.getElementById("resolving")?.scrollIntoView({ block: "center" });
    }
    const successor = place < 0 ? undefined : (listEntries()[place] ?? listEntries().at(-1));
    const target = findPlace(focused, question) ?? successor ?? document.getElementById("live");
    target?.focus({ preventScroll: true });
  });
  scrollToEnd();
  const room = document.getElementById("scroll");
  if (room) keepEnd.observe(room);
}

/** Where the technician goes on who sent this form, or who was at this element. @param {string | undefined} id @param {number} question @returns {HTMLElement | null} */
function findPlace(id = "live", question) {
  if (writesOn.includes(id)) return document.getElementById("text");
  const [, from] = /^(useful|record|offer)-/.exec(id) ?? [];
  if (from === "useful") {
    const left = document.querySelectorAll(".useful");
    return (
      (left[question] ?? left[left.length - 1])?.querySelector(".chip") ?? document.querySelector("#record > summary")
    );
  }
  // A recorded question goes to the end of its list.
  if (from === "record") return document.getElementById("fact-filter");
  if (from === "offer") return document.querySelector(`[id="${id}"] button`) ?? document.getElementById("text");
  const place = document.getElementById(id);
  return place instanceof HTMLFormElement ? place.querySelector("button, textarea") : place;
}

/** @returns {HTMLElement[]} */
function listEntries() {
  return [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".queue .entry"))];
}

/** @param {HTMLElement} room */
function isAtEnd(room) {
  return room.scrollHeight - room.scrollTop - room.clientHeight < 40;
}

function scrollToEnd() {
  const room = document.getElementById("scroll");
  if (room) room.scrollTop = room.scrollHeight;
}
