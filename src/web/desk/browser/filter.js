// @ts-check
/** Narrows a list down to the entries that contain what is typed. Enter opens or presses the first one. */

export function keepFilters() {
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.filters) filter(target);
  });
  // An update of the page brings all entries back.
  document.addEventListener("htmx:after:swap", () => {
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-filters]")))
      filter(box);
  });
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (key !== "Enter" || !(target instanceof HTMLInputElement) || !target.dataset.filters) return;
    event.preventDefault();
    const first = listEntries(target).find((entry) => !entry.hidden);
    const opener = /** @type {HTMLElement | null | undefined} */ (first?.querySelector("summary, button"));
    opener?.click();
    if (first instanceof HTMLDetailsElement)
      /** @type {HTMLElement | null} */ (first.querySelector("label input"))?.focus();
  });
}

/** @param {HTMLInputElement} box */
function filter(box) {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const entry of listEntries(box)) {
    const text = (entry.textContent ?? "").toLowerCase();
    entry.hidden = !words.every((word) => text.includes(word));
  }
}

/** @param {HTMLInputElement} box @returns {HTMLElement[]} */
function listEntries(box) {
  const list = document.getElementById(box.dataset.filters ?? "");
  return /** @type {HTMLElement[]} */ ([...(list?.children ?? [])]);
}
