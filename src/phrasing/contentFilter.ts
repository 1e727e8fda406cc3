/** What Azure's content filter reports, beside an answer or in place of one. */
import type {} from "@azure/openai/types";
import type { ChatCompletion } from "openai/resources/index";
import * as z from "zod";
import type { Filtered } from "./model.ts";

/** Categories of harm have a severity; jailbreaks, profanity and protected material are detected or not. */
const verdict = z.object({
  filtered: z.boolean(),
  severity: z.enum(["safe", "very_low", "low", "medium", "high"]).optional(),
  detected: z.boolean().optional(),
});
const results = z.record(z.string(), z.unknown());
/** Far more than there are; an answer full of them keeps nobody busy. */
const MOST_CATEGORIES = 40;

/** The body of a refusal has been spelled in both ways. */
const refusal = z.object({
  innererror: z.unknown().optional(),
  inner_error: z.unknown().optional(),
});
const inner = z.object({
  code: z.unknown().optional(),
  content_filter_result: z.unknown().optional(),
  content_filter_results: z.unknown().optional(),
});

/** Both sides of a call that was answered; nothing where no filter is at work. */
export function filtersBeside(completion: ChatCompletion): Filtered[] {
  const prompts = Array.isArray(completion.prompt_filter_results) ? completion.prompt_filter_results : [];
  return [
    ...prompts.flatMap((prompt) => categories("prompt", prompt?.content_filter_results)),
    ...categories("answer", completion.choices?.[0]?.content_filter_results),
  ];
}

/** `error` is what stands under "error" in a refused call. Undefined when it is not the filter that refused. */
export function filtersInstead(error: unknown, code: unknown): Filtered[] | undefined {
  const outer = refusal.safeParse(error).data;
  const told = inner.safeParse(outer?.innererror ?? outer?.inner_error).data;
  if (code !== "content_filter" && told?.code !== "ResponsibleAIPolicyViolation") return undefined;
  return categories("prompt", told?.content_filter_result ?? told?.content_filter_results);
}

function categories(side: Filtered["side"], reported: unknown): Filtered[] {
  const told = Object.entries(results.safeParse(reported).data ?? {}).slice(0, MOST_CATEGORIES);
  return told.flatMap(([name, value]) => {
    const read = verdict.safeParse(value);
    if (!read.success) return [];
    const { filtered, severity, detected } = read.data;
    const category = /^[a-z_]{1,40}$/.test(name) ? name : "other";
    return [{ side, category, severity: severity ?? (detected || filtered ? "detected" : "safe"), filtered }];
  });
}
