/**
 * Sends stored deliveries to their receivers: at least once, with the same key at each attempt. A slow receiver does not
 * hold up the others.
 */
import type { Log } from "../log.ts";
import type { Deliveries, StoredDelivery } from "../store/deliveries.ts";
import { computePause } from "./backoff.ts";
import { DeliveryFailed, type Receipt, type Receiver, receiveTickets, type Target } from "./targets/target.ts";

/** Deliveries to one receiver at the same time. */
const MOST_PER_TARGET = 3;
/** How much longer than an attempt a delivery stays leased, so that there is time to store the result. */
const LEASE_PER_ATTEMPT = 1.5;
/** How often to poll for deliveries that another process made due: a command, or a process that crashed. */
const POLL_MS = 30_000;
/** The pause after another process took a delivery first. */
const SHORT_MS = 1_000;

export type OutboxStore = Pick<Deliveries, "takeDue" | "markDelivered" | "markFailed" | "nextDue" | "drop">;
export type AttemptOutcome = "delivered" | "failed" | "dead";

type Parts = {
  deliveries: OutboxStore;
  targets: readonly Target[];
  /** Those that receive something else than tickets. */
  receivers?: readonly Receiver[];
  /** How long one attempt may take. A delivery is leased for half as long again; after a crash it waits for the end of its lease. */
  attemptMs: number;
  log: Log;
  now: () => string;
  /** From 0 to 1. */
  random: () => number;
  /** Called when something about that ticket changed. */
  newsOf?: (reference: string) => void;
  /** Called at the end of each attempt. */
  attempted?: (target: string, outcome: AttemptOutcome) => void;
};

