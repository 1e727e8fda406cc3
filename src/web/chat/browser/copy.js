// @ts-check
/** Adds a copy button to every command of a card, because Adaptive Cards have none. */
import { sentence } from "./sentences.js";

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
    const copyButton = createCopyButton(readLines(lines), sentence("page.copy.command"));
    const scroller = document.createElement("div");
    scroller.className = "lines";
    scroller.append(...lines.childNodes);
    lines.append(scroller, copyButton);
    // Not every browser lets the keyboard reach what scrolls.
    if (scroller.scrollHeight > scroller.clientHeight) scroller.tabIndex = 0;
  }
  for (const script of /** @type {NodeListOf<HTMLElement>} */ (
    room.querySelectorAll('[id^="script-"]:not([data-copy])')
  )) {
    script.dataset.copy = "";
    const text = `${readLines(script)}\n`;
    const buttons = document.createElement("div");
    buttons.className = "script-buttons";
    buttons.append(
      createCopyButton(text, sentence("page.copy.script")),
      createSaveLink(text, script.id.slice("script-".length)),
    );
    script.before(buttons);
  }
}

/** @param {HTMLElement} block @returns {string} */
function readLines(block) {
  return [...block.querySelectorAll(".ac-richTextBlock, .ac-textBlock")].map((line) => line.textContent).join("\n");
}

/** Saves the text as a file with the line ends of its system. @param {string} text @param {string} file @returns {HTMLAnchorElement} */
export function createSaveLink(text, file) {
  const link = document.createElement("a");
  link.className = "pill";
  link.textContent = sentence("page.copy.save");
  link.download = file;
  const ends = file.endsWith(".sh") ? text : text.replace(/\n/g, "\r\n");
  link.href = URL.createObjectURL(new Blob([ends], { type: "text/plain" }));
  return link;
}

/** @param {string} text @param {string} label What a screen reader adds to "Copy". @returns {HTMLButtonElement} */
export function createCopyButton(text, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pill copy";
  const visibleLabel = document.createElement("span");
  visibleLabel.textContent = sentence("page.copy.copy");
  const spokenLabel = document.createElement("span");
  spokenLabel.className = "offscreen";
  spokenLabel.textContent = ` ${label}`;
  button.append(visibleLabel, spokenLabel);
  copyFrom(button, text, visibleLabel);
  return button;
}

/** Lets the button copy the text and confirm it in its label. @param {HTMLButtonElement} button @param {string} text @param {HTMLElement} words */
export function copyFrom(button, text, words = button) {
  const { textContent: label } = words;
  // Screen readers read the result too.
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    words.textContent = (await copy(text)) ? sentence("page.copy.copied") : sentence("page.copy.not-copied");
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
    // Without TLS, browsers offer only the older API.
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
