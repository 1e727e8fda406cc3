/** Lists tickets for the queue. */
import { sentence } from "../../dialogs/words/sentence.ts";
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
  const found = await store.tickets.search({ ...selection, most: MOST_LISTED });
  const spelled = found.length === 0 ? spellReference(words ?? "") : undefined;
  const tickets = spelled ? await findSpelled(store, spelled) : found;
  const dead = await store.deliveries.list({ state: "dead", most: 1_000 });
  const entries = await Promise.all(
    tickets.map((ticket) =>
      makeEntry(store, ticket, dead.filter(({ reference }) => reference === ticket.reference).length),
    ),
  );
  // A person who answered this technician waits for them alone.
  const isForThem = ({ by, unanswered }: QueueEntry) => by === name && unanswered;
  return [...entries.filter(isForThem), ...entries.filter((entry) => !isForThem(entry))];
}

/** By its reference, or by one that was misread or misheard in one place. */
async function findSpelled({ tickets }: Queue, reference: string): Promise<ListedTicket[]> {
  const found = await tickets.search({ words: reference, most: MOST_LISTED });
  return found.length > 0 ? found : tickets.search({ misread: reference, most: 1 });
}

/** The technician's own tickets in which the person wrote last. */
export async function listAnswered(store: Queue, technician: Technician): Promise<QueueEntry[]> {
  const own = await listTickets(store, technician, { list: "mine" });
  return own.filter(({ unanswered }) => unanswered);
}

/** The form of a reference: its letters are chosen so that O and 0, and I, L and 1, cannot be confused. */
const spoken = /^(?:rc)?[\s-]*([0-9a-z]{4})[\s-]*([0-9a-z]{4})$/i;

/** "rc wobg k1wh", as it is heard on the phone, in the spelling of references; undefined for other words. */
export function spellReference(words: string): string | undefined {
  const [, first, second] = spoken.exec(words.trim()) ?? [];
  return (
    first &&
    second &&
    `rc-${first}-${second}`
      .toLowerCase()
      .replaceAll("o", "0")
      .replace(/(?<=-.*)[il]/g, "1")
  );
}

/** One of the two groups of a reference. */
const SHORTEST_PART = 4;

/** The one ticket that the words name by its reference, or by a part of it if they find nothing else. */
export function findReferenced(entries: readonly QueueEntry[], words: string): QueueEntry | undefined {
  const asked = spellReference(words) ?? words.trim().toLowerCase();
  const named = entries.find(({ reference }) => reference.toLowerCase() === asked);
  const [only, ...others] = entries;
  if (named || others.length > 0 || asked.length < SHORTEST_PART) return named;
  return only?.reference.toLowerCase().includes(asked) ? only : undefined;
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
  const { caseId, key: _, revision: __, name, person, ...shown } = ticket;
  const isTalking = ticket.state === "with-technician";
  const lastToSpeak = isTalking ? await store.conversations.lastSpeaker(caseId) : undefined;
  // The name may have come after the hand-over.
  const known = name && person.startsWith(sentence("ticket-page.unnamed")) ? name : person;
  return { ...shown, person: known, deadDeliveries, unanswered: lastToSpeak === "person" };
}
