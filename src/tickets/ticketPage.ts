/** Renders a ticket as one self-contained page of HTML, for the body of an e-mail and its attachment. */

import path from "node:path";
import { Eta } from "eta";
import { nameChannel } from "../channels/channels.ts";
import { plain } from "./plainText.ts";
import { moment } from "./renderTicket.ts";
import { listMissing, nameCode, namePerson, standings, suspectsByReason, wordUrgency } from "./ticketInWords.ts";
import type { TicketPackage } from "./ticketPackage.ts";

const pages = new Eta({ views: path.join(import.meta.dirname, "pages"), cache: true });

export function ticketPage(ticket: TicketPackage): string {
  return pages.render("./ticket", {
    ticket,
    who: namePerson(ticket.person),
    channel: nameChannel(ticket.channel),
    codes: ticket.fault.codes.map((code) => printable(nameCode(code))),
    urgency: wordUrgency(ticket),
    missing: listMissing(ticket),
    suspects: standings.flatMap(({ is, label }) =>
      suspectsByReason(ticket, is).map((suspect) => ({ ...suspect, is, label: label.toLowerCase() })),
    ),
    first: ticket.transcript.find(({ who, text }) => who === "person" && text)?.text,
    moment,
    text: printable,
  });
}

/** Replaces control characters, including those that reverse the text around them. Keeps line breaks. */
function printable(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => plain(line.replaceAll("\t", "    ")))
    .join("\n");
}
