/** Delivers what turns have stored for targets outside: at least once, with the same key each time, and never by holding up one target for another. */
import type { Log } from "../log.ts";
import type { Store, StoredDelivery } from "../store/store.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";
import { pauseAfter } from "./backoff.ts";
import { DeliveryFailed, type Target } from "./targets/target.ts";

/** How many go to one target at the same time. */
const MOST_PER_TARGET = 3;
/** A target that has not failed by itself until then is given up on. */
const LONGEST_ATTEMPT_MS = 30_000;
/** For how long nobody else takes what we have taken: as long as an attempt can last, and the time to note it. After a crash it is also how long it waits. */
const LEASE_MS = LONGEST_ATTEMPT_MS + 15_000;
/** Another process may have made something due: a command, or one that has died. */
const LOOK_MS = 30_000;
const SHORT_MS = 1_000;

export type OutboxStore = Pick<Store, "takeDue" | "delivered" | "undelivered" | "nextDue">;
export type AttemptOutcome = "delivered" | "failed" | "dead";

type Parts = {
  store: OutboxStore;
  targets: readonly Target[];
  log: Log;
  now: () => string;
  /** From 0 to 1. */
  random: () => number;
  /** Hears that something about that ticket has changed. */
  newsOf?: (reference: string) => void;
  /** Hears how each attempt ended. */
  attempted?: (target: string, outcome: AttemptOutcome) => void;
};

export type Outbox = {
  start(): void;
  /** Something may be due now. */
  wake(): void;
  /** Takes nothing more, and gives up on what is under way when the patience is over; all is noted when this resolves. */
  stop(patienceMs: number): Promise<void>;
};

export function createOutbox(parts: Parts): Outbox {
  const { store, log, now } = parts;
  const underWay = new Map<Promise<void>, { target: string; giveUp: () => void }>();
  let state: "new" | "running" | "stopped" = "new";
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  let isLooking = false;
  let lookAgain = false;

  function wake(): void {
    if (state !== "running") return;
    lookAgain = true;
    if (!isLooking) looking = look();
  }

  async function look(): Promise<void> {
    isLooking = true;
    clearTimeout(timer);
    let pause = LOOK_MS;
    try {
      while (lookAgain && state === "running") {
        lookAgain = false;
        pause = await takeWhatIsDue();
      }
    } catch (error) {
      log.error({ err: error }, "the outbox cannot be read; looked at again soon");
    }
    // Without an await since the last look at `lookAgain`, so that nobody wakes us in vain.
    isLooking = false;
    if (state === "running") timer = setTimeout(wake, pause).unref();
  }

  /** Returns how long nothing will be due, as far as is known. */
  async function takeWhatIsDue(): Promise<number> {
    while (state === "running") {
      // A busy target's next free place wakes us.
      const full = fullTargets();
      const next = await store.nextDue(full);
      const at = now();
      const pause = next === undefined ? LOOK_MS : Date.parse(next) - Date.parse(at);
      if (pause > 0) return Math.min(pause, LOOK_MS);
      const [taken] = await store.takeDue(at, later(at, LEASE_MS), 1, full);
      // Another process was faster.
      if (!taken) return SHORT_MS;
      begin(taken);
    }
    return LOOK_MS;
  }

  function fullTargets(): string[] {
    const all = [...underWay.values()].map(({ target }) => target);
    return [...new Set(all)].filter((target) => all.filter((one) => one === target).length >= MOST_PER_TARGET);
  }

  function begin(delivery: StoredDelivery): void {
    const attempt = new AbortController();
    const run = deliverOne(delivery, parts, attempt).finally(() => {
      underWay.delete(run);
      wake();
    });
    underWay.set(run, { target: delivery.target, giveUp: () => attempt.abort() });
  }

  return {
    start() {
      if (state === "new") state = "running";
      wake();
    },
    wake,
    async stop(patienceMs) {
      state = "stopped";
      clearTimeout(timer);
      await looking;
      const patience = setTimeout(() => {
        for (const { giveUp } of underWay.values()) giveUp();
      }, patienceMs);
      await Promise.all(underWay.keys());
      clearTimeout(patience);
    },
  };
}

/** Never rejects: what cannot be noted is tried again when its lease is over. */
async function deliverOne(delivery: StoredDelivery, parts: Parts, attempt: AbortController): Promise<void> {
  const { id, target, reference, attempts } = delivery;
  const { store, log, now } = parts;
  const about = { delivery: id, target, attempt: attempts };
  const count = (outcome: AttemptOutcome) => parts.attempted?.(target, outcome);
  try {
    const failure = await tried(delivery, parts, attempt);
    if (!failure) {
      await store.delivered(id, now());
      log.info(about, "delivered");
      count("delivered");
    } else {
      const pause = failure.forGood ? null : pauseAfter(attempts, parts.random(), failure.waitMs);
      const nextAt = pause === null ? null : later(now(), pause);
      await store.undelivered(id, failure.message, nextAt);
      count(nextAt === null ? "dead" : "failed");
      if (nextAt === null)
        log.error({ ...about, why: failure.message }, "not delivered, and not tried again by itself");
      else log.warn({ ...about, why: failure.message, nextAt }, "not delivered; tried again");
    }
    parts.newsOf?.(reference);
  } catch (error) {
    log.error({ ...about, err: error }, "what became of a delivery could not be noted; it may be sent again");
  }
}

/** Undefined when the target has it. */
async function tried(
  { id, target, payload }: StoredDelivery,
  { targets, log }: Parts,
  attempt: AbortController,
): Promise<DeliveryFailed | undefined> {
  const receiver = targets.find((one) => one.id === target);
  if (!receiver)
    return new DeliveryFailed(`${target} is no longer configured; set it up again and retry, or leave it`, {
      forGood: true,
    });
  const tooLong = setTimeout(() => attempt.abort(), LONGEST_ATTEMPT_MS);
  try {
    // A turn stored what `addressed` made of a package. A target that does not heed the signal holds nobody up.
    await Promise.race([receiver.deliver(payload as TicketPackage, id, attempt.signal), aborted(attempt.signal)]);
    return undefined;
  } catch (error) {
    if (error instanceof DeliveryFailed) return error;
    log.error({ delivery: id, target, err: error }, "a target failed in a way that is a mistake in it");
    return new DeliveryFailed(`${target} failed in a way that the log tells of`, { forGood: false, cause: error });
  } finally {
    clearTimeout(tooLong);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = () =>
      reject(
        new DeliveryFailed("no answer came before the attempt was ended; it may have arrived", { forGood: false }),
      );
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
  });
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
