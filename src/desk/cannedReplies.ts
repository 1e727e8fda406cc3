/** Reads the replies that technicians put into the reply box with one press. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { listMistakes, WrongKnowledge } from "../../knowledge/tree/wrongKnowledge.ts";
import { readYaml } from "../../knowledge/tree/yamlText.ts";
import { textLimits } from "../tickets/textLimits.ts";

/** `text` may contain the places of `CannedWords`, such as {person}. */
export type CannedReply = { title: string; text: string };

/** What fills the places of a canned reply. */
export type CannedWords = { person: string; technician: string; computer: string; reference: string };

const places = ["person", "technician", "computer", "reference"] as const satisfies (keyof CannedWords)[];

export const ownReplies = fileURLToPath(new URL("../../knowledge/canned-replies.yaml", import.meta.url));

const text = z
  .string()
  .trim()
  .min(1, "is empty; write the reply")
  .max(textLimits.reply)
  .superRefine((words, context) => {
    for (const [whole, name] of words.matchAll(/\{([^{}]*)\}/g))
      if (!places.some((place) => place === name))
        context.addIssue({
          code: "custom",
          message: `${whole} is not known; use ${places.map((place) => `{${place}}`).join(", ")}`,
        });
  });
const replies = z.array(z.strictObject({ title: z.string().trim().min(1).max(60), text })).max(100);

/** Throws WrongKnowledge, which names the line of each mistake. */
export function loadCannedReplies(file: string = ownReplies): CannedReply[] {
  let written: string;
  try {
    written = readFileSync(file, "utf8");
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new WrongKnowledge(file, [
      {
        what: `the file cannot be read (${why})`,
        place: "set CANNED_REPLIES_FILE to a file that exists, or remove it",
      },
    ]);
  }
  const { value, placeOf } = readYaml(written, file);
  const read = replies.safeParse(value ?? [], { reportInput: true });
  if (read.success) return read.data;
  throw new WrongKnowledge(
    file,
    listMistakes(read.error, () => ["title", "text"]).map(({ what, path }) => ({ what, place: placeOf(path) })),
  );
}

export function fillReply({ text: words }: CannedReply, values: CannedWords): string {
  const named = values.person ? words : words.replace(/ ?\{person\}/g, "");
  return named.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? values[name as keyof CannedWords] : whole,
  );
}
