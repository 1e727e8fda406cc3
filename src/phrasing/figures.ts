/** Metrics of phrasing. They show administrators the model's results, speed and cost. */
import { Counter, Histogram, type Registry } from "prom-client";
import { type Failure, type FilterVerdict, failures } from "./model.ts";

/** The result for one wording. "cached": an earlier text, without a call. "same": the model's text, called or cached, equals the fixed words. */
export type Outcome =
  | { kind: "phrased" | "cached" | "same" }
  | { kind: "rejected"; reason: string }
  | { kind: "failed"; failure: Failure };

export type Figures = {
  outcome(outcome: Outcome): void;
  /** One call, answered or not. Providers may leave the number of tokens out. */
  call(call: { seconds: number; tokens?: { prompt: number; answer: number } | undefined }): void;
  filtered(filters: readonly FilterVerdict[]): void;
};

/** The buckets are finest at the times that a waiting person begins to notice. */
const SECONDS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 10, 15];
// Prometheus keeps every value of a label, so values from other systems are limited to known ones.
const categories = new Set([
  ...["hate", "sexual", "violence", "self_harm", "profanity", "custom_blocklists"],
  ...["jailbreak", "indirect_attack", "protected_material_text", "protected_material_code", "ungrounded_material"],
]);
const severities = new Set(["safe", "very_low", "low", "medium", "high", "detected"]);

/** Adds the metrics to `register`, which may contain each of them only once. */
export function createFigures(register: Registry): Figures {
  const { phrasings, rejections, failed, filters, calls, tokens } = defineMetrics([register]);

  // Start at zero, because a metric that first appears with its first event hides that event from queries for increases.
  for (const outcome of ["phrased", "cached", "same"]) phrasings.inc({ outcome }, 0);
  for (const failure of failures) failed.inc({ failure }, 0);
  rejections.inc({ reason: "broken" }, 0);
  for (const side of ["prompt", "answer"]) tokens.inc({ side }, 0);

  return {
    outcome(outcome) {
      if (outcome.kind === "rejected") rejections.inc({ reason: outcome.reason });
      else if (outcome.kind === "failed") failed.inc({ failure: outcome.failure });
      else phrasings.inc({ outcome: outcome.kind });
    },
    call(call) {
      calls.observe(call.seconds);
      if (!call.tokens) return;
      tokens.inc({ side: "prompt" }, call.tokens.prompt);
      tokens.inc({ side: "answer" }, call.tokens.answer);
    },
    filtered(verdicts) {
      for (const { side, category, severity, filtered } of verdicts)
        filters.inc({
          side,
          category: categories.has(category) ? category : "other",
          severity: severities.has(severity) ? severity : "other",
          filtered: String(filtered),
        });
    },
  };
}

function defineMetrics(registers: Registry[]) {
  return {
    phrasings: new Counter({
      name: "reconnect_phrasings_total",
      help: "Wordings for which the language model had a text that passed: phrased by a call just now, cached from an earlier one, or the same as the fixed words.",
      labelNames: ["outcome"],
      registers,
    }),
    rejections: new Counter({
      name: "reconnect_phrasings_rejected_total",
      help: "Texts of the language model that the guard did not let pass, by reason. The fixed words were said instead.",
      labelNames: ["reason"],
      registers,
    }),
    failed: new Counter({
      name: "reconnect_phrasings_failed_total",
      help: "Wordings for which no text came from the language model, by what failed. The fixed words were said instead.",
      labelNames: ["failure"],
      registers,
    }),
    filters: new Counter({
      name: "reconnect_phrasing_content_filter_total",
      help: "Verdicts of the content filter of the language model, on the prompt and on the answer, by category.",
      labelNames: ["side", "category", "severity", "filtered"],
      registers,
    }),
    calls: new Histogram({
      name: "reconnect_phrasing_call_seconds",
      help: "How long calls of the language model took, answered or not.",
      buckets: SECONDS,
      registers,
    }),
    tokens: new Counter({
      name: "reconnect_phrasing_tokens_total",
      help: "Tokens that the provider of the language model charges for, in prompts and in answers.",
      labelNames: ["side"],
      registers,
    }),
  };
}
