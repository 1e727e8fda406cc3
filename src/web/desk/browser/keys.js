// @ts-check
/** Keyboard shortcuts of the desk. */

const OFF = "reconnect-desk-single-keys";

/** While a change is in place, it has to be put back first. */
const putBack = "#changes form button";

/** @type {Record<string, () => boolean>} */
const keys = {
  "/": () => focus("search"),
  c: claim,
  r: reply,
  // Only moves the focus to the button: a mistyped key must not take the technician away from the person.
  h: () => focusOn("#hand-back button") || focusOn(putBack),
  e: () => openAndFocus("resolve", "cause") || focusOn(putBack),
  n: () => press("#next-ticket"),
  p: () => openAndFocus("private-note", "note-text"),
  f: () => openAndFocus("record", "fact-filter"),
  g: () => press("header .home"),
  "?": showKeys,
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  ...Object.fromEntries(["1", "2", "3", "4", "5", "6"].map((key) => [key, () => press(`.lists [data-key="${key}"]`)])),
};

/** Whether the last key claimed the ticket. An "r" that follows is a shortcut, though the reply may be focused by then. */
let hasClaimed = false;
/** Whether the reply is wanted as soon as the page has it. */
let wantsReply = false;

function claim() {
  hasClaimed = press("#claim button");
  return hasClaimed;
}

function reply() {
  wantsReply = !focus("text") && document.getElementById("claim") !== null;
  return true;
}

/** A technician who loses the field while typing goes on typing for a moment. Such letters are no shortcuts. */
const AFTER_TYPING_MS = 2_500;

export function listenToKeys() {
  let typedAt = Number.NEGATIVE_INFINITY;
  document.addEventListener("input", () => {
    typedAt = performance.now();
  });
  // Sending, a press on the page itself, or Escape, ends the typing.
  document.addEventListener("submit", () => {
    typedAt = Number.NEGATIVE_INFINITY;
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Element && !target.closest("button, a, summary, label, input, textarea, select"))
      typedAt = Number.NEGATIVE_INFINITY;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (wantsReply && focus("text")) wantsReply = false;
  });
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && isSent(target)) {
      event.preventDefault();
      if (!(target instanceof HTMLTextAreaElement && target.readOnly)) target.form?.requestSubmit();
      return;
    }
    if (hasClaimed && key === "r" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      hasClaimed = false;
      event.preventDefault();
      reply();
      return;
    }
    hasClaimed = false;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (key === "/" && target instanceof HTMLTextAreaElement && target.id === "text" && target.value === "") {
      if (openAndFocus("canned", "canned-filter")) event.preventDefault();
      return;
    }
    if (key === "Escape" && target instanceof HTMLElement && target.id === "canned-filter") {
      /** @type {HTMLDetailsElement} */ (document.getElementById("canned")).open = false;
      focus("text");
      return;
    }
    if (target instanceof Element && target.closest("input, textarea, select, dialog")) {
      if (key === "Escape" && target instanceof HTMLElement) {
        typedAt = Number.NEGATIVE_INFINITY;
        target.blur();
      }
      return;
    }
    if (localStorage.getItem(OFF) && key.length === 1) return;
    if (key.length === 1 && Object.hasOwn(keys, key) && performance.now() - typedAt < AFTER_TYPING_MS) {
      typedAt = performance.now();
      event.preventDefault();
      return;
    }
    if (Object.hasOwn(keys, key) && keys[key]?.()) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element ? event.target.closest("[data-opens]") : null;
    if (opener && openAndFocus(opener.getAttribute("data-opens") ?? "", "cause")) event.preventDefault();
  });
  document.getElementById("show-keys")?.addEventListener("click", showKeys);
  const choice = /** @type {HTMLInputElement | null} */ (document.getElementById("single-keys"));
  if (!choice) return;
  choice.checked = !localStorage.getItem(OFF);
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "off");
  });
}

/** Whether Ctrl+Enter sends the form of this field. @param {EventTarget | null} target @returns {target is HTMLTextAreaElement | HTMLSelectElement} */
function isSent(target) {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** @param {string} id */
function focus(id) {
  const place = document.getElementById(id);
  place?.focus();
  place?.scrollIntoView({ block: "nearest" });
  return place !== null;
}

/** @param {string} selector */
function focusOn(selector) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  place?.focus();
  return place !== null;
}

/** @param {string} selector */
function press(selector) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  place?.click();
  return place !== null;
}

/** @param {string} id @param {string} field */
function openAndFocus(id, field) {
  const details = /** @type {HTMLDetailsElement | null} */ (document.getElementById(id));
  if (!details) return false;
  details.open = true;
  return focus(field);
}

function showKeys() {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("keys"));
  if (!dialog.open) dialog.showModal();
  return true;
}

/** Moves the focus through the queue. @param {1 | -1} direction */
function step(direction) {
  const entries = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".queue .entry"));
  if (entries.length === 0) return false;
  const current = [...entries].indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = current < 0 ? (direction > 0 ? 0 : entries.length - 1) : current + direction;
  entries[Math.max(0, Math.min(entries.length - 1, next))]?.focus();
  return true;
}
