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
    lines.append(copyButton(command, "Copy the command"));
  }
}

/** @param {string} text @param {string} label @returns {HTMLButtonElement} */
export function copyButton(text, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pill copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", label);
  copyFrom(button, text);
  return button;
}

/** Lets the button copy that text, and say so. @param {HTMLButtonElement} button @param {string} text */
export function copyFrom(button, text) {
  const { textContent: label } = button;
  button.addEventListener("click", async () => {
    button.textContent = (await copy(text)) ? "Copied" : "Not copied";
    setTimeout(() => {
      button.textContent = label;
    }, 2_500);
  });
}

/** @param {string} text @returns {Promise<boolean>} */
async function copy(text) {
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
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }
}
