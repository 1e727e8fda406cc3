/** A wording is a complete message of the bot before a channel gives it its form. It is the same on every channel. */
import type { Move } from "../../knowledge/case/moves.ts";
import { sentence } from "../words/sentence.ts";

export type Choice = { id: string; label: string };

/** An optional field. If it has choices, the person picks one. `most` is in characters. */
export type Field = {
  id: string;
  label: string;
  most?: number;
  long?: boolean;
  choices?: Choice[];
  value?: string | undefined;
};

/**
 * `offer` names who hands over. `question` is the next of the short questions in plain text, which asks one at a time. The
 * person may keep back the items of `keep`. The lines of `always` are always passed on.
 */
export type Form = {
  offer: string;
  question?: string;
  fields: Field[];
  keep: (Choice & { kept: boolean })[];
  always: string[];
};

/** What the bot read: `label` as it is shown, `name` without its marks. */
export type Chip = { id: string; name: string; label: string };

/** The readings of a message, as a line of text and as chips. `move` says in the data of a press which message it was. */
export type Readings = { line: string; move: string; chips: Chip[] };

export type Wording = {
  kind: Move["kind"] | "talk";
  /** The key of the move that a choice answers. */
  move?: string;
  heading?: string | undefined;
  /** One small line below the heading. */
  subheading?: string | undefined;
  /** Shown before everything else. */
  warning?: string | undefined;
  paragraphs: string[];
  /** Its line is one of the paragraphs. A card shows the chips instead, and a press on one takes that reading back. */
  readings?: Readings;
  /** Where to do it, who may, how long it takes, and its risk, in one small line. */
  place?: string | undefined;
  /** Shown verbatim, so that it can be copied. */
  command?: string | undefined;
  /** A drawing that shows where to click. Plain text does without it. */
  picture?: { id: string; alt: string } | undefined;
  /** The name under which the command can be saved as a file. */
  file?: string | undefined;
  after?: string[];
  /** How to put it back. A card folds it away if there is no risk. */
  undo?: { how: string; isFolded: boolean } | undefined;
  /** The question that the choices answer, if it is not the last paragraph. */
  ask?: string | undefined;
  /** An explanation that a card folds away and plain text leaves out. "why" asks for it. */
  folded?: string | undefined;
  form?: Form;
  /** Several questions of one message, each with its answers. */
  questions?: Field[];
  choices?: Choice[];
  /** The question that the choices answer, if a paste answers it better. A card folds it away together with them. */
  instead?: string | undefined;
  /** Repeats a question that stands above with its choices, so a channel with cards shows the words alone. */
  isReminder?: true;
  /** The choices are only some of the question's, so plain text does not number them. */
  isUnnumbered?: true;
  /** Suggested first messages, shown as buttons if the channel supports them. */
  starters?: readonly string[];
  /** The part of the tree that the words come from. */
  from?: {
    fact?: string;
    look?: string;
    report?: string;
    test?: string;
    cause?: string;
    step?: string;
    neighbour?: string;
    answer?: string;
  };
};

/** The plain-text form, which is complete without the card. Commands are between fences, choices are numbered. */
export function renderPlain(wording: Wording): string {
  const blocks = [
    wording.warning && sentence("warning", { warning: wording.warning }),
    wording.heading,
    wording.subheading,
    ...wording.paragraphs,
    wording.place,
    // A whole script would bury the question.
    wording.file ? sentence("report.script-on-request") : wording.command && `\`\`\`\n${wording.command}\n\`\`\``,
    ...(wording.after ?? []),
    wording.undo?.how,
    wording.ask,
    wording.folded && sentence("ask-why"),
    ...(wording.form ? renderForm(wording.form) : []),
    wording.questions &&
      [sentence("report.together-in-words"), ...wording.questions.map(({ label }) => `- ${label}`)].join("\n"),
    wording.instead && sentence("or-answer", { ask: wording.instead }),
    // Plain text has no lists, so it needs no button that sends answers.
    wording.questions ? sentence("report.one-by-one-in-words") : renderChoices(wording),
  ];
  return blocks.filter(Boolean).join("\n\n");
}

function renderForm({ offer, question }: Form): string[] {
  return [offer, ...(question ? [sentence("form.or-first", { question })] : []), sentence("form.see-passed-on")];
}

/** What is passed on, with the letters by which it can be kept back. */
export function listPassedOnInWords({ keep, always }: Form): string {
  return [
    sentence("form.passed-on"),
    ...keep.map(({ label, kept }, at) => `  ${formatLetter(at)}. ${label}${kept ? ` (${sentence("form.kept")})` : ""}`),
    ...always.map((line) => `  - ${line}`),
  ].join("\n");
}

/** a, b, ..., z, aa. Letters, because numbers are for choices. */
export function formatLetter(at: number): string {
  const letter = String.fromCharCode(97 + (at % 26));
  return at < 26 ? letter : formatLetter(Math.floor(at / 26) - 1) + letter;
}

// In reply to a request for a value a number is a value, so the choices have no numbers.
function renderChoices({ kind, choices = [], isUnnumbered }: Wording): string | undefined {
  if (choices.length === 0) return undefined;
  if (kind === "fill") return sentence("or-say", { labels: choices.map(({ label }) => label).join(", ") });
  return choices.map(({ label }, at) => `  ${isUnnumbered ? "-" : `${at + 1}.`} ${label}`).join("\n");
}

/** A wording without choices, such as a reply to small talk. A model may reword some of them (see `phrasables.ts`). */
export function talk(...said: (string | Readings)[]): Wording {
  const readings = said.find((part) => typeof part !== "string");
  const paragraphs = said.map((part) => (typeof part === "string" ? part : part.line)).filter(Boolean);
  return { kind: "talk", paragraphs, ...(readings && { readings }) };
}
