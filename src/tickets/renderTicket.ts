/** Renders a ticket for technicians: plain text, 100 columns, the most urgent parts first. */
import { nameChannel } from "../channels/channels.ts";
import { indented, plain, wrapped } from "./plainText.ts";
import { listMissing, nameCode, namePerson, standings, suspectsByReason, wordUrgency } from "./ticketInWords.ts";
import type { Said, TicketPackage } from "./ticketPackage.ts";

/** `later`: lines of the case that came after the ticket was written. */
export function renderTicket(ticket: TicketPackage, later: readonly Said[] = []): string {
  const sections = [
    heading(ticket),
    openChanges(ticket),
    section("FAULT", fault(ticket)),
    section(
      "SUSPECTS",
      standings.flatMap((standing) => suspects(ticket, standing)),
    ),
    section("TRIED", ticket.tried.flatMap(tried)),
    section("NEXT", next(ticket)),
    section("FACTS", ticket.facts.flatMap(fact)),
    section("TRANSCRIPT", ticket.transcript.flatMap(said)),
    section("ADDED SINCE", later.flatMap(said)),
  ];
  return `${sections.filter(Boolean).join("\n\n")}\n`;
}

export function moment(at: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : plain(at);
}

function heading(ticket: TicketPackage): string {
  const { reference, revision, at, channel, tree, reason, person } = ticket;
  const again = revision > 1 ? ` (hand-over ${revision})` : "";
  return [
    ...wrapped(`TICKET ${reference}${again}   ${moment(at)}   ${namePerson(person)}   (${nameChannel(channel)})`),
    ...wrapped(`URGENCY: ${wordUrgency(ticket)}`),
    ...(ticket.impact ? wrapped(`Impact: "${ticket.impact}"`, "", "  ") : []),
    ...(person.contact ? wrapped(`Contact: ${person.contact}`, "", "  ") : []),
    ...wrapped(`Handed over: ${reason.text}`, "", "  "),
    ...wrapped(`Tree: ${tree.id} ${tree.version} (${tree.hash.slice(0, 12)})`),
    ...listMissing(ticket).flatMap((line) => wrapped(line, "", "  ")),
  ].join("\n");
}

function section(title: string, lines: string[]): string {
  return lines.length > 0 ? [title, ...lines].join("\n") : "";
}

/** Comes before the fault: a computer whose protection is off must not wait until the technician reads on. */
function openChanges({ openChanges: open }: TicketPackage): string {
  if (open.length === 0) return "";
  const bar = "!".repeat(100);
  const title = `!!! ${open.length} OPEN CHANGE${open.length > 1 ? "S" : ""}: PUT ${open.length > 1 ? "THESE" : "THIS"} BACK !!!`;
  return [bar, title, ...open.flatMap(openChange), bar].join("\n");
}

function openChange(change: TicketPackage["openChanges"][number], index: number): string[] {
  return [
    ...wrapped(`${index + 1}. Still in place: ${change.do}`, "  ", "     "),
    // Not on a line of its own: this is the one command here that a technician must not copy.
    ...(change.run === undefined ? [] : command(`(with: ${change.run})`, "     ")),
    ...wrapped(`UNDO: ${change.undo.do}`, "     "),
    ...command(change.undo.run, "       "),
  ];
}

function fault({ fault: { codes }, transcript }: TicketPackage): string[] {
  const named = codes.map(nameCode);
  const first = transcript.find(({ who, text }) => who === "person" && text)?.text;
  return [
    ...wrapped(named.join(", ") || "no code given", "  "),
    ...(first ? wrapped(`First words: "${first}"`, "  ").slice(0, 4) : []),
  ];
}

function suspects(ticket: TicketPackage, standing: (typeof standings)[number]): string[] {
  return suspectsByReason(ticket, standing.is).flatMap(({ reason, titles }) =>
    wrapped(`${standing.label} (${reason}): ${titles.join("; ")}`, "  ", "      "),
  );
}

function next({ looks, notAllowed }: TicketPackage): string[] {
  return [
    ...looks.flatMap((look) => [...wrapped(`Look (changes nothing): ${look.do}`, "  ", "    "), ...command(look.run)]),
    ...notAllowed.flatMap(({ title, steps }) => [
      ...wrapped(`${title}: steps for an administrator`, "  ", "    "),
      ...steps.flatMap((step, index) => [
        ...(step.warning ? wrapped(`WARNING: ${step.warning}`, "    ", "       ") : []),
        ...wrapped(`${index + 1}. ${step.do} [${step.who}, ${step.where}]`, "    ", "       "),
        ...command(step.run, "         "),
      ]),
    ]),
  ];
}

function tried({ title, result, steps }: TicketPackage["tried"][number]): string[] {
  return [
    ...wrapped(`${title}: ${result}`, "  "),
    ...steps.flatMap((step, index) => [
      ...wrapped(`${index + 1}. ${step.do} -> ${step.result}`, "    ", "       "),
      ...command(step.run, "         "),
    ]),
  ];
}

function fact({ question, label, origin, words }: TicketPackage["facts"][number]): string[] {
  const from = origin === "chosen" || !words ? origin : `${origin}: "${words}"`;
  return [...wrapped(question, "  "), ...wrapped(`= ${label}  (${from})`, "    ", "      ")];
}

function said({ who, name, at, text, by, leftOut }: Said): string[] {
  const speaker = `${who}${name ? ` ${name}` : ""}${by ? ` (worded by a ${by})` : ""}`;
  const lines = leftOut ? ["[kept back by the person]"] : text.split(/\r\n|\r|\n/);
  return [...wrapped(`${moment(at)}  ${speaker}`, "  ", "    "), ...lines.flatMap((line) => wrapped(line, "    "))];
}

/** Never wrapped: a broken command is a wrong command. */
function command(run: string | undefined, indent = "      "): string[] {
  return run === undefined ? [] : indented(run, indent);
}