export class Outbox {
  readonly #parts: Parts;
  readonly #receivers: readonly Receiver[];
  readonly #attempts = new Map<Promise<void>, { target: string; giveUp: () => void }>();
  #state: "new" | "running" | "stopped" = "new";
  #timer: NodeJS.Timeout | undefined;
  #polling = Promise.resolve();
  #isPolling = false;
  #pollAgain = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#receivers = [...parts.targets.map(receiveTickets), ...(parts.receivers ?? [])];
  }

  start(): void {
    if (this.#state === "new") this.#state = "running";
    this.wake();
  }

  /** Call this when a delivery may be due. */
  wake(): void {
    if (this.#state !== "running") return;
    this.#pollAgain = true;
    if (!this.#isPolling) this.#polling = this.#poll();
  }

  /**
   * Takes no more deliveries, and aborts the attempts that are still running after `patienceMs`. Resolves when every
   * result is stored.
   */
  async stop(patienceMs: number): Promise<void> {
    this.#state = "stopped";
    clearTimeout(this.#timer);
    await this.#polling;
    const patience = setTimeout(() => {
      for (const { giveUp } of this.#attempts.values()) giveUp();
    }, patienceMs);
    await Promise.all(this.#attempts.keys());
    clearTimeout(patience);
  }

  async #poll(): Promise<void> {
    this.#isPolling = true;
    clearTimeout(this.#timer);
    let pause = POLL_MS;
    try {
      while (this.#pollAgain && this.#state === "running") {
        this.#pollAgain = false;
        pause = await this.#takeDueDeliveries();
      }
    } catch (error) {
      this.#parts.log.error({ err: error }, "reading the outbox failed; retrying in 30 seconds");
    }
    // No await since the last check of `#pollAgain`, so a call of `wake` in between cannot get lost.
    this.#isPolling = false;
    if (this.#state === "running") this.#timer = setTimeout(() => this.wake(), pause).unref();
  }

  /** Returns how long to wait before the next poll, in milliseconds. */
  async #takeDueDeliveries(): Promise<number> {
    const { deliveries, now } = this.#parts;
    while (this.#state === "running") {
      // A full target is left out; the end of one of its attempts wakes the outbox.
      const full = this.#listFullTargets();
      const next = await deliveries.nextDue(full);
      const at = now();
      const pause = next === undefined ? POLL_MS : Date.parse(next) - Date.parse(at);
      if (pause > 0) return Math.min(pause, POLL_MS);
      const [delivery] = await deliveries.takeDue(at, addMs(at, this.#parts.attemptMs * LEASE_PER_ATTEMPT), 1, full);
      // Another process was faster.
      if (!delivery) return SHORT_MS;
      this.#begin(delivery);
    }
    return POLL_MS;
  }

  #listFullTargets(): string[] {
    const busy = [...this.#attempts.values()].map(({ target }) => target);
    const find = (target: string) => this.#receivers.find(({ id }) => id === target);
    const isFull = (target: string) =>
      busy.filter((other) => other === target).length >= (find(target)?.atOnce ?? MOST_PER_TARGET);
    return [...new Set(busy)].filter(isFull);
  }

  #begin(delivery: StoredDelivery): void {
    const attempt = new AbortController();
    const run = deliverOne(delivery, this.#receivers, this.#parts, attempt).finally(() => {
      this.#attempts.delete(run);
      this.wake();
    });
    this.#attempts.set(run, { target: delivery.target, giveUp: () => attempt.abort() });
  }
}

/** Never rejects. When the result cannot be stored, the delivery becomes due again at the end of its lease. */
async function deliverOne(
  delivery: StoredDelivery,
  receivers: readonly Receiver[],
  parts: Parts,
  attempt: AbortController,
): Promise<void> {
  const { id, target, reference, attempts } = delivery;
  const { deliveries, log, now } = parts;
  const fields = { delivery: id, target, attempt: attempts };
  const count = (outcome: AttemptOutcome) => parts.attempted?.(target, outcome);
  try {
    const result = await tryToDeliver(delivery, receivers, parts, attempt);
    if (result === "not-needed") {
      await deliveries.drop(id);
      log.info(fields, "not needed any more");
    } else if (!(result instanceof DeliveryFailed)) {
      await deliveries.markDelivered(id, now(), result === "delivered" ? undefined : result.payload);
      log.info(fields, "delivered");
      count("delivered");
    } else {
      const failure = result;
      const pause = failure.forGood ? null : computePause(attempts, parts.random(), failure.waitMs);
      const nextAt = pause === null ? null : addMs(now(), pause);
      await deliveries.markFailed(id, failure.message, nextAt);
      count(nextAt === null ? "dead" : "failed");
      if (nextAt === null)
        log.error({ ...fields, why: failure.message }, "not delivered; given up until an administrator retries it");
      else log.warn({ ...fields, why: failure.message, nextAt }, "not delivered; retrying later");
    }
    parts.newsOf?.(reference);
  } catch (error) {
    log.error({ ...fields, err: error }, "the outcome of a delivery was not stored; it may be sent again");
  }
}

async function tryToDeliver(
  { id, target, payload }: StoredDelivery,
  receivers: readonly Receiver[],
  { log, attemptMs }: Parts,
  attempt: AbortController,
): Promise<Receipt | DeliveryFailed> {
  const receiver = receivers.find((candidate) => candidate.id === target);
  if (!receiver)
    return new DeliveryFailed(`${target} is no longer configured; configure it again and retry, or leave it`, {
      forGood: true,
    });
  const tooLong = setTimeout(() => attempt.abort(), attemptMs);
  try {
    // The race ends the attempt for receivers that ignore the signal.
    return await Promise.race([receiver.deliver(payload, id, attempt.signal), rejectOnAbort(attempt.signal)]);
  } catch (error) {
    if (error instanceof DeliveryFailed) return error;
    log.error(
      { delivery: id, target, err: error },
      "a target threw an unexpected error; this is a defect in the target's code",
    );
    return new DeliveryFailed(`${target} failed unexpectedly; see the log`, { forGood: false, cause: error });
  } finally {
    clearTimeout(tooLong);
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = () =>
      reject(new DeliveryFailed("no answer before the attempt ended; the ticket may have arrived", { forGood: false }));
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
  });
}

function addMs(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
