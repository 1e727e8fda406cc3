/** What of a ticket stands in the head of a mail, where one line break too many would be a header of somebody's own. */
import { plain } from "../../tickets/plainText.ts";
import { namePerson } from "../../tickets/ticketInWords.ts";
import type { TicketPackage } from "../../tickets/ticketPackage.ts";

const LONGEST_NAME = 60;

export function mailHeaders(ticket: TicketPackage, key: string, from: string) {
  const { reference, revision, urgency } = ticket;
  const domain = from.slice(from.lastIndexOf("@") + 1);
  // The first mail about it never came from anywhere else, so later ones can name it without having seen it.
  const first = makeMessageId(key.replace(`${reference}-${revision}-`, `${reference}-1-`), domain);
  return {
    subject: writeSubject(ticket),
    // Whoever gets the same mail twice, because we never heard that it had arrived, can tell by this.
    messageId: makeMessageId(key, domain),
    ...(revision > 1 && { inReplyTo: first, references: [first] }),
    ...(urgency === "now" && { priority: "high" as const }),
    // So that absence notices are not sent back.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
}

/** Such as "NOW: RC-7K3F-2QW9, Ada Lovelace, 0x904 / 0x7, 1 OPEN CHANGE". */
function writeSubject({ reference, revision, urgency, person, fault, openChanges }: TicketPackage): string {
  const open = openChanges.length;
  const parts = [
    plain(reference),
    cut(namePerson(person)),
    fault.codes.map(({ hex }) => plain(hex)).join(" / "),
    open > 0 ? `${open} OPEN CHANGE${open > 1 ? "S" : ""}` : "",
    revision > 1 ? "handed over again" : "",
  ];
  return `${urgency === "now" ? "NOW: " : ""}${parts.filter(Boolean).join(", ")}`;
}

function cut(name: string): string {
  const signs = [...name];
  return signs.length > LONGEST_NAME ? `${signs.slice(0, LONGEST_NAME - 1).join("")}…` : name;
}

function makeMessageId(key: string, domain: string): string {
  return `<${key.replace(/[^\w.-]/g, "_")}@${domain}>`;
}
