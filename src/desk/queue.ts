/** Tickets as the queue lists them. */

import { whoIsIt } from "../escalation/ticketInWords.ts";
import { type TicketPackage, ticketPackage } from "../escalation/ticketPackage.ts";
import type { Store, StoredTicket } from "../store/store.ts";
import type { Desk, QueueEntry } from "./desk.ts";

/** More than that nobody looks through; searching finds the others. */
const MOST_LISTED = 200;
const LONGEST_ABOUT = 200;
const urgencies = ["now", "today", null, "can-wait"] as const;

export async function listTickets(store: Store, wish: Parameters<Desk["queue"]>[0] = {}): Promise<QueueEntry[]> {
  const { words, closed } = wish;
  const found = await store.findTickets({
    ...(words?.trim() ? { words } : closed && { states: ["closed", "withdrawn"] as const }),
    most: MOST_LISTED,
  });
  const dead = await store.deliveries({ state: "dead", most: 1_000 });
  const entries = await Promise.all(
    found.map((ticket) =>
      entryOf(store, ticket, dead.filter(({ reference }) => reference === ticket.reference).length),
    ),
  );
  if (closed) return entries;
  const rank = ({ urgency }: QueueEntry) => urgencies.indexOf(urgency);
  return entries.sort((a, b) => rank(a) - rank(b) || a.at.localeCompare(b.at));
}

export async function entryOf(store: Store, ticket: StoredTicket, deadDeliveries: number): Promise<QueueEntry> {
  const { reference, state, by, at, changedAt, urgency, openChanges } = ticket;
  const whole = packageOf(ticket);
  const lastToSpeak = state === "with-technician" ? await store.lastToSpeak(ticket.caseId) : undefined;
  return {
    ...{ reference, state, by, at, changedAt, urgency, openChanges, deadDeliveries },
    person: whoIsIt(whole.person),
    channel: whole.channel,
    about: aboutOf(whole).slice(0, LONGEST_ABOUT),
    unanswered: lastToSpeak === "person",
  };
}

/** Throws when the store holds what was never written by this version. */
export function packageOf(ticket: StoredTicket): TicketPackage {
  return ticketPackage.parse(ticket.package);
}

function aboutOf({ impact, transcript, reason }: TicketPackage): string {
  return impact ?? transcript.find(({ who, text }) => who === "person" && text)?.text ?? reason.text;
}
