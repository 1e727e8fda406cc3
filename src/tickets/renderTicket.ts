/** Renders a ticket for technicians: plain text, 100 columns, the most urgent parts first. */
import { nameChannel } from "../channels/channels.ts";
import { indentLines, toPlain, wrap } from "./plainText.ts";
import { groupSuspectsByReason, listMissing, nameCode, namePerson, standings, wordUrgency } from "./ticketInWords.ts";
import type { Said, TicketPackage } from "./ticketPackage.ts";

/** `later`: lines of the case that came after the ticket was written. */
export function renderTicket(ticket: TicketPackage, later: readonly Said[] = []): string {
  const sections = [
    renderHeading(ticket),
    renderOpenChanges(ticket),
    renderSection("FAULT", renderFault(ticket)),
    renderSection(
      "SUSPECTS",
      standings.flatMap((standing) => renderSuspects(ticket, standing)),
    ),
    renderSection("TRIED", ticket.tried.flatMap(renderTried)),
    renderSection("NEXT", renderNext(ticket)),
    renderSection("FACTS", ticket.facts.flatMap(renderFact)),
    renderSection("TRANSCRIPT", ticket.transcript.flatMap(renderLine)),
    renderSection("ADDED SINCE", later.flatMap(renderLine)),
  ];
  return `${sections.filter(Boolean).join("\n\n")}\n`;
}

export function formatMoment(at: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : toPlain(at);
}

function renderHeading(ticket: TicketPackage): string {
  const { reference, revision, at, channel, tree, reason, person } = ticket;
  const again = revision > 1 ? ` (hand-over ${revision})` : "";
  return [
    ...wrap(`TICKET ${reference}${again}   ${formatMoment(at)}   ${namePerson(person)}   (${nameChannel(channel)})`),
    ...wrap(`URGENCY: ${wordUrgency(ticket)}`),
    ...(ticket.impact ? wrap(`Impact: "${ticket.impact}"`, "", "  ") : []),
    ...(person.contact ? wrap(`Contact: ${person.contact}`, "", "  ") : []),
    ...wrap(`Handed over: ${reason.text}`, "", "  "),
    ...wrap(`Tree: ${tree.id} ${tree.version} (${tree.hash.slice(0, 12)})`),
    ...listMissing(ticket).flatMap((line) => wrap(line, "", "  ")),
  ].join("\n");
}

function renderSection(title: string, lines: string[]): string {
  return lines.length > 0 ? [title, ...lines].join("\n") : "";
}

/** Comes before the fault: a computer whose protection is off must not wait until the technician reads on. */
function renderOpenChanges({ openChanges: open }: TicketPackage): string {
  if (open.length === 0) return "";
  const bar = "!".repeat(100);
  const title = `!!! ${open.length} OPEN CHANGE${open.length > 1 ? "S" : ""}: PUT ${open.length > 1 ? "THESE" : "THIS"} BACK !!!`;
  return [bar, title, ...open.flatMap(renderOpenChange), bar].join("\n");
}

function renderOpenChange(change: TicketPackage["openChanges"][number], index: number): string[] {
  return [
    ...wrap(`${index + 1}. Still in place: ${change.do}`, "  ", "     "),
    // Not on a line of its own: this is the one command here that a technician must not copy.
    ...(change.run === undefined ? [] : renderCommand(`(with: ${change.run})`, "     ")),
    ...wrap(`UNDO: ${change.undo.do}`, "     "),
    ...renderCommand(change.undo.run, "       "),
  ];
}

function renderFault({ fault: { codes }, transcript }: TicketPackage): string[] {
  const named = codes.map(nameCode);
  const first = transcript.find(({ who, text }) => who === "person" && text)?.text;
  return [
    ...wrap(named.join(", ") || "no code given", "  "),
    ...(first ? wrap(`First words: "${first}"`, "  ").slice(0, 4) : []),
  ];
}

function renderSuspects(ticket: TicketPackage, standing: (typeof standings)[number]): string[] {
  return groupSuspectsByReason(ticket, standing.is).flatMap(({ reason, titles, notes }) => [
    ...wrap(`${standing.label} (${reason}): ${titles.join("; ")}`, "  ", "      "),
    ...notes.flatMap((note) => wrap(note, "      ")),
  ]);
}

function renderNext({ looks, notAllowed }: TicketPackage): string[] {
  return [
    ...looks.flatMap((look) => [
      ...wrap(`Look (changes nothing): ${look.do}`, "  ", "    "),
      ...renderCommand(look.run),
    ]),
    ...notAllowed.flatMap(({ title, steps }) => [
      ...wrap(`${title}: steps for an administrator`, "  ", "    "),
      ...steps.flatMap((step, index) => [
        ...(step.warning ? wrap(`WARNING: ${step.warning}`, "    ", "       ") : []),
        ...wrap(`${index + 1}. ${step.do} [${step.who}, ${step.where}]`, "    ", "       "),
        ...renderCommand(step.run, "         "),
      ]),
    ]),
  ];
}

function renderTried({ title, result, steps }: TicketPackage["tried"][number]): string[] {
  return [
    ...wrap(`${title}: ${result}`, "  "),
    ...steps.flatMap((step, index) => [
      ...wrap(`${index + 1}. ${step.do} -> ${step.result}`, "    ", "       "),
      ...renderCommand(step.run, "         "),
    ]),
  ];
}

function renderFact({ question, label, origin, words }: TicketPackage["facts"][number]): string[] {
  const from = origin === "chosen" || !words ? origin : `${origin}: "${words}"`;
  return [...wrap(question, "  "), ...wrap(`= ${label}  (${from})`, "    ", "      ")];
}

function renderLine({ who, name, at, text, by, leftOut }: Said): string[] {
  const speaker = `${who}${name ? ` ${name}` : ""}${by ? ` (worded by a ${by})` : ""}`;
  const lines = leftOut ? ["[kept back by the person]"] : text.split(/\r\n|\r|\n/);
  return [...wrap(`${formatMoment(at)}  ${speaker}`, "  ", "    "), ...lines.flatMap((line) => wrap(line, "    "))];
}

/** Never wrapped: a broken command is a wrong command. */
function renderCommand(run: string | undefined, indent = "      "): string[] {
  return run === undefined ? [] : indentLines(run, indent);
}
