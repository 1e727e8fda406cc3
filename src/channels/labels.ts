/** How a channel shows that a message was worded by a model, and the sources that go with it. */
import type { Activity } from "botbuilder";
import { type Citation, type Label, makeAiLabel } from "../../dialogs/wording/rewording.ts";
import { texts } from "../../dialogs/wording/texts.ts";

/** Teams reads the label as it is; Web Chat wants its own form of it; all others get words. */
export type ShowsLabels = "as-they-are" | "like-web-chat" | "in-words";

/** The message with its label in the form that the channel shows; one without a label is returned as it is. */
export function addLabel(message: Partial<Activity>, how: ShowsLabels): Partial<Activity> {
  const label = makeAiLabel(message);
  if (!label || how === "as-they-are") return message;
  return how === "in-words" ? inWords(message, label) : likeWebChat(message, label);
}

function inWords({ entities: _, text, ...message }: Partial<Activity>, { citation = [] }: Label): Partial<Activity> {
  const sources = citation.map(({ position, appearance: { name, url } }) => `[${position}] ${name}: ${url}`);
  return { ...message, text: `${text}\n\n${[texts.wordedByModel, ...sources].join("\n")}` };
}

/**
 * Web Chat knows no type of content; it shows who interprets the first claim, beside the time. It lists those sources that
 * are defined in the text, which it looks for in Markdown only; so everything else in the text is made to be no Markdown.
 */
function likeWebChat(message: Partial<Activity>, label: Label): Partial<Activity> {
  const { citation = [] } = label;
  const [first = { "@type": "Claim" }, ...others] = citation;
  const interpreted = { ...first, claimInterpreter: { "@type": "Project", slogan: texts.wordedByModel } };
  const entities = (message.entities ?? []).map((entity) =>
    entity === label ? { ...label, citation: [interpreted, ...others] } : entity,
  );
  return { ...message, entities, ...(citation.length > 0 && asMarkdown(message.text ?? "", citation)) };
}

function asMarkdown(text: string, citation: readonly Citation[]): Partial<Activity> {
  const numbers = citation.map(({ position }) => `[${position}]`).join(" ");
  const words = text.endsWith(numbers) ? text.slice(0, -numbers.length) : `${text} `;
  const definitions = citation.map(
    ({ position, appearance: { name, url } }) => `[${position}]: <${new URL(url).href}> "${escaped(name)}"`,
  );
  return { textFormat: "markdown", text: `${escaped(words)}${numbers}\n\n${definitions.join("\n")}` };
}

function escaped(words: string): string {
  return words.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
