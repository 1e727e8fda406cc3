/** The head of a ticket: what a technician needs before anything else. The desk, the mail and other targets share it. */
import { type Id, sentence } from "../../dialogs/words/sentence.ts";
import { nameChannel } from "../channels/channels.ts";
import { namePerson, wordUrgency } from "./ticketInWords.ts";
import type { TicketPackage } from "./ticketPackage.ts";

type Label = Extract<Id, `ticket-page.head.${string}`>;

/** `kind` tells a page how to show it. */
export type HeadLine = { kind: string; label: string; text: string };

/** In the order in which a technician reads. A line of which nothing is known is left out, except the urgency. */
export function listHead(ticket: TicketPackage): HeadLine[] {
  const { person, since, affected, impact, reason, channel } = ticket;
  const line = (kind: string, label: Label, text: string | undefined): HeadLine[] =>
    text ? [{ kind, label: sentence(label), text }] : [];
  return [
    ...line("person", "ticket-page.head.person", `${namePerson(person)} (${nameChannel(channel)})`),
    ...line("contact", "ticket-page.head.contact", person.contact),
    ...line("computer", "ticket-page.head.computer", nameComputer(ticket)),
    ...line("since", "ticket-page.head.since", since),
    ...line("affected", "ticket-page.head.affected", affected),
    ...line("urgency", "ticket-page.head.urgency", wordUrgency(ticket)),
    ...line("impact", "ticket-page.head.impact", impact),
    ...line("suspect", "ticket-page.head.suspect", explainSuspect(ticket)),
    ...line("reason", "ticket-page.head.reason", reason.text),
  ];
}

/** "officepc17, Windows 10/11 or Server 2016+, by VPN"; empty if nothing is known. */
export function nameComputer({ computer = {} }: Pick<TicketPackage, "computer">): string {
  const { name, kind, way } = computer;
  const parts = [name, kind, way && sentence("ticket-page.way", { way })];
  return parts.filter(Boolean).join(", ");
}

/** The most suspected cause with its reasons. Undefined while nothing speaks for any. */
function explainSuspect({ suspects }: TicketPackage): string | undefined {
  const [first, ...others] = suspects.filter(({ standing }) => standing === "likely");
  if (!first) return undefined;
  const { title, because } = first;
  const words = because.length > 0 ? sentence("ticket-page.suspect", { title, reasons: because.join("; ") }) : title;
  return others.length > 0 ? sentence("ticket-page.and-others", { words, count: others.length }) : words;
}

/** The looks besides the one that comes next. */
export function listOtherLooks({ looks, next }: TicketPackage): TicketPackage["looks"] {
  return looks.filter((look) => look.look !== next?.look);
}
