/** Who may ask the model just now: not too many at once, and nobody while it is down or set up wrongly. */
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

/** These last until somebody mends a setting: one is enough. */
const ofSettings: readonly Failure[] = ["unauthorized", "forbidden", "no-deployment"];
/** These tell that the other side is not well. What is not listed was an answer, if a useless one. */
const ofHealth: readonly Failure[] = ["late", "unreachable", "rate-limited", "server-error", "refused-request"];
const ENOUGH = 3;

/** From pause to pause in a row. */
const pausesMs = [20_000, 60_000, 300_000];
const LONGEST_PAUSE_MS = 900_000;

export type Pause = { failure: NoAnswer; ms: number };
export type Gate = { pass<T>(ask: () => Promise<T>): Promise<T> };

/** `pass` rejects with `NoAnswer` "busy" or "paused" without asking. After a pause a single call is let through, to see. */
export function openGate(mostAtOnce: number, onPause: (pause: Pause) => void): Gate {
  const places = bulkhead(mostAtOnce, 0);
  let failedInARow = 0;
  const circuit = circuitBreaker(handleAll, {
    breaker: {
      state: undefined,
      success: () => {
        failedInARow = 0;
      },
      failure: () => failedInARow >= ENOUGH,
    },
    halfOpenAfter: new DelegateBackoff(pause),
  });

  function pause({ attempt, result }: IHalfOpenAfterBackoffContext): number {
    const failure = "error" in result ? result.error : undefined;
    const wanted = failure instanceof NoAnswer ? (failure.retryAfterMs ?? 0) : 0;
    const ours = pausesMs[Math.min(attempt, pausesMs.length) - 1] ?? LONGEST_PAUSE_MS;
    const ms = Math.min(Math.max(ours, wanted), LONGEST_PAUSE_MS);
    if (failure instanceof NoAnswer) onPause({ failure, ms });
    return ms;
  }

  /** Rejects only with what speaks against the other side: whatever else comes shows that it is there. */
  async function answered<T>(ask: () => Promise<T>): Promise<{ answer: T } | { useless: unknown }> {
    try {
      return { answer: await ask() };
    } catch (error) {
      const failure = error instanceof NoAnswer ? error.failure : undefined;
      if (!failure || ![...ofSettings, ...ofHealth].includes(failure)) return { useless: error };
      failedInARow = ofSettings.includes(failure) ? ENOUGH : failedInARow + 1;
      throw error;
    }
  }

  return {
    async pass(ask) {
      // The library would let others wait for the outcome of the trial; a person shall not.
      if (circuit.state === CircuitState.HalfOpen) throw paused();
      const outcome = await places
        .execute(() => circuit.execute(() => answered(ask)))
        .catch((error) => {
          if (error instanceof BrokenCircuitError) throw paused();
          if (error instanceof BulkheadRejectedError)
            throw new NoAnswer("busy", "enough wordings are asked for already");
          throw error;
        });
      if ("useless" in outcome) throw outcome.useless;
      return outcome.answer;
    },
  };
}

function paused(): NoAnswer {
  return new NoAnswer("paused", "the model failed too often and is left alone for a while");
}
