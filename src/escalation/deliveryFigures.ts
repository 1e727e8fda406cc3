/** What the outbox counts, for an administrator who wonders whether tickets arrive. */
import type { Registry } from "prom-client";
import type { Deliveries } from "../store/deliveries.ts";
import type { AttemptOutcome } from "./outbox.ts";

export type DeliveryFigures = {
  /** How one attempt ended; cheap, because nothing is loaded for it. */
  attempted(target: string, outcome: AttemptOutcome): void;
  /** In the text format of Prometheus, as a `Registry` gives them. */
  metrics(): Promise<string>;
};

const states = ["waiting", "delivered", "dead"] as const;
const outcomes: readonly AttemptOutcome[] = ["delivered", "failed", "dead"];

/** `targets` are the ids of those that are configured: they show with 0 before anything happens. */
export function deliveryFigures(deliveries: Pick<Deliveries, "count">, targets: readonly string[]): DeliveryFigures {
  const attempts = new Map<string, { target: string; outcome: AttemptOutcome; count: number }>();
  const count = (target: string, outcome: AttemptOutcome, by: number) => {
    const key = JSON.stringify([target, outcome]);
    attempts.set(key, { target, outcome, count: (attempts.get(key)?.count ?? 0) + by });
  };
  // A figure that appears only with its first event hides that event from whoever looks at increases.
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
  // A tenth of a second that a start need not wait for.
  const { Counter, Gauge, Registry } = await import("prom-client");
  const register = new Registry();
  new Gauge({
    name: "reconnect_deliveries",
    help: "Tickets for targets outside, as they stand in the store: waiting, delivered, or dead, which are not tried again by themselves.",
    labelNames: ["target", "state"],
    registers: [register],
    async collect() {
      const counted = await deliveries.count();
      this.reset();
      for (const target of targets) for (const state of states) this.set({ target, state }, 0);
      for (const { target, state, count } of counted) this.set({ target, state }, count);
    },
  });
  new Counter({
    name: "reconnect_delivery_attempts_total",
    help: "Attempts to deliver a ticket to a target outside: delivered, failed and tried again, or dead, the last one in vain.",
    labelNames: ["target", "outcome"],
    registers: [register],
    collect() {
      this.reset();
      for (const { target, outcome, count } of attempts.values()) this.inc({ target, outcome }, count);
    },
  });
  return register;
}
