/** Lists tickets for the queue. */
import type { Store } from "../store/store.ts";
import type { ListedTicket } from "../store/tickets.ts";
import type { Desk, QueueEntry } from "./desk.ts";

/** Longer lists are not useful to read; the search finds the other tickets. */
export const MOST_LISTED = 200;

type Queue = Pick<Store, "tickets" | "conversations" | "deliveries">;

export async function listTickets(store: Queue, wish: Parameters<Desk["queue"]>[0] = {}): Promise<QueueEntry[]> {
  const { words, closed } = wish;
  const tickets = await store.tickets.search({
    ...(words?.trim() ? { words } : closed && { states: ["closed", "withdrawn"] as const }),
    most: MOST_LISTED,
  });
  const dead = await store.deliveries.list({ state: "dead", most: 1_000 });
  return Promise.all(
    tickets.map((ticket) =>
      makeEntry(store, ticket, dead.filter(({ reference }) => reference === ticket.reference).length),
    ),
  );
}

export async function makeEntry(
  store: Pick<Store, "conversations">,
  ticket: ListedTicket,
  deadDeliveries: number,
): Promise<QueueEntry> {
  const { reference, state, by, at, changedAt, urgency, openChanges, times, person, channel, about } = ticket;
  const lastToSpeak = state === "with-technician" ? await store.conversations.lastSpeaker(ticket.caseId) : undefined;
  return {
    ...{ reference, state, by, at, changedAt, urgency, openChanges, times, deadDeliveries, person, channel, about },
    unanswered: lastToSpeak === "person",
  };
}
