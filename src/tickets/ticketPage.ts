/** Renders a ticket as one self-contained page of HTML, for the body of an e-mail and its attachment. */

import path from "node:path";
import { Eta } from "eta";
import { sentence, spokenLanguage } from "../../dialogs/words/sentence.ts";
import { toPlain } from "./plainText.ts";
import { formatMoment } from "./renderTicket.ts";
import { listHead, listOtherLooks } from "./ticketHead.ts";
import {
  explainMissing,
  groupSuspectsByReason,
  listMissing,
  nameCode,
  nameOrigin,
  nameResult,
  nameRole,
  nameStanding,
  standings,
} from "./ticketInWords.ts";
import type { TicketPackage } from "./ticketPackage.ts";

const pages = new Eta({ views: path.join(import.meta.dirname, "pages"), cache: true });

export function renderTicketPage(ticket: TicketPackage): string {
  return pages.render("./ticket", {
    ticket,
    sentence,
    language: spokenLanguage(),
    head: listHead(ticket),
    looks: listOtherLooks(ticket),
    codes: ticket.fault.codes.map((code) => makePrintable(nameCode(code))),
    missing: listMissing(ticket),
    suspects: standings.flatMap((is) =>
      groupSuspectsByReason(ticket, is).map((suspect) => ({ ...suspect, is, label: nameStanding(is) })),
    ),
    possible: ticket.suspects.filter(({ standing }) => standing === "possible"),
    explainMissing,
    nameOrigin,
    nameResult,
    nameRole,
    first: ticket.transcript.find(({ who, text }) => who === "person" && text)?.text,
    moment: formatMoment,
    text: makePrintable,
  });
}

/** Replaces control characters, including those that reverse the text around them. Keeps line breaks. */
function makePrintable(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => toPlain(line.replaceAll("\t", "    ")))
    .join("\n");
}
