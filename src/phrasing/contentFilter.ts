/** Reads the verdicts of Azure's content filter, which come with an answer or instead of one. */
import type {} from "@azure/openai/types";
import type { ChatCompletion } from "openai/resources/index";
import * as z from "zod";
import type { FilterVerdict } from "./model.ts";

/** Categories of harm have a severity; jailbreaks, profanity and protected material have "detected". */
const verdict = z.object({
  filtered: z.boolean(),
  severity: z.enum(["safe", "very_low", "low", "medium", "high"]).optional(),
  detected: z.boolean().optional(),
});
const results = z.record(z.string(), z.unknown());
/** Far more categories than exist. It bounds the work for a hostile answer. */
const MOST_CATEGORIES = 40;

/** Azure has used both spellings in the body of a refusal. */
const refusal = z.object({
  innererror: z.unknown().optional(),
  inner_error: z.unknown().optional(),
});
const inner = z.object({
  code: z.unknown().optional(),
  content_filter_result: z.unknown().optional(),
  content_filter_results: z.unknown().optional(),
});

/** The verdicts on both sides of an answered call; empty if there is no filter. */
export function readAnswerFilters(completion: ChatCompletion): FilterVerdict[] {
  const prompts = Array.isArray(completion.prompt_filter_results) ? completion.prompt_filter_results : [];
  return [
    ...prompts.flatMap((prompt) => readCategories("prompt", prompt?.content_filter_results)),
    ...readCategories("answer", completion.choices?.[0]?.content_filter_results),
  ];
}

/** The verdicts of a refused call; undefined if the filter did not refuse it. `error` is the value of "error" in the body. */
export function readRefusalFilters(error: unknown, code: unknown): FilterVerdict[] | undefined {
  const outer = refusal.safeParse(error).data;
  const details = inner.safeParse(outer?.innererror ?? outer?.inner_error).data;
  if (code !== "content_filter" && details?.code !== "ResponsibleAIPolicyViolation") return undefined;
  return readCategories("prompt", details?.content_filter_result ?? details?.content_filter_results);
}

function readCategories(side: FilterVerdict["side"], reported: unknown): FilterVerdict[] {
  const entries = Object.entries(results.safeParse(reported).data ?? {}).slice(0, MOST_CATEGORIES);
  return entries.flatMap(([name, value]) => {
    const read = verdict.safeParse(value);
    if (!read.success) return [];
    const { filtered, severity, detected } = read.data;
    const category = /^[a-z_]{1,40}$/.test(name) ? name : "other";
    return [{ side, category, severity: severity ?? (detected || filtered ? "detected" : "safe"), filtered }];
  });
}
