/** The figures of the outbox, from which an administrator sees whether tickets arrive. */
import type { Registry } from "prom-client";
import type { Deliveries } from "../store/deliveries.ts";
import type { AttemptOutcome } from "./outbox.ts";

export type DeliveryFigures = {
  /** Counts the outcome of one attempt. Cheap: it does not load the metrics library. */
  attempted(target: string, outcome: AttemptOutcome): void;
  /** In the text format of Prometheus. */
  metrics(): Promise<string>;
};

const states = ["waiting", "delivered", "dead"] as const;
const outcomes: readonly AttemptOutcome[] = ["delivered", "failed", "dead"];

/** `targets`: the ids of the configured targets. Their figures start with 0. */
export function createDeliveryFigures(
  deliveries: Pick<Deliveries, "count">,
  targets: readonly string[],
): DeliveryFigures {
  const attempts = new Map<string, { target: string; outcome: AttemptOutcome; count: number }>();
  const count = (target: string, outcome: AttemptOutcome, by: number) => {
    const key = JSON.stringify([target, outcome]);
    attempts.set(key, { target, outcome, count: (attempts.get(key)?.count ?? 0) + by });
  };
  // An alarm on increases would miss the first event of a figure that does not exist before it.
  for (const target of targets) for (const outcome of outcomes) count(target, outcome, 0);
  let register: Promise<Registry> | undefined;
  return {
    attempted: (target, outcome) => count(target, outcome, 1),
    async metrics() {
      register ??= createRegister(deliveries, targets, attempts);
      return (await register).metrics();
    },
  };
}

async function createRegister(
  deliveries: Pick<Deliveries, "count">,
  targets: readonly string[],
  attempts: ReadonlyMap<string, { target: string; outcome: AttemptOutcome; count: number }>,
): Promise<Registry> {
  // Loading the library takes a tenth of a second, which a start need not wait for.
  const { Counter, Gauge, Registry } = await import("prom-client");
  const register = new Registry();
  new Gauge({
    name: "reconnect_deliveries",
    help: "Deliveries in the store by state: waiting, delivered, or dead (given up until an administrator retries them).",
    labelNames: ["target", "state"],
    registers: [register],
    async collect() {
      const counts = await deliveries.count();
      this.reset();
      for (const target of targets) for (const state of states) this.set({ target, state }, 0);
      for (const { target, state, count } of counts) this.set({ target, state }, count);
    },
  });
  new Counter({
    name: "reconnect_delivery_attempts_total",
    help: "Delivery attempts since the start by outcome: delivered, failed (will be retried), or dead (given up).",
    labelNames: ["target", "outcome"],
    registers: [register],
    collect() {
      this.reset();
      for (const { target, outcome, count } of attempts.values()) this.inc({ target, outcome }, count);
    },
  });
  return register;
}
