/** Limits calls of the model: a few at a time, and a pause while it is down or set up wrongly. */
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  circuitBreaker,
  DelegateBackoff,
  handleAll,
  type IHalfOpenAfterBackoffContext,
} from "cockatiel";
import { type Failure, NoAnswer } from "./model.ts";

/** These failures last until an administrator corrects a setting, so the first one starts a pause. */
const settingFailures: readonly Failure[] = ["unauthorized", "forbidden", "no-deployment"];
/** These failures show that the model's service has a problem. Every other failure is an answer, if a useless one. */
const healthFailures: readonly Failure[] = ["late", "unreachable", "rate-limited", "server-error", "refused-request"];
const FAILURES_BEFORE_PAUSE = 3;

/** The first pauses in a row; all later ones last `LONGEST_PAUSE_MS`. */
const pausesMs = [20_000, 60_000, 300_000];
const LONGEST_PAUSE_MS = 900_000;

export type Pause = { failure: NoAnswer; ms: number };

/** A bulkhead around a circuit breaker. After a pause a single call tries whether the model is back. */
export class Gate {
  readonly #onPause: (pause: Pause) => void;
  readonly #places;
  readonly #circuit;
  #failedInARow = 0;

  constructor(mostAtOnce: number, onPause: (pause: Pause) => void) {
    this.#onPause = onPause;
    this.#places = bulkhead(mostAtOnce, 0);
    this.#circuit = circuitBreaker(handleAll, {
      breaker: {
        state: undefined,
        success: () => {
          this.#failedInARow = 0;
        },
        failure: () => this.#failedInARow >= FAILURES_BEFORE_PAUSE,
      },
      halfOpenAfter: new DelegateBackoff((context) => this.#startPause(context)),
    });
  }

  /** Rejects with `NoAnswer` "busy" or "paused" without calling `ask`. */
  async pass<T>(ask: () => Promise<T>): Promise<T> {
    // The library would let other calls wait for the trial call; a person must not wait for it.
    if (this.#circuit.state === CircuitState.HalfOpen) throw makePaused();
    const outcome = await this.#places
      .execute(() => this.#circuit.execute(() => this.#separateFailures(ask)))
      .catch((error) => {
        if (error instanceof BrokenCircuitError) throw makePaused();
        if (error instanceof BulkheadRejectedError)
          throw new NoAnswer("busy", "too many calls of the model are running already");
        throw error;
      });
    if ("useless" in outcome) throw outcome.useless;
    return outcome.answer;
  }

  /** Returns how long the pause lasts, in milliseconds. */
  #startPause({ attempt, result }: IHalfOpenAfterBackoffContext): number {
    const failure = "error" in result ? result.error : undefined;
    const requestedMs = failure instanceof NoAnswer ? (failure.retryAfterMs ?? 0) : 0;
    const plannedMs = pausesMs[Math.min(attempt, pausesMs.length) - 1] ?? LONGEST_PAUSE_MS;
    const ms = Math.min(Math.max(plannedMs, requestedMs), LONGEST_PAUSE_MS);
    if (failure instanceof NoAnswer) this.#onPause({ failure, ms });
    return ms;
  }

  /** Rejects only with failures that count against the model. Any other failure shows that the model is reachable. */
  async #separateFailures<T>(ask: () => Promise<T>): Promise<{ answer: T } | { useless: unknown }> {
    try {
      return { answer: await ask() };
    } catch (error) {
      const failure = error instanceof NoAnswer ? error.failure : undefined;
      if (!failure || ![...settingFailures, ...healthFailures].includes(failure)) return { useless: error };
      this.#failedInARow = settingFailures.includes(failure) ? FAILURES_BEFORE_PAUSE : this.#failedInARow + 1;
      throw error;
    }
  }
}

function makePaused(): NoAnswer {
  return new NoAnswer("paused", "calls of the model are paused because it failed too often");
}
