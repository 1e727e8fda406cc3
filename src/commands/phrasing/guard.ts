/** Judges pairs of a fixed wording and a text with the guard. It loads only the guard, so that it starts fast. */
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import * as z from "zod";
import { judge } from "../../phrasing/guard/guard.ts";
import { toPlain } from "../../tickets/plainText.ts";

const MOST_OF_DETAIL = 160;

const pairSchema = z.object({ template: z.string(), text: z.string(), locale: z.string().nullish() });

type Answer = { accepted: boolean; reason: string };

/** Answers each line that is not blank, in order and as soon as it arrives. Returns the exit code: 1 when a line was not readable. */
export async function judgeLines(input: Readable, output: Writable): Promise<0 | 1> {
  let exitCode: 0 | 1 = 0;
  let number = 0;
  for await (const lines of splitLines(input)) {
    let answers = "";
    for (const line of lines) {
      number += 1;
      // `trim` also removes a byte order mark.
      const text = line.trim();
      if (text === "") continue;
      const read = parsePair(text);
      if ("problem" in read) exitCode = 1;
      const answer =
        "problem" in read ? describeRefusal("wrong-input", `line ${number}: ${read.problem}`) : judgePair(read);
      answers += `${JSON.stringify(answer)}\n`;
    }
    if (answers !== "" && !output.write(answers)) await once(output, "drain");
  }
  return exitCode;
}

function judgePair({ template, text, locale }: z.infer<typeof pairSchema>): Answer {
  const verdict = judge(template, text, locale ?? "en");
  return verdict.accepted ? { accepted: true, reason: "accepted" } : describeRefusal(verdict.reason, verdict.detail);
}

function describeRefusal(reason: string, detail: string): Answer {
  const line = toPlain(detail).replace(/\s+/g, " ").trim();
  const start = line.slice(0, MOST_OF_DETAIL - 1).replace(/[\ud800-\udbff]$/, "");
  return { accepted: false, reason: `${reason}: ${line.length > MOST_OF_DETAIL ? `${start}…` : line}` };
}

function parsePair(text: string): z.infer<typeof pairSchema> | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text but does not say what is expected.
    return { problem: 'it is not JSON, such as {"template":"...","text":"..."}' };
  }
  const read = pairSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return { problem: [issue?.path.join("."), issue?.message].filter(Boolean).join(": ") };
}

/** Yields whole lines as they arrive. Node's readline also splits at U+2028, which JSON may contain. */
async function* splitLines(input: Readable): AsyncGenerator<string[]> {
  input.setEncoding("utf8");
  let rest = "";
  for await (const chunk of input as AsyncIterable<string>) {
    const lines = chunk.split("\n");
    lines[0] = rest + lines[0];
    rest = lines.pop() ?? "";
    yield lines;
  }
  yield [rest];
}
