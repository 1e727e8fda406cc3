/** A language model as phrasing uses it: one prompt, one answer, and the ways in which a call can fail. */

/** `system` contains the rules, `user` the data. */
export type Prompt = { system: string; user: string };

/** One category of a content filter on one side of a call, as Azure reports it. */
export type FilterVerdict = { side: "prompt" | "answer"; category: string; severity: string; filtered: boolean };

export type Answer = {
  text: string;
  tokens: { prompt: number; answer: number } | undefined;
  filters: readonly FilterVerdict[];
};

export const failures = [
  "late",
  "unreachable",
  "unauthorized",
  "forbidden",
  "no-deployment",
  "rate-limited",
  "server-error",
  "refused-request",
  "filtered-prompt",
  "filtered-answer",
  "truncated",
  "refusal",
  "malformed",
  "broken-schema",
  "empty",
  "busy",
  "paused",
] as const;

/** Why there is no answer. For "busy" and "paused", phrasing did not call the model. */
export type Failure = (typeof failures)[number];

export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly code = "NO_ANSWER";
  readonly failure: Failure;
  /** The delay before the next call that the server asks for, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The verdicts of the content filter, if it withheld the answer. */
  readonly filters: readonly FilterVerdict[];
  constructor(
    failure: Failure,
    message: string,
    more: { cause?: unknown; retryAfterMs?: number | undefined; filters?: readonly FilterVerdict[] } = {},
  ) {
    super(message, { cause: more.cause });
    this.failure = failure;
    this.retryAfterMs = more.retryAfterMs;
    this.filters = more.filters ?? [];
  }
}

/** `name` identifies the model in the cache and the metrics. `ask` rejects only with `NoAnswer`, at the latest when the signal fires. */
export type Model = { name: string; ask(prompt: Prompt, signal: AbortSignal): Promise<Answer> };
