/** Renders a ticket for technicians: plain text, 100 columns, the most urgent parts first. */
import { type Id, sentence, spokenLanguage } from "../../dialogs/words/sentence.ts";
import { indentLines, toPlain, wrap } from "./plainText.ts";
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
import type { Said, TicketPackage } from "./ticketPackage.ts";

type Heading = Extract<Id, `ticket-page.heading.${string}`>;

/** `later`: lines of the case that came after the ticket was written. */
export function renderTicket(ticket: TicketPackage, later: readonly Said[] = []): string {
  const sections = [
    renderHeading(ticket),
    renderOpenChanges(ticket),
    renderSection("ticket-page.heading.next", renderNext(ticket)),
    renderSection("ticket-page.heading.fault", renderFault(ticket)),
    renderSection("ticket-page.heading.suspects", [
      ...standings.flatMap((standing) => renderSuspects(ticket, standing)),
      ...countPossible(ticket),
    ]),
    renderSection("ticket-page.heading.tried", ticket.tried.flatMap(renderTried)),
    renderSection("ticket-page.heading.looks", renderLooks(ticket)),
    renderSection("ticket-page.heading.facts", ticket.facts.flatMap(renderFact)),
    renderSection("ticket-page.heading.transcript", ticket.transcript.flatMap(renderLine)),
    renderSection("ticket-page.heading.added-since", later.flatMap(renderLine)),
  ];
  return `${sections.filter(Boolean).join("\n\n")}\n`;
}

export function formatMoment(at: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : toPlain(at);
}

function renderHeading(ticket: TicketPackage): string {
  const { reference, revision, at, tree, desk } = ticket;
  const title =
    revision > 1
      ? sentence("ticket-page.ticket-again", { reference, revision })
      : sentence("ticket-page.ticket", { reference });
  return [
    ...wrap(`${title}   ${formatMoment(at)}`),
    ...listHead(ticket).flatMap(({ label, text }) =>
      wrap(sentence("ticket-page.head-line", { label, text }), "", "  "),
    ),
    ...(desk ? [toPlain(sentence("ticket-page.at-the-desk-line", { address: desk }))] : []),
    ...listMissing(ticket).flatMap((line) => wrap(line, "", "  ")),
    ...wrap(sentence("ticket-page.tree", { id: tree.id, version: tree.version, hash: tree.hash.slice(0, 12) })),
  ].join("\n");
}

function renderSection(title: Heading, lines: string[]): string {
  return lines.length > 0 ? [sentence(title).toLocaleUpperCase(spokenLanguage()), ...lines].join("\n") : "";
}

/** Comes before the fault: a computer whose protection is off must not wait until the technician reads on. */
function renderOpenChanges({ openChanges: open }: TicketPackage): string {
  if (open.length === 0) return "";
  const bar = "!".repeat(100);
  const title = `!!! ${sentence("ticket-page.open-changes-count", { count: open.length })} !!!`;
  return [bar, title, ...open.flatMap(renderOpenChange), bar].join("\n");
}

function renderOpenChange(change: TicketPackage["openChanges"][number], index: number): string[] {
  return [
    ...wrap(`${index + 1}. ${sentence("ticket-page.still-in-place", { what: change.do })}`, "  ", "     "),
    // Not on a line of its own: this is the one command here that a technician must not copy.
    ...(change.run === undefined
      ? []
      : renderCommand(sentence("ticket-page.with-command", { command: change.run }), "     ")),
    ...wrap(sentence("ticket-page.undo-line", { what: change.undo.do }), "     "),
    ...renderCommand(change.undo.run, "       "),
  ];
}

function renderFault({ fault: { codes }, transcript }: TicketPackage): string[] {
  const named = codes.map(nameCode);
  const first = transcript.find(({ who, text }) => who === "person" && text)?.text;
  return [
    ...wrap(named.join(", ") || sentence("ticket-page.no-code-line"), "  "),
    ...(first ? wrap(`${sentence("ticket-page.first-words")} "${first}"`, "  ").slice(0, 4) : []),
  ];
}

function renderSuspects(ticket: TicketPackage, standing: (typeof standings)[number]): string[] {
  const name = nameStanding(standing);
  const label = standing === "likely" ? name.toLocaleUpperCase(spokenLanguage()) : name;
  return groupSuspectsByReason(ticket, standing).flatMap(({ reason, titles, notes }) => [
    ...wrap(`${label} (${reason}): ${titles.join("; ")}`, "  ", "      "),
    ...notes.flatMap((note) => wrap(note, "      ")),
  ]);
}

function renderNext({ next }: TicketPackage): string[] {
  if (!next) return [];
  return [
    ...(next.title ? wrap(next.title, "  ", "    ") : []),
    ...wrap(sentence("ticket-page.next-line", { what: next.do, where: next.where }), "  ", "    "),
    ...(next.warning ? wrap(sentence("warning", { warning: next.warning }), "  ", "    ") : []),
    ...renderCommand(next.run),
    ...(next.expect ? wrap(sentence("expect", { what: next.expect }), "  ", "    ") : []),
  ];
}

function countPossible({ suspects }: TicketPackage): string[] {
  const count = suspects.filter(({ standing }) => standing === "possible").length;
  return count > 0 ? wrap(sentence("ticket-page.possible-others", { count }), "  ", "      ") : [];
}

function renderLooks(ticket: TicketPackage): string[] {
  return [
    ...listOtherLooks(ticket).flatMap((look) => [
      ...wrap(sentence("ticket-page.look-line", { what: look.do }), "  ", "    "),
      ...renderCommand(look.run),
    ]),
    ...ticket.notAllowed.flatMap(({ title, steps }) => [
      ...wrap(sentence("ticket-page.not-allowed", { title }), "  ", "    "),
      ...steps.flatMap((step, index) => [
        ...(step.warning ? wrap(sentence("warning", { warning: step.warning }), "    ", "       ") : []),
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
      ...wrap(`${index + 1}. ${step.do} -> ${nameResult(step.result)}`, "    ", "       "),
      ...renderCommand(step.run, "         "),
    ]),
  ];
}

function renderFact({ question, label, origin, words }: TicketPackage["facts"][number]): string[] {
  const name = nameOrigin(origin);
  const from = origin === "chosen" || !words ? name : `${name}: "${words}"`;
  return [...wrap(question, "  "), ...wrap(`= ${label}  (${from})`, "    ", "      ")];
}

function renderLine(line: Said): string[] {
  const { who, name, at, text, by, edited } = line;
  const marks = [by && sentence("ticket-page.by-model"), edited && sentence("ticket-page.edited")];
  const speaker = [nameRole(who), name, ...marks].filter(Boolean).join(" ");
  const missing = explainMissing(line);
  const lines = missing ? [missing] : text.split(/\r\n|\r|\n/);
  return [...wrap(`${formatMoment(at)}  ${speaker}`, "  ", "    "), ...lines.flatMap((line) => wrap(line, "    "))];
}

/** Never wrapped: a broken command is a wrong command. */
function renderCommand(run: string | undefined, indent = "      "): string[] {
  return run === undefined ? [] : indentLines(run, indent);
}
