/** Everything we say, before it takes a form: complete, sendable as it is, and the same on every channel. */
import type { Move } from "../../knowledge/case/moves.ts";
import { texts } from "./texts.ts";

export type Choice = { id: string; label: string };

/** A field that can be left empty. With choices one of them is picked; `most` is in letters. */
export type Field = {
  id: string;
  label: string;
  most?: number;
  long?: boolean;
  choices?: Choice[];
  value?: string | undefined;
};

/** `keep` are things that the person may keep to themselves, `always` what goes along in any case. */
export type Form = { fields: Field[]; keep: (Choice & { kept: boolean })[]; always: string[] };

export type Wording = {
  kind: Move["kind"] | "talk";
  /** The key of the move that a choice answers. */
  move?: string;
  heading?: string | undefined;
  /** Stands before everything else. */
  warning?: string | undefined;
  paragraphs: string[];
  /** Where, who, how long. */
  details?: { label: string; value: string }[];
  /** Shown word for word, so that it can be copied. */
  command?: string | undefined;
  after?: string[];
  form?: Form;
  choices?: Choice[];
  /** What a person may say first, offered as buttons where the channel has them. */
  starters?: readonly string[];
  /** Where in the tree the words come from. */
  from?: { fact?: string; look?: string; test?: string; cause?: string; step?: string };
};

/** The plain-text form, which reads well by itself. Commands stand between fences, choices are numbered. */
export function renderPlain(wording: Wording): string {
  const blocks = [
    wording.warning && `WARNING: ${wording.warning}`,
    wording.heading,
    ...wording.paragraphs,
    wording.details && wording.details.length > 0
      ? wording.details.map(({ label, value }) => `${label}: ${value}`).join("\n")
      : undefined,
    wording.command && `\`\`\`\n${wording.command}\n\`\`\``,
    ...(wording.after ?? []),
    ...(wording.form ? renderForm(wording.form) : []),
    choicesIn(wording),
  ];
  return blocks.filter(Boolean).join("\n\n");
}

function renderForm({ fields, keep, always }: Form): string[] {
  const { form } = texts;
  return [
    [
      form.passedOn,
      ...keep.map(({ label, kept }, at) => `  ${letterFor(at)}. ${label}${kept ? ` (${form.kept})` : ""}`),
      ...always.map((line) => `  - ${line}`),
    ].join("\n"),
    form.leaveOutInWords,
    form.tellInWords(fields.map(({ label }) => label)),
  ];
}

/** a, b, ..., z, aa: numbers are for choices. */
export function letterFor(at: number): string {
  const letter = String.fromCharCode(97 + (at % 26));
  return at < 26 ? letter : letterFor(Math.floor(at / 26) - 1) + letter;
}

// Where a value is asked for a number is a value, so what else can be said has none.
function choicesIn({ kind, choices = [] }: Wording): string | undefined {
  if (choices.length === 0) return undefined;
  if (kind === "fill") return `  (or say: ${choices.map(({ label }) => label).join(", ")})`;
  return choices.map(({ label }, at) => `  ${at + 1}. ${label}`).join("\n");
}

/** Words without choices, such as an answer to small talk. Some of them may be said in other words: see `phrasables.ts`. */
export function talk(...paragraphs: string[]): Wording {
  return { kind: "talk", paragraphs: paragraphs.filter(Boolean) };
}
