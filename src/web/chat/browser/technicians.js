// @ts-check
/** Tells technicians' messages from the bot's, and puts the technician's name and initials above them. */
/** @import { ShownActivity } from "./libraries" */
import { makeElement } from "./elements.js";

/** The sender's id of technicians' messages. */
const technicianId = "technician";

/** @param {ShownActivity} activity */
export const isTechnician = ({ from }) => from?.id === technicianId;

/** Whether a technician wrote the message. @param {ShownActivity} activity */
export function isFromTechnician(activity) {
  return activity.type === "message" && isTechnician(activity);
}

/** Whose message it is. @param {ShownActivity} activity @returns {"mine" | "technician" | "bot"} */
export function findSide(activity) {
  if (activity.from?.role === "user") return "mine";
  return isFromTechnician(activity) ? "technician" : "bot";
}

/** @param {string} name */
export function makeName(name) {
  const initials = makeElement("span", { className: "initials", ariaHidden: "true" }, findInitials(name));
  return makeElement("p", { className: "technician-name" }, initials, name);
}

/** "KL" for "Kim Lee" @param {string} name */
export function findInitials(name) {
  const words = name.split(/[\s._-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}
