// @ts-check
/** Makes the article of one message: who said it, its words or its card, and below them when. */
/** @import { ShownActivity } from "./libraries" */
/** @import { Press } from "./card.js" */
import { isCard, makeCard } from "./card.js";
import { makeElement } from "./elements.js";
import { readLabelled } from "./labels.js";
import { sentence } from "./sentences.js";
import { makeExtras } from "./talkExtras.js";
import { findSide, makeName } from "./technicians.js";
import { makeTime } from "./times.js";

/** @param {ShownActivity} activity @param {Press} press Gets what a pressed button of the card sends. */
export function makeMessage(activity, press) {
  const side = findSide(activity);
  const { text, mark, sources } = readLabelled(activity);
  const cards = (activity.attachments ?? []).filter(isCard).map((card) => makeCard(card.content, press));
  const words = text ? [makeWords(text, side === "mine"), ...sources] : [];
  const said = sentence(side === "mine" ? "page.script.you-said" : "page.script.help-desk-said");
  const name = activity.from?.name ?? "";
  // Whether the person's message was sent and seen.
  const standing = makeElement("span", { className: "standing" });
  const parts = [
    ...(side === "technician" ? [makeName(name)] : []),
    makeElement("span", { className: "offscreen" }, said),
    makeElement("div", { className: "bubble" }, ...words, ...cards),
    ...(side === "technician" ? makeExtras(text) : []),
    makeElement("p", { className: "below", ariaLive: "off" }, ...mark, makeTime(activity.timestamp), standing),
  ];
  const ariaLabel = side === "technician" ? name : said;
  return makeElement("article", { className: `message ${side}`, tabIndex: -1, ariaLabel }, ...parts);
}

/** The person's words stay as they were typed; the help desk's are paragraphs. @param {string} text @param {boolean} isTyped */
function makeWords(text, isTyped) {
  const paragraphs = isTyped ? [text] : text.split(/\n{2,}/);
  const words = paragraphs.map((paragraph) => makeElement("p", { dir: "auto" }, paragraph));
  return makeElement("div", { className: "words" }, ...words);
}
