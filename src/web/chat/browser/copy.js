// @ts-check
/** Puts a copy button beside every command of a card. Adaptive Cards have none of their own. */

/** @param {HTMLElement} room */
export function addCopyButtons(room) {
  new MutationObserver(() => decorate(room)).observe(room, { childList: true, subtree: true });
  decorate(room);
}

/** @param {HTMLElement} room */
function decorate(room) {
  for (const lines of /** @type {NodeListOf<HTMLElement>} */ (
    room.querySelectorAll('[id^="command-"]:not([data-copy])')
  )) {
    lines.dataset.copy = "";
    const command = [...lines.querySelectorAll(".ac-richTextBlock, .ac-textBlock")]
      .map((line) => line.textContent)
      .join("\n");
    lines.append(copyButton(command, " the command"));
  }
}

/** @param {string} text @param {string} label What a screen reader adds to "Copy". @returns {HTMLButtonElement} */
export function copyButton(text, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pill copy";
  const seen = document.createElement("span");
  seen.textContent = "Copy";
  const heard = document.createElement("span");
  heard.className = "offscreen";
  heard.textContent = label;
  button.append(seen, heard);
  copyFrom(button, text, seen);
  return button;
}

/** Lets the button copy that text, and say so in its words. @param {HTMLButtonElement} button @param {string} text @param {HTMLElement} words */
export function copyFrom(button, text, words = button) {
  const { textContent: label } = words;
  // What became of it is read out as well.
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    words.textContent = (await copy(text)) ? "Copied" : "Not copied";
    setTimeout(() => {
      words.textContent = label;
    }, 2_500);
  });
}

/** @param {string} text @returns {Promise<boolean>} */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without TLS browsers offer only the older way.
    const box = document.createElement("textarea");
    box.value = text;
    box.readOnly = true;
    box.className = "offscreen";
    document.body.append(box);
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    focused?.focus();
    return done;
  }
}
