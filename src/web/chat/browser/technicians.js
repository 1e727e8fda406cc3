// @ts-check
/** Shows technicians' messages differently from the bot's: in another colour, below the technician's name and initials. */
/** @import { ChatElement, Middleware, ShownActivity } from "./libraries" */

import { makeElement } from "./elements.js";
import { makeExtras } from "./talkExtras.js";

/** The sender's id of technicians' messages. */
const technicianId = "technician";

/** Whether a technician wrote the message. @param {ShownActivity} activity */
export function isFromTechnician({ type, from }) {
  return type === "message" && from?.id === technicianId;
}

/** Puts the name above each message of a technician. @returns {Middleware<{ activity: ShownActivity }>} */
export function createTechnicianMiddleware() {
  return () =>
    (next) =>
    (shown, ...more) => {
      const show = next(shown, ...more);
      const { activity } = shown;
      if (typeof show !== "function" || !isFromTechnician(activity)) return show;
      return (...options) => {
        const message = show(...options);
        return message && addName(message, activity.from?.name ?? "", activity.text ?? "");
      };
    };
}

/** @param {ChatElement} message @param {string} name @param {string} text */
function addName(message, name, text) {
  const initials = makeElement(message, "span", { className: "initials", "aria-hidden": true }, findInitials(name));
  const heading = makeElement(message, "p", { className: "technician-name" }, initials, name);
  const extras = makeExtras(message, text);
  return makeElement(message, "div", { className: "from-technician" }, heading, message, ...(extras ? [extras] : []));
}

/** "KL" for "Kim Lee" @param {string} name */
export function findInitials(name) {
  const words = name.split(/[\s._-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}
