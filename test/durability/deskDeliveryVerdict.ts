/** Checks that every hand-over reached the other system, each with a single payload. */
import type { Store } from "../../src/store/store.ts";
import type { StoredTicket } from "../../src/store/tickets.ts";
import type { Receiver } from "./deskReceiver.ts";

export type DeliveryVerdict = {
  handOvers: number;
  deliveries: number;
  repeatedDeliveries: number;
  violations: string[];
};

export async function judgeDeliveries(
  store: Store,
  tickets: readonly StoredTicket[],
  { accepted, strange }: Receiver,
): Promise<DeliveryVerdict> {
  const violations = [...strange];
  const expected = new Map(
    tickets.flatMap(({ reference, revision }) =>
      Array.from({ length: revision }, (_, at) => [`${reference}-${at + 1}-webhook`, { reference, revision: at + 1 }]),
    ),
  );
  for (const [id, { reference, revision }] of expected) {
    const delivery = accepted.get(id);
    if (!delivery) violations.push(`${id} was never received`);
    else if (delivery.reference !== reference || delivery.revision !== revision)
      violations.push(`${id} was received as revision ${delivery.revision} of ${delivery.reference}`);
    if (delivery && delivery.payloads.size > 1)
      violations.push(`${id} was received with ${delivery.payloads.size} different payloads`);
  }
  for (const id of accepted.keys()) if (!expected.has(id)) violations.push(`${id} was received but never handed over`);
  const stored = await store.deliveries.list({ most: 100_000 });
  const states = new Map(stored.map(({ id, state }) => [id, state]));
  if (states.size !== stored.length) violations.push("a delivery is stored twice");
  for (const id of new Set([...expected.keys(), ...states.keys()]))
    if (states.get(id) !== "delivered") violations.push(`${id} is ${states.get(id) ?? "not stored"}`);
  const times = [...accepted.values()].map(({ times }) => times);
  return {
    handOvers: expected.size,
    deliveries: accepted.size,
    repeatedDeliveries: times.reduce((total, count) => total + count - 1, 0),
    violations,
  };
}
