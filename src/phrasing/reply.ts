/** Parses a model's reply. The code behind it relies on the result. */
import type { ChatCompletion } from "openai/resources/index";
import * as z from "zod";
import { readAnswerFilters } from "./contentFilter.ts";
import { type Answer, NoAnswer } from "./model.ts";

/** Many times the longest wording. It is not in the schema below, because that schema is sent with the request. */
const LONGEST_TEXT = 4_000;
const tokens = z.int().nonnegative().max(10_000_000);

/** The structured output that the model fills in. */
export const phrasedSchema = z.strictObject({ text: z.string() });

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

/** `at` names the server for an administrator. Throws only `NoAnswer`. */
export function readReply(reply: ChatCompletion, at: string): Answer {
  // A proxy may answer 200 with a page or without a body, and the SDK returns both.
  const whole: unknown = reply;
  if (whole === undefined || whole === null) throw new NoAnswer("empty", `${at} answered without a body`);
  if (typeof whole === "string") throw new NoAnswer("malformed", `${at} answered with something that is not JSON`);
  const read = completion.safeParse(whole);
  if (!read.success) throw new NoAnswer("broken-schema", `${at} answered with JSON that is not a chat completion`);

  const { usage, choices } = read.data;
  const [{ finish_reason: ended, message }] = choices;
  const filters = readAnswerFilters(reply);
  if (ended === "content_filter")
    throw new NoAnswer("filtered-answer", `the content filter of ${at} withheld the answer`, { filters });
  if (ended === "length") throw new NoAnswer("truncated", `${at} stopped in the middle of the answer`, { filters });
  if (message.refusal) throw new NoAnswer("refusal", `the model of ${at} refused to reword the text`, { filters });
  const content = message.content?.trim();
  if (!content) throw new NoAnswer("empty", `${at} answered with an empty text`, { filters });
  return {
    text: readText(content, at, filters),
    tokens: usage ? { prompt: usage.prompt_tokens, answer: usage.completion_tokens } : undefined,
    filters,
  };
}

function readText(content: string, at: string, filters: Answer["filters"]): string {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    // The parser's message quotes the answer, which may quote a person.
    throw new NoAnswer(
      "malformed",
      `${at} answered with text instead of JSON; check that the model supports structured output`,
      {
        filters,
      },
    );
  }
  const read = phrasedSchema.safeParse(json);
  if (!read.success) throw new NoAnswer("broken-schema", `${at} answered with JSON of another shape`, { filters });
  const text = read.data.text.trim();
  if (!text) throw new NoAnswer("empty", `${at} answered with an empty text`, { filters });
  if (text.length > LONGEST_TEXT)
    throw new NoAnswer("broken-schema", `${at} answered with more than ${LONGEST_TEXT} characters`, { filters });
  return text;
}
