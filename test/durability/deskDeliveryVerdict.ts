/** Whether every hand-over reached the other system, as one and the same message. */
import type { Store } from "../../src/store/store.ts";
import type { StoredTicket } from "../../src/store/tickets.ts";
import type { Receiver } from "./deskReceiver.ts";

export type DeliveryVerdict = { handOvers: number; deliveries: number; repeatedDeliveries: number; broken: string[] };

export async function judgeDeliveries(
  store: Store,
  tickets: readonly StoredTicket[],
  { accepted, strange }: Receiver,
): Promise<DeliveryVerdict> {
  const broken = [...strange];
  const expected = new Map(
    tickets.flatMap(({ reference, revision }) =>
      Array.from({ length: revision }, (_, at) => [`${reference}-${at + 1}-webhook`, { reference, revision: at + 1 }]),
    ),
  );
  for (const [id, { reference, revision }] of expected) {
    const got = accepted.get(id);
    if (!got) broken.push(`${id} was never received`);
    else if (got.reference !== reference || got.revision !== revision)
      broken.push(`${id} was received as revision ${got.revision} of ${got.reference}`);
    if (got && got.payloads.size > 1) broken.push(`${id} was received with ${got.payloads.size} different payloads`);
  }
  for (const id of accepted.keys()) if (!expected.has(id)) broken.push(`${id} was received, and never handed over`);
  const stored = await store.deliveries.list({ most: 100_000 });
  const states = new Map(stored.map(({ id, state }) => [id, state]));
  if (states.size !== stored.length) broken.push("a delivery is stored twice");
  for (const id of new Set([...expected.keys(), ...states.keys()]))
    if (states.get(id) !== "delivered") broken.push(`${id} is ${states.get(id) ?? "not stored"}`);
  const times = [...accepted.values()].map(({ times }) => times);
  return {
    handOvers: expected.size,
    deliveries: accepted.size,
    repeatedDeliveries: times.reduce((all, one) => all + one - 1, 0),
    broken,
  };
}
