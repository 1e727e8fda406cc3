/** Puts stored values into words, for the templates. */

import { sentence } from "../../../dialogs/words/sentence.ts";
import type { Urgency } from "../../../knowledge/case/events.ts";
import { ownDirectLine } from "../../channels/channels.ts";

export { nameLanguage } from "../../../dialogs/words/sentence.ts";
export { nameChannel } from "../../channels/channels.ts";
export { mostUseful } from "../../desk/recordable.ts";
export { listHead, listOtherLooks } from "../../tickets/ticketHead.ts";
export { explainMissing, nameCode, nameOrigin, nameResult, nameStanding } from "../../tickets/ticketInWords.ts";

export { tellLastChange } from "./lastChange.ts";

import type { QueueEntry, SaidLine } from "../../desk/desk.ts";
import type { StoredDelivery } from "../../store/deliveries.ts";
import type { TicketLogEntry, TicketState } from "../../store/tickets.ts";

/** A longer line of the conversation is folded. In characters. */
export const mostUnfolded = 1_500;

/** The first lines of a long text. */
export const shortenLine = (text: string): string => `${text.slice(0, 500).split("\n").slice(0, 10).join("\n")} …`;

export function formatAge(at: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(at)) / 60_000);
  if (!(minutes >= 1)) return sentence("desk-page.age.just-now");
  if (minutes < 60) return sentence("desk-page.age.minutes", { minutes });
  if (minutes < 48 * 60) return sentence("desk-page.age.hours", { hours: Math.floor(minutes / 60) });
  return sentence("desk-page.age.days", { days: Math.floor(minutes / (24 * 60)) });
}

/** The page's script, where it runs, replaces this by the reader's local time. */
export function formatMoment(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

/** Most people come by the chat page, so the queue names only other channels. */
export const isUsualChannel = (channel: string): boolean => channel === ownDirectLine;

export const nameUrgency = (urgency: Urgency): string => sentence(`desk-page.urgency.${urgency}`);

const states: Record<TicketState, (by: string) => string> = {
  waiting: () => sentence("desk-page.state.waiting"),
  "with-technician": (by) => sentence("desk-page.state.with-technician", { by }),
  "with-bot": () => sentence("desk-page.state.with-bot"),
  resolved: (by) => sentence("desk-page.state.resolved", { by }),
  withdrawn: () => sentence("desk-page.state.withdrawn"),
  closed: (by) => (by ? sentence("desk-page.state.closed-by", { by }) : sentence("desk-page.state.closed")),
};

export function nameState({ state, by }: Pick<QueueEntry, "state" | "by">, reader?: string): string {
  if (by === null) return states[state](state === "closed" ? "" : sentence("desk-page.a-technician"));
  return states[state](by === reader ? sentence("desk-page.you") : by);
}

export function describeLogEntry({ who, what, detail }: TicketLogEntry): string {
  const actor =
    who === "person" ? sentence("desk-page.log.the-person") : who === "bot" ? sentence("desk-page.log.the-bot") : who;
  return `${sentence(`desk-page.log.${what}`, { who: actor })}${detail ? ` (${detail})` : ""}`;
}

export function nameSpeaker({ who, name }: SaidLine, person: string): string {
  if (who === "person") return person;
  return who === "bot" ? sentence("desk-page.conversation.bot") : name || sentence("desk-page.conversation.technician");
}

export function describeDelivery({ state, attempts, deliveredAt, nextAt }: Omit<StoredDelivery, "payload">): string {
  if (state === "delivered")
    return sentence("desk-page.delivery.delivered", { at: formatMoment(deliveredAt ?? nextAt) });
  if (state === "dead") return sentence("desk-page.delivery.given-up", { attempts });
  if (attempts === 0) return sentence("desk-page.delivery.waiting");
  return sentence("desk-page.delivery.retrying", { attempts, at: formatMoment(nextAt) });
}
