/** A ticket as a technician reads it: plain text, 100 columns, what decides first. */
import type { Provenance } from "../../dialogs/cards.ts";
import type { Ticket } from "../../dialogs/ticket.ts";
import type { Line, StoredLine } from "../store/store.ts";
import { indented, plain, wrapped } from "./plainText.ts";

/** `by` names a model where one chose the words. */
type Said = { who: string; at: string; text: string; by?: "model" };

/** A ticket as it is stored: the dialogs' part, and who, where, when and what was said. */
export type TicketPackage = Ticket & {
  reference: string;
  at: string;
  channel: string;
  person: { id: string; name?: string | undefined; onBehalf?: string | undefined };
  transcript: Said[];
};

const standings = [
  ["likely", "LIKELY"],
  ["possible", "possible"],
  ["tried", "tried, did not help"],
  ["ruled-out", "ruled out"],
] as const;

/** `later` is what was said in the case after the ticket was written. */
export function renderTicket(ticket: TicketPackage, later: readonly StoredLine[] = []): string {
  const sections = [
    heading(ticket),
    section("FAULT", fault(ticket)),
    section("!!! OPEN CHANGES: PUT THESE BACK !!!", ticket.openChanges.flatMap(openChange)),
    section("SUSPECTS", suspects(ticket)),
    section("NEXT", next(ticket)),
    section("TRIED", ticket.tried.flatMap(tried)),
    section("FACTS", ticket.facts.flatMap(fact)),
    section("TRANSCRIPT", ticket.transcript.flatMap(said)),
    section("ADDED SINCE", later.map(inTranscript).flatMap(said)),
  ];
  return `${sections.filter(Boolean).join("\n\n")}\n`;
}

export function moment(at: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : plain(at);
}

export function whoIsIt({ name, id, onBehalf }: TicketPackage["person"]): string {
  return plain(`${name || id}${onBehalf ? `, on behalf of ${onBehalf}` : ""}`);
}

function heading(ticket: TicketPackage): string {
  const { reference, at, channel, tree, reason, person } = ticket;
  return [
    `TICKET ${plain(reference)}   ${moment(at)}   ${whoIsIt(person)}   (${plain(channel)})`,
    ...wrapped(`Handed over: ${reason.text}`),
    `Tree: ${plain(tree.id)} ${plain(tree.version)} (${plain(tree.hash).slice(0, 12)})`,
  ].join("\n");
}

function section(title: string, lines: string[]): string {
  return lines.length > 0 ? [title, ...lines].join("\n") : "";
}

function fault({ fault: { codes }, transcript }: TicketPackage): string[] {
  const named = codes.map(({ kind, hex, name }) => `${kind} ${hex}${name ? ` (${name})` : ""}`);
  const first = transcript.find(({ who }) => who === "person")?.text;
  return [
    ...wrapped(named.join(", ") || "no code was given", "  "),
    ...(first ? wrapped(`First words: "${first}"`, "  ").slice(0, 4) : []),
  ];
}

function openChange(change: TicketPackage["openChanges"][number], index: number): string[] {
  return [
    ...wrapped(`${index + 1}. Done and not undone: ${change.do}`, "  ", "     "),
    // Not on a line of its own: it is the one command here that nobody should copy.
    ...(change.run === undefined ? [] : command(`(was run: ${change.run})`, "     ")),
    ...wrapped(`UNDO: ${change.undo.do}`, "     "),
    ...command(change.undo.run, "       "),
  ];
}

// Causes that stand alike for the same reason share a line: what a technician looks for is what differs.
function suspects(ticket: TicketPackage): string[] {
  return standings.flatMap(([standing, label]) => {
    const byReason = new Map<string, string[]>();
    for (const { title, because } of ticket.suspects.filter((suspect) => suspect.standing === standing)) {
      const reason = because.join("; ") || "nothing known for or against";
      byReason.set(reason, [...(byReason.get(reason) ?? []), title]);
    }
    return [...byReason].flatMap(([reason, titles]) =>
      wrapped(`${label} (${reason}): ${titles.join("; ")}`, "  ", "      "),
    );
  });
}

function next({ looks, notAllowed }: TicketPackage): string[] {
  return [
    ...looks.flatMap((look) => [...wrapped(`Look (changes nothing): ${look.do}`, "  ", "    "), ...command(look.run)]),
    ...notAllowed.flatMap(({ title, steps }) => [
      ...wrapped(`${title}: steps this person could not do`, "  ", "    "),
      ...steps.flatMap((step, index) => [
        ...(step.warning ? wrapped(`WARNING: ${step.warning}`, "    ", "       ") : []),
        ...wrapped(`${index + 1}. ${step.do}${place(step)}`, "    ", "       "),
        ...command(step.run, "         "),
      ]),
    ]),
  ];
}

function place({ who, where }: { who?: string | undefined; where?: string | undefined }): string {
  const known = [who, where].filter(Boolean).join(", ");
  return known ? ` [${known}]` : "";
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

/** A line of the conversation as a ticket holds it. */
export function inTranscript({ who, at, text, provenance }: Line): Said {
  return { who, at, text, ...((provenance as Provenance | null)?.by && { by: "model" }) };
}

function said({ who, at, text, by }: Said): string[] {
  const name = by ? `${who} (worded by a ${by})` : who;
  return [`  ${moment(at)}  ${plain(name)}`, ...text.split(/\r\n|\r|\n/).flatMap((line) => wrapped(line, "    "))];
}

/** Never wrapped: a broken command is a wrong command. */
function command(run: string | undefined, indent = "      "): string[] {
  return run === undefined ? [] : indented(run, indent);
}
