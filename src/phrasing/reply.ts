/** The door for what a model replies. Nothing behind it looks at a reply again. */
import type { ChatCompletion } from "openai/resources/index";
import * as z from "zod";
import { filtersBeside } from "./contentFilter.ts";
import { type Answer, NoAnswer } from "./model.ts";

/** Many times the longest wording. Not in the schema below, because what stands there is sent along. */
const LONGEST_TEXT = 4_000;
const tokens = z.int().nonnegative().max(10_000_000);

/** What the model is asked to fill in. */
export const phrased = z.strictObject({ text: z.string() });

const completion = z.object({
  choices: z.tuple(
    [
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).default({}),
      }),
    ],
    z.unknown(),
  ),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(undefined),
});

/** `at` names the other side for an administrator. Throws `NoAnswer` and nothing else. */
export function readReply(reply: ChatCompletion, at: string): Answer {
  // A proxy in between may answer 200 with a page, or with nothing; the SDK hands both on.
  const whole: unknown = reply;
  if (whole === undefined || whole === null) throw new NoAnswer("empty", `${at} answered without a body`);
  if (typeof whole === "string") throw new NoAnswer("malformed", `${at} answered with something that is not JSON`);
  const read = completion.safeParse(whole);
  if (!read.success) throw new NoAnswer("broken-schema", `${at} answered with something that is no chat completion`);

  const { usage, choices } = read.data;
  const [{ finish_reason: ended, message }] = choices;
  const filters = filtersBeside(reply);
  if (ended === "content_filter")
    throw new NoAnswer("filtered-answer", `the content filter of ${at} held the answer back`, { filters });
  if (ended === "length") throw new NoAnswer("truncated", `${at} stopped in the middle of the answer`, { filters });
  if (message.refusal) throw new NoAnswer("refusal", `the model of ${at} would not do it`, { filters });
  const content = message.content?.trim();
  if (!content) throw new NoAnswer("empty", `${at} answered without words`, { filters });
  return {
    text: readTextOf(content, at, filters),
    tokens: usage ? { prompt: usage.prompt_tokens, answer: usage.completion_tokens } : undefined,
    filters,
  };
}

function readTextOf(content: string, at: string, filters: Answer["filters"]): string {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    // The parser's message quotes the answer, which may quote a person.
    throw new NoAnswer(
      "malformed",
      `${at} answered with words where JSON was asked for; does it serve structured output?`,
      {
        filters,
      },
    );
  }
  const read = phrased.safeParse(json);
  if (!read.success) throw new NoAnswer("broken-schema", `${at} answered with JSON of another shape`, { filters });
  const text = read.data.text.trim();
  if (!text) throw new NoAnswer("empty", `${at} answered without words`, { filters });
  if (text.length > LONGEST_TEXT)
    throw new NoAnswer("broken-schema", `${at} answered with more than ${LONGEST_TEXT} characters`, { filters });
  return text;
}
