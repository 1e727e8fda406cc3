// @ts-check
/** Shows that the help desk is typing: a technician, or a model that words an answer. */
/** @import { ShownActivity } from "./libraries" */
import { find } from "./elements.js";
import { sentence } from "./sentences.js";
import { isTechnician } from "./technicians.js";

/** Who types tells so every few seconds. */
const SHOWN_MS = 5_000;

export function createTypingSign() {
  const sign = find("typing");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let removal;
  const hide = () => {
    clearTimeout(removal);
    sign.hidden = true;
  };
  return {
    hide,
    /** @param {ShownActivity} activity */
    show(activity) {
      clearTimeout(removal);
      removal = setTimeout(hide, SHOWN_MS);
      const name = isTechnician(activity) ? (activity.from?.name ?? "") : "";
      sign.ariaLabel = name ? sentence("page.script.types", { name }) : sentence("page.script.help-desk-types");
      sign.hidden = false;
    },
  };
}
