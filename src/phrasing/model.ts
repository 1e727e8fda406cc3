/** A language model as phrasing sees it: one question, one answer, and every way in which that can fail. */

/** Two messages: what is to be done, by us, and what it is to be done to, as data. */
export type Prompt = { system: string; user: string };

/** One category of a content filter on one side of a call, as Azure reports it. */
export type Filtered = { side: "prompt" | "answer"; category: string; severity: string; filtered: boolean };

export type Answer = {
  text: string;
  tokens: { prompt: number; answer: number } | undefined;
  filters: readonly Filtered[];
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

/** Why there is no answer. "busy" and "paused" are our own: nobody was asked. */
export type Failure = (typeof failures)[number];

export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly code = "NO_ANSWER";
  readonly failure: Failure;
  /** When the other side asks to be left alone for so long, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** What the content filter said, where that is what stood in the way. */
  readonly filters: readonly Filtered[];
  constructor(
    failure: Failure,
    message: string,
    more: { cause?: unknown; retryAfterMs?: number | undefined; filters?: readonly Filtered[] } = {},
  ) {
    super(message, { cause: more.cause });
    this.failure = failure;
    this.retryAfterMs = more.retryAfterMs;
    this.filters = more.filters ?? [];
  }
}

/** `name` tells models apart in the cache and in figures. `ask` rejects with `NoAnswer` and nothing else, at the latest when the signal fires. */
export type Model = { name: string; ask(prompt: Prompt, signal: AbortSignal): Promise<Answer> };
