/** Labelled messages and replies: what is right, written down by people, to compare the reader with. */
import { z } from "zod";

const readings = z.array(z.string()).default([]);

/** One line of a set of messages. A fact is `fact: answer`, a code is `disconnect 0x904`. */
export const labelledMessage = z.object({
  message: z.string(),
  expected: z.object({
    codes: readings,
    inScope: z.enum(["yes", "no", "unknown"]),
    /** What the person states plainly. Each counts as found if it is read as sure or as likely. */
    facts_by_plain_words: readings,
    /** What the person hints at. Right if it is read, and no fault if it is not. */
    likely: readings,
    /** What a careless reader would take from the message. Always wrong. */
    must_not: readings,
    acceptable: readings,
    also_acceptable: readings,
  }),
});
export type LabelledMessage = z.infer<typeof labelledMessage>;

/** One line of a set of replies to what the bot said last. */
export const labelledReply = z.object({
  state: z.string(),
  prompt: z.string().default(""),
  answer: z.string(),
  expected: z.string(),
  acceptable: readings,
  also: readings,
});
export type LabelledReply = z.infer<typeof labelledReply>;

/** A reply whose right answer is not known. */
export const bareReply = labelledReply.pick({ state: true, prompt: true, answer: true });

export type WrongLine = { line: number; problem: string };

/** Parses JSON lines. A wrong line is reported with its number, and the others are kept. */
export function parseLines<Line>(text: string, schema: z.ZodType<Line>): { lines: Line[]; wrong: WrongLine[] } {
  const lines: Line[] = [];
  const wrong: WrongLine[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const parsed = schema.safeParse(parseJson(line));
    if (parsed.success) lines.push(parsed.data);
    else wrong.push({ line: at + 1, problem: z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, " ") });
  }
  return { lines, wrong };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The schema refuses undefined, and the caller names the line.
    return undefined;
  }
}
