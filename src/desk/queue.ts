/** Lists tickets for the queue. */
import type { Store } from "../store/store.ts";
import type { ListedTicket, TicketCount, TicketSearch, TicketState } from "../store/tickets.ts";
import type { Desk, QueueEntry, Technician, TicketList } from "./desk.ts";

/** Longer lists are not useful to read; the search finds the other tickets. */
export const MOST_LISTED = 200;

type Queue = Pick<Store, "tickets" | "conversations" | "deliveries">;

/** What a list selects. Without states, it selects all open tickets. */
const selections: Record<TicketList, (technician: string) => Omit<TicketSearch, "most">> = {
  open: () => ({}),
  waiting: () => ({ states: ["waiting"] }),
  mine: (technician) => ({ states: ["with-technician", "resolved"], by: technician }),
  changes: () => ({ withOpenChanges: true }),
  resolved: () => ({ states: ["resolved"] }),
  closed: () => ({ states: ["closed", "withdrawn"] }),
};

export async function listTickets(
  store: Queue,
  { name }: Technician,
  { words, list = "open" }: Parameters<Desk["queue"]>[1] = {},
): Promise<QueueEntry[]> {
  const selection = words?.trim() ? { words } : selections[list](name);
  const tickets = await store.tickets.search({ ...selection, most: MOST_LISTED });
  const dead = await store.deliveries.list({ state: "dead", most: 1_000 });
  return Promise.all(
    tickets.map((ticket) =>
      makeEntry(store, ticket, dead.filter(({ reference }) => reference === ticket.reference).length),
    ),
  );
}

/** Counts what `listTickets` would list. */
export async function countTickets(
  store: Pick<Store, "tickets">,
  { name }: Technician,
): Promise<Record<TicketList, number>> {
  const counts = await store.tickets.count(name);
  const sum = (states: readonly TicketState[], read: (count: TicketCount) => number = ({ count }) => count): number =>
    counts.filter(({ state }) => states.includes(state)).reduce((total, count) => total + read(count), 0);
  const open: readonly TicketState[] = ["waiting", "with-technician", "with-bot", "resolved"];
  return {
    open: sum(open),
    waiting: sum(["waiting"]),
    mine: sum(["with-technician", "resolved"], ({ theirs }) => theirs),
    changes: sum(open, ({ withOpenChanges }) => withOpenChanges),
    resolved: sum(["resolved"]),
    closed: sum(["closed", "withdrawn"]),
  };
}

export async function makeEntry(
  store: Pick<Store, "conversations">,
  ticket: ListedTicket,
  deadDeliveries: number,
): Promise<QueueEntry> {
  const { caseId, key: _, revision: __, ...shown } = ticket;
  const isTalking = ticket.state === "with-technician";
  const lastToSpeak = isTalking ? await store.conversations.lastSpeaker(caseId) : undefined;
  return { ...shown, deadDeliveries, unanswered: lastToSpeak === "person" };
}
