/** The headers of a ticket's mail. Line breaks are removed, because one in a person's text could add a header. */

import { findMailAddress } from "../../../dialogs/hearing/mailAddress.ts";
import { sentence } from "../../../dialogs/words/sentence.ts";
import { toPlain } from "../../tickets/plainText.ts";
import { namePerson } from "../../tickets/ticketInWords.ts";
import type { TicketPackage } from "../../tickets/ticketPackage.ts";

const LONGEST_NAME = 60;

export function buildMailHeaders(ticket: TicketPackage, key: string, from: string) {
  const { reference, revision, urgency, person } = ticket;
  // The person's own address. A pseudonym is no address.
  const replyTo = findMailAddress(person.contact ?? "");
  const domain = from.slice(from.lastIndexOf("@") + 1);
  // Every process computes the same id for the first mail, so later mails can refer to it.
  const first = makeMessageId(key.replace(`${reference}-${revision}-`, `${reference}-1-`), domain);
  return {
    subject: writeSubject(ticket),
    ...(replyTo && { replyTo }),
    // The same for every attempt: servers and mail programs recognise a mail that we had to send twice.
    messageId: makeMessageId(key, domain),
    ...(revision > 1 && { inReplyTo: first, references: [first] }),
    ...(urgency === "now" && { priority: "high" as const }),
    // Prevents absence notices.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
}

/** Such as "URGENT: RC-7K3F-2QW9, Ada Lovelace, srv-fibu, The certificate has expired, 1 OPEN CHANGE". */
function writeSubject(ticket: TicketPackage): string {
  const { reference, revision, urgency, person, fault, openChanges, computer, suspects } = ticket;
  const open = openChanges.length;
  const suspect = suspects.find(({ standing }) => standing === "likely")?.title;
  const parts = [
    toPlain(reference),
    cut(namePerson(person)),
    cut(toPlain(computer?.name ?? "")),
    suspect ? toPlain(suspect) : fault.codes.map(({ hex }) => toPlain(hex)).join(" / "),
    open > 0 ? sentence("mail.open-changes", { count: open }) : "",
    revision > 1 ? sentence("mail.again") : "",
  ];
  const subject = parts.filter(Boolean).join(", ");
  return urgency === "now" ? sentence("mail.urgent", { subject }) : subject;
}

function cut(name: string): string {
  const characters = [...name];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join("")}…` : name;
}

/** The same key gives the same id. */
export function makeMessageId(key: string, domain: string): string {
  return `<${key.replace(/[^\w.-]/g, "_")}@${domain}>`;
}
