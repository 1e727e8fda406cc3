/** How lines of a conversation are told to technicians, given what the person keeps to themselves. */

import type { Activity } from "botbuilder";
import type { Provenance } from "../../dialogs/wording/cards.ts";
import type { Event } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { Line } from "../store/conversations.ts";
import type { Said } from "./ticketPackage.ts";

/** Events for programs are no words. */
export function isSaid({ activity }: Pick<Line, "activity">): boolean {
  return (activity as Partial<Activity>).type !== "event";
}

/** Tells a line; what tells of something that is kept back is left out, except where it was said to technicians. */
export function createTranscriber({ knowledge: { tree }, history, standing }: OpenCase): (line: Line) => Said {
  const { leftOut = [] } = standing.told;
  const kept = { person: wordsOfPerson(leftOut, history), bot: wordsOfBot(tree, leftOut, history) };
  const values = valuesOf(leftOut, history);
  return (line) => {
    const { who, at, text, provenance, activity } = line;
    const name = who === "technician" ? (activity as Partial<Activity>).from?.name : undefined;
    const said = { who, at, ...(name && { name }) };
    if (who !== "technician" && !line.toTechnicians) {
      const words = who === "bot" ? [...kept.person.filter(isTelling), ...kept.bot] : kept.person;
      const telling = words.some((one) => tells(text, one)) || values.some((value) => value.test(text));
      if (leftOut.includes("conversation") || telling) return { ...said, text: "", leftOut: true };
    }
    return { ...said, text, ...((provenance as Provenance | null)?.by && { by: "model" as const }) };
  };
}

/** The words by which the person told what is left out. */
function wordsOfPerson(leftOut: readonly string[], history: readonly Event[]): string[] {
  const words = history.flatMap((event) => {
    if (event.kind === "answered" && leftOut.includes(event.fact)) return [event.words];
    if (event.kind === "codes" && leftOut.includes("code")) return event.codes.flatMap(({ from, hex }) => [from, hex]);
    return [];
  });
  return [...new Set(words.map(flat).filter(Boolean))];
}

/** A value, such as a computer's name, tells itself wherever it stands, however short it is. */
function valuesOf(leftOut: readonly string[], history: readonly Event[]): RegExp[] {
  return history.flatMap((event) =>
    event.kind === "filled" && event.value && leftOut.includes(event.blank)
      ? [new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(event.value)}(?![\\p{L}\\p{N}])`, "iu")]
      : [],
  );
}

/** How the bot repeats it: "I read: ... as: label", and in a list the question with its answer. */
function wordsOfBot(tree: Tree, leftOut: readonly string[], history: readonly Event[]): string[] {
  return history.flatMap((event) => {
    if (event.kind !== "answered" || !leftOut.includes(event.fact)) return [];
    const { ask = "", answers = {} } = tree.facts[event.fact] ?? {};
    const labels = event.answers.flatMap((answer) => answers[answer]?.label ?? []);
    return labels.flatMap((label) => [
      flat(`as: ${label}`),
      flat(`${ask} ${label}`),
      flat(`${ask} ${labels.join("; ")}`),
    ]);
  });
}

const isTelling = (words: string): boolean => words.length > 4;

/** A short answer such as "no" tells it only where it is the whole line. */
function tells(text: string, words: string): boolean {
  const line = flat(text);
  return line === words || (isTelling(words) && line.includes(words));
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}
