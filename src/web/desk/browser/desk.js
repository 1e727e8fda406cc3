// @ts-check
/** Makes the pages of the desk live. Without it they work as forms and links do. */
import { followNews } from "./connection.js";
import { copy } from "./copy.js";
import { keepDrafts, putIntoReply } from "./drafts.js";
import { listenToKeys } from "./keys.js";
import { keepPlaces } from "./places.js";
import { keepSending } from "./sending.js";
import { tellTimes } from "./times.js";

document.documentElement.classList.add("scripted");
keepPlaces();
keepDrafts();
keepSending();
listenToKeys();
tellTimes();
followNews();

// The page exchanges its buttons; what they copy is read when they are pressed.
document.addEventListener("click", async ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  if (button?.dataset.reply !== undefined) putIntoReply(button.dataset.reply);
  if (button?.dataset.copy === undefined) return;
  const words = /** @type {HTMLElement} */ (button.firstElementChild);
  words.textContent = (await copy(button.dataset.copy)) ? "Copied" : "Not copied";
  setTimeout(() => {
    words.textContent = "Copy";
  }, 2_500);
});
