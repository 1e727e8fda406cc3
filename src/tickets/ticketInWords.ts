/** Words that a ticket's page and its plain text share. */
import { listSentences } from "../../dialogs/words/sentence.ts";
import { toPlain } from "./plainText.ts";
import type { TicketPackage } from "./ticketPackage.ts";

export const standings = [
  { is: "likely", label: "LIKELY" },
  { is: "possible", label: "possible" },
  { is: "tried", label: "tried, did not help" },
  { is: "ruled-out", label: "ruled out" },
] as const;

const urgencies = { now: "NOW", today: "today", "can-wait": "can wait" } as const;

export function wordUrgency({ urgency }: Pick<TicketPackage, "urgency">): string {
  return urgency ? urgencies[urgency] : "not said";
}

/** A browser whose person gave no name has only a long random id, which is not worth showing. */
export function namePerson({ name, id, onBehalf }: TicketPackage["person"]): string {
  const who = name || id.replace(/^dl_(?:hub_)?[\w-]{20,}$/, "Unnamed person");
  return toPlain(`${who}${onBehalf ? `, on behalf of ${onBehalf}` : ""}`);
}

/** "error code 0x904 (name)" */
export function nameCode({ kind, hex, name }: TicketPackage["fault"]["codes"][number]): string {
  const label = kind === "extended" ? "extended code" : kind === "event" ? "event" : "error code";
  return `${label} ${kind === "event" ? Number(hex) : hex}${name ? ` (${name})` : ""}`;
}

/** Groups causes with the same standing and the same reason, so that the differences stand out. */
export function groupSuspectsByReason(
  { suspects }: TicketPackage,
  standing: (typeof standings)[number]["is"],
): { reason: string; titles: string[]; notes: string[] }[] {
  const inGroup = suspects.filter((suspect) => suspect.standing === standing);
  const byReason = Map.groupBy(inGroup, ({ because }) => because.join("; ") || "no evidence yet");
  return [...byReason].map(([reason, group]) => ({
    reason,
    titles: group.map(({ title }) => title),
    notes: group.flatMap(({ title, note }) => (note ? [group.length > 1 ? `${title}: ${note}` : note] : [])),
  }));
}

/** Counts what the reader does not see. */
export function listMissing({ leftOut, redacted }: TicketPackage): string[] {
  const { secrets, people, hosts } = redacted;
  const counted = [
    ...(secrets > 0 ? [count(secrets, "secret", "secrets")] : []),
    ...(people > 0 ? [count(people, "person", "people")] : []),
    ...(hosts > 0 ? [count(hosts, "host", "hosts")] : []),
  ];
  return [
    ...(leftOut > 0 ? [`Kept back by the person: ${count(leftOut, "thing", "things")}.`] : []),
    ...(counted.length > 0
      ? [
          `Redacted: ${counted.join(", ")}. USER-1 is the same person, and HOST-1 the same computer, everywhere in this ticket.`,
        ]
      : []),
  ];
}

function count(number: number, one: string, several: string): string {
  return `${number} ${number === 1 ? one : several}`;
}

const LONGEST_ABOUT = 200;

/** The line of a ticket in a list. */
export function summarizeForList(ticket: TicketPackage): { person: string; channel: string; about: string } {
  const { person, channel } = ticket;
  return { person: namePerson(person), channel, about: toPlain(describeProblem(ticket)).slice(0, LONGEST_ABOUT) };
}

function describeProblem({ impact, transcript, reason }: TicketPackage): string {
  const pressed: readonly string[] = listSentences("label.");
  const written = transcript.flatMap(({ who, text }) => (who === "person" && !pressed.includes(text) ? [text] : []));
  // The longest of the first messages says most; a bare "technician" says nothing about the problem.
  const [longest] = written.slice(0, 4).sort((a, b) => b.length - a.length);
  return impact ?? (longest && longest.length > 12 ? longest : reason.text);
}
