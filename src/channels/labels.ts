/** Shows, in each channel's form, that a model worded a message, and the sources of the message. */
import type { Activity } from "botbuilder";
import { type Citation, type Label, makeAiLabel } from "../../dialogs/wording/rewording.ts";
import { sentence } from "../../dialogs/words/sentence.ts";

/** Teams reads the label as it is, Web Chat needs its own form, and all others get words. */
export type ShowsLabels = "as-they-are" | "like-web-chat" | "in-words";

/** Returns the message with its label in the channel's form; a message without a label stays as it is. */
export function addLabel(message: Partial<Activity>, form: ShowsLabels): Partial<Activity> {
  const label = makeAiLabel(message);
  if (!label || form === "as-they-are") return message;
  return form === "in-words" ? labelInWords(message, label) : labelForWebChat(message, label);
}

function labelInWords(
  { entities: _, text, ...message }: Partial<Activity>,
  { citation = [] }: Label,
): Partial<Activity> {
  const sources = citation.map(({ position, appearance: { name, url } }) => `[${position}] ${name}: ${url}`);
  return { ...message, text: `${text}\n\n${[sentence("worded-by-model"), ...sources].join("\n")}` };
}

/**
 * Web Chat ignores the type of content. It shows the interpreter of the first claim beside the time, and lists the sources
 * that the text defines as Markdown links. Everything else in the text is escaped, so that it does not count as Markdown.
 */
function labelForWebChat(message: Partial<Activity>, label: Label): Partial<Activity> {
  const { citation = [] } = label;
  const [first = { "@type": "Claim" }, ...others] = citation;
  const interpreted = { ...first, claimInterpreter: { "@type": "Project", slogan: sentence("worded-by-model") } };
  const entities = (message.entities ?? []).map((entity) =>
    entity === label ? { ...label, citation: [interpreted, ...others] } : entity,
  );
  return { ...message, entities, ...(citation.length > 0 && writeMarkdown(message.text ?? "", citation)) };
}

function writeMarkdown(text: string, citation: readonly Citation[]): Partial<Activity> {
  const numbers = citation.map(({ position }) => `[${position}]`).join(" ");
  const words = text.endsWith(numbers) ? text.slice(0, -numbers.length) : `${text} `;
  const definitions = citation.map(
    ({ position, appearance: { name, url } }) => `[${position}]: <${new URL(url).href}> "${escapeMarkdown(name)}"`,
  );
  return { textFormat: "markdown", text: `${escapeMarkdown(words)}${numbers}\n\n${definitions.join("\n")}` };
}

function escapeMarkdown(words: string): string {
  return words.replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
