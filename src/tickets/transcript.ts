/** Prepares the lines of a conversation for technicians, without what the person keeps back. */

import type { Activity, Attachment } from "botbuilder";
import type { Provenance } from "../../dialogs/wording/cards.ts";
import { nameAnswer } from "../../dialogs/wording/chips.ts";
import type { Event } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { Line } from "../store/conversations.ts";
import { listCardTexts } from "./cardTexts.ts";
import type { Said } from "./ticketPackage.ts";

/** False for events, which only programs read. */
export function isSaid({ activity }: Pick<Line, "activity">): boolean {
  return (activity as Partial<Activity> | null)?.type !== "event";
}

/**
 * Returns a function that turns a stored line into a transcript line. Lines that reveal something the person keeps back
 * lose their text, unless the person said them to a technician.
 */
export function createTranscriber(open: OpenCase): (line: Line) => Said {
  const isKeptBack = createKeptBackFinder(open);
  return (line) => {
    const { who, at, text, provenance, activity } = line;
    const name = who === "technician" ? (activity as Partial<Activity> | null)?.from?.name : undefined;
    const header = { who, at, ...(name && { name }) };
    if (line.mark === "deleted") return { ...header, text: "", deleted: true };
    if (isKeptBack(line, text)) return { ...header, text: "", leftOut: true };
    const edited = line.mark === "edited" && { edited: true as const };
    return { ...header, text, ...edited, ...((provenance as Provenance | null)?.by && { by: "model" as const }) };
  };
}

/**
 * Returns a function that reads the cards of a line. It leaves out the cards of a line without text, and each card that
 * reveals something the person keeps back: a form can hold what the text of its line does not.
 */
export function createCardReader(open: OpenCase): (line: Line) => Attachment[] {
  const isKeptBack = createKeptBackFinder(open);
  return (line) => {
    if (line.mark === "deleted" || isKeptBack(line, line.text)) return [];
    return findCards(line).filter((card) => {
      const texts = listCardTexts([card]);
      return ![...texts, texts.join(" ")].some((text) => isKeptBack(line, text));
    });
  };
}

/** Lines of old versions may lack their activity. */
function findCards({ activity }: Line): Attachment[] {
  const { attachments } = (activity ?? {}) as Partial<Activity>;
  return Array.isArray(attachments) ? attachments.filter((card) => typeof card?.contentType === "string") : [];
}

/** Whether a text of the line reveals something that the person keeps back. What they told a technician they do not. */
function createKeptBackFinder({
  knowledge: { tree },
  history,
  standing,
}: OpenCase): (line: Line, text: string) => boolean {
  const { leftOut = [] } = standing.told;
  const kept = { person: listPersonWords(leftOut, history), bot: listBotWords(tree, leftOut, history) };
  const values = [...listValuePatterns(leftOut, history), ...listChipPatterns(tree, leftOut, history)];
  return ({ who, toTechnicians }, text) => {
    if (who === "technician" || toTechnicians) return false;
    if (leftOut.includes("conversation")) return true;
    const phrases = who === "bot" ? [...kept.person.filter(isTelling), ...kept.bot] : kept.person;
    return phrases.some((phrase) => reveals(text, phrase)) || values.some((value) => value.test(text));
  };
}

/** The words in which the person said what is left out. */
function listPersonWords(leftOut: readonly string[], history: readonly Event[]): string[] {
  const words = history.flatMap((event) => {
    if (event.kind === "answered" && leftOut.includes(event.fact)) return [event.words];
    if (event.kind === "codes" && leftOut.includes("code")) return event.codes.flatMap(({ from, hex }) => [from, hex]);
    return [];
  });
  return [...new Set(words.map(normalize).filter(Boolean))];
}

/** A value, such as a computer's name, reveals itself anywhere in a line, however short it is. */
function listValuePatterns(leftOut: readonly string[], history: readonly Event[]): RegExp[] {
  return history.flatMap((event) =>
    event.kind === "filled" && event.value && leftOut.includes(event.blank)
      ? [new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(event.value)}(?![\\p{L}\\p{N}])`, "iu")]
      : [],
  );
}

/** A reading in the bot's line of readings, or taken back: "I read: 0x904/0x7 · VPN · nothing changed", "not VPN". */
function listChipPatterns(tree: Tree, leftOut: readonly string[], history: readonly Event[]): RegExp[] {
  return history.flatMap((event) => {
    const said = event.kind === "answered" || event.kind === "supposed";
    if (!said || !leftOut.includes(event.fact)) return [];
    return event.answers.map((answer) => {
      const chip = RegExp.escape(nameAnswer(tree, event.fact, answer));
      return new RegExp(`(?:: |· |^not "?)${chip}(?= ·|["\\.?]| \\(|$)`, "u");
    });
  });
}

/** How the bot repeats an answer: in a list, the question with its answer. */
function listBotWords(tree: Tree, leftOut: readonly string[], history: readonly Event[]): string[] {
  return history.flatMap((event) => {
    if (event.kind !== "answered" || !leftOut.includes(event.fact)) return [];
    const { ask = "", answers = {} } = tree.facts[event.fact] ?? {};
    const labels = event.answers.flatMap((answer) => answers[answer]?.label ?? []);
    return labels.flatMap((label) => [normalize(`${ask} ${label}`), normalize(`${ask} ${labels.join("; ")}`)]);
  });
}

const isTelling = (phrase: string): boolean => phrase.length > 4;

/** A short answer such as "no" reveals something only where it is the whole line. */
function reveals(text: string, phrase: string): boolean {
  const line = normalize(text);
  return line === phrase || (isTelling(phrase) && line.includes(phrase));
}

function normalize(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}
