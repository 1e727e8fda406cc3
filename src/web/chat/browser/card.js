// @ts-check
/** The place of an Adaptive Card in its message. What shows cards is loaded for the first one, because the greeting has none. */
/** @import { Attachment } from "./libraries" */
import { makeElement } from "./elements.js";
import { loadOrReload } from "./patience.js";

/** @typedef {(value: unknown, button: HTMLElement) => void} Press */

export const loadRenderer = () => loadOrReload(() => import("./cardRenderer.js"));

/** @param {Attachment} attachment */
export function isCard({ contentType }) {
  return contentType === "application/vnd.microsoft.card.adaptive";
}

/**
 * A room for the card, which fills when the renderer is there.
 * @param {{ [part: string]: unknown }} content
 * @param {Press} press Gets the data of a button that submits, with what is in the card's fields.
 */
export function makeCard(content, press) {
  const room = makeElement("div", { className: "card" });
  void loadRenderer().then(async ({ renderCard }) => room.append(await renderCard(content, press)));
  return room;
}
