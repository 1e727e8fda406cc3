/** What phrasing counts. */
import type { Failure, Filtered } from "./model.ts";

/** What became of one wording. "cached" counts as phrased without a call. */
export type Outcome =
  | { kind: "phrased" | "cached" }
  | { kind: "rejected"; reason: string }
  | { kind: "failed"; failure: Failure };

export type Figures = {
  outcome(outcome: Outcome): void;
  /** One call, answered or not: how long it took, and what it cost where that is told. */
  call(call: { seconds: number; tokens?: { prompt: number; answer: number } | undefined }): void;
  filtered(filters: readonly Filtered[]): void;
};
