/** Finds the texts of cards that people read. */
import type { Attachment } from "botbuilder";

/** The fields of a card that people read. The others would match words such as "application" by chance. */
const shownFields = new Set(["text", "title", "label", "value", "placeholder", "altText", "fallbackText", "speak"]);

/** All texts that the cards show, in their order. */
export function listCardTexts(cards: readonly Attachment[]): string[] {
  const texts: string[] = [];
  JSON.stringify(cards, (key, value: unknown) => {
    if (typeof value === "string" && shownFields.has(key)) texts.push(value);
    return value;
  });
  return texts;
}
