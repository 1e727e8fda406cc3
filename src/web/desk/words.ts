/** Puts stored values into words, for the templates. */

import type { Origin, Urgency } from "../../../knowledge/case/events.ts";

export { nameChannel } from "../../channels/channels.ts";
export { nameCode } from "../../tickets/ticketInWords.ts";

import type { QueueEntry, SaidLine } from "../../desk/desk.ts";
import type { StoredDelivery } from "../../store/deliveries.ts";
import type { TicketLogEntry, TicketState } from "../../store/tickets.ts";

export function formatAge(at: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(at)) / 60_000);
  if (!(minutes >= 1)) return "just now";
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / (24 * 60))} days`;
}

/** The page's script, where it runs, replaces this by the reader's local time. */
export function formatMoment(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

export const urgencies: Record<Urgency, string> = { now: "needs it now", today: "today", "can-wait": "can wait" };

const states: Record<TicketState, (by: string) => string> = {
  waiting: () => "waiting for a technician",
  "with-technician": (by) => `with ${by}`,
  "with-bot": () => "back with the bot",
  resolved: (by) => `resolved by ${by}, not yet confirmed`,
  withdrawn: () => "withdrawn by the person",
  closed: (by) => (by ? `closed, resolved by ${by}` : "closed"),
};

export function nameState({ state, by }: Pick<QueueEntry, "state" | "by">, reader?: string): string {
  return states[state](by === null ? (state === "closed" ? "" : "a technician") : by === reader ? "you" : by);
}

export const origins: Record<Origin, string> = {
  said: "said",
  pasted: "from a report",
  chosen: "chosen",
  test: "from a test",
  look: "from a command's output",
  technician: "recorded by a technician",
};

export const standings = {
  likely: "likely",
  possible: "possible",
  tried: "tried, did not help",
  "ruled-out": "ruled out",
} as const;

const log: Record<TicketLogEntry["what"], string> = {
  "handed-over": "handed it over",
  saw: "saw it",
  claimed: "claimed it",
  released: "put it back into the queue",
  said: "wrote to the person",
  recorded: "recorded",
  "handed-back": "handed it back to the bot",
  resolved: "resolved it",
  reopened: "reopened it",
  withdrawn: "withdrew it",
  closed: "closed it",
};

export function describeLogEntry({ who, what, detail }: TicketLogEntry): string {
  const name = who === "person" ? "The person" : who === "bot" ? "The bot" : who;
  return `${name} ${log[what]}${detail ? ` (${detail})` : ""}`;
}

export function nameSpeaker({ who, name }: SaidLine, person: string): string {
  return who === "person" ? person : who === "bot" ? "Bot" : name || "Technician";
}

export function describeDelivery({ state, attempts, deliveredAt, nextAt }: Omit<StoredDelivery, "payload">): string {
  const tries = `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`;
  if (state === "delivered") return `delivered ${formatMoment(deliveredAt ?? nextAt)}`;
  if (state === "dead") return `given up after ${tries}`;
  return attempts === 0 ? "waiting to be sent" : `not delivered yet, ${tries}; next attempt ${formatMoment(nextAt)}`;
}

export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
