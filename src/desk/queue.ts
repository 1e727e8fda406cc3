/** Tickets as the queue lists them. */
import type { ListedTicket, Store } from "../store/store.ts";
import type { Desk, QueueEntry } from "./desk.ts";

/** More than that nobody looks through; searching finds the others. */
export const MOST_LISTED = 200;

export async function listTickets(store: Store, wish: Parameters<Desk["queue"]>[0] = {}): Promise<QueueEntry[]> {
  const { words, closed } = wish;
  const found = await store.findTickets({
    ...(words?.trim() ? { words } : closed && { states: ["closed", "withdrawn"] as const }),
    most: MOST_LISTED,
  });
  const dead = await store.deliveries({ state: "dead", most: 1_000 });
  return Promise.all(
    found.map((ticket) =>
      entryOf(store, ticket, dead.filter(({ reference }) => reference === ticket.reference).length),
    ),
  );
}

export async function entryOf(store: Store, ticket: ListedTicket, deadDeliveries: number): Promise<QueueEntry> {
  const { reference, state, by, at, changedAt, urgency, openChanges, person, channel, about } = ticket;
  const lastToSpeak = state === "with-technician" ? await store.lastToSpeak(ticket.caseId) : undefined;
  return {
    ...{ reference, state, by, at, changedAt, urgency, openChanges, deadDeliveries, person, channel, about },
    unanswered: lastToSpeak === "person",
  };
}
