// @ts-check
/** Makes the desk's pages live. Without this script they work as plain forms and links. */
import { followNews } from "./connection.js";
import { copy } from "./copy.js";
import { keepDrafts, putIntoReply } from "./drafts.js";
import { keepFilters } from "./filter.js";
import { listenToKeys } from "./keys.js";
import { keepNotices } from "./notices.js";
import { keepPlaces } from "./places.js";
import { keepSending } from "./sending.js";
import { sentence } from "./sentences.js";
import { keepChipsSteady } from "./steadyChips.js";
import { keepTalkSigns } from "./talkSigns.js";
import { keepTimes } from "./times.js";

document.documentElement.classList.add("scripted");
keepPlaces();
keepNotices();
keepDrafts();
keepSending();
keepFilters();
keepChipsSteady();
listenToKeys();
keepTimes();
keepTalkSigns();
followNews();

// An update of the page replaces its buttons, so one listener reads the text to copy when a button is pressed.
document.addEventListener("click", async ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  if (button?.dataset.closes)
    /** @type {HTMLDetailsElement} */ (document.getElementById(button.dataset.closes)).open = false;
  if (button?.dataset.reply !== undefined) putIntoReply(button.dataset.reply);
  if (button?.dataset.copy === undefined) return;
  const label = /** @type {HTMLElement} */ (button.firstElementChild);
  label.textContent = (await copy(button.dataset.copy))
    ? sentence("page.copy.copied")
    : sentence("page.copy.not-copied");
  setTimeout(() => {
    label.textContent = sentence("page.copy.copy");
  }, 2_500);
});
