/** Words that a ticket's page and its plain text share. */
import { consent } from "../../dialogs/hearing/shortReply.ts";
import { nameBareCode } from "../../dialogs/wording/codeInWords.ts";
import { listSentences, readGroup, sentence } from "../../dialogs/words/sentence.ts";
import { toPlain } from "./plainText.ts";
import type { Said, TicketPackage } from "./ticketPackage.ts";

/** In the order in which a ticket lists its suspects. Those for which nothing speaks are only counted. */
export const standings = ["likely", "tried", "ruled-out"] as const;
type SuspectStanding = TicketPackage["suspects"][number]["standing"];

export const nameStanding = (standing: SuspectStanding): string => sentence(`ticket-page.standing.${standing}`);

/** A result, origin or role for which we have no name is shown as the ticket has it. */
export function nameResult(result: string): string {
  return readGroup("ticket-page.result.").get(`ticket-page.result.${result.replace(" ", "-")}`) ?? result;
}

export function nameOrigin(origin: string): string {
  return readGroup("ticket-page.origin.").get(`ticket-page.origin.${origin}`) ?? origin;
}

export function nameRole(who: string): string {
  return readGroup("ticket-page.who.").get(`ticket-page.who.${who}`) ?? who;
}

export function wordUrgency({ urgency }: Pick<TicketPackage, "urgency">): string {
  return sentence(`ticket-page.urgencies.${urgency ?? "unknown"}`);
}

/** A browser whose person gave no name has only a long random id, which is not worth showing. */
export function namePerson({ name, id, onBehalf }: TicketPackage["person"]): string {
  const person = name || id.replace(/^dl_(?:hub_)?[\w-]{20,}$/, () => sentence("ticket-page.unnamed"));
  return toPlain(onBehalf ? sentence("ticket-page.on-behalf", { person, whom: onBehalf }) : person);
}

/** "error code 0x904", without the name of its constant. */
export function nameCode({ kind, hex }: TicketPackage["fault"]["codes"][number]): string {
  return nameBareCode(kind, hex);
}

/** Groups causes with the same standing and the same reason, so that the differences stand out. */
export function groupSuspectsByReason(
  { suspects }: TicketPackage,
  standing: SuspectStanding,
): { reason: string; titles: string[]; notes: string[] }[] {
  const inGroup = suspects.filter((suspect) => suspect.standing === standing);
  const byReason = Map.groupBy(inGroup, ({ because }) => because.join("; ") || sentence("ticket-page.no-evidence"));
  return [...byReason].map(([reason, group]) => ({
    reason,
    titles: group.map(({ title }) => title),
    notes: group.flatMap(({ title, note }) => (note ? [group.length > 1 ? `${title}: ${note}` : note] : [])),
  }));
}

/** Stands in the place of a line's text that technicians do not see. Undefined if they see it. */
export function explainMissing({ who, leftOut, deleted }: Missing): string | undefined {
  if (deleted) return sentence(who === "person" ? "ticket-page.deleted" : "ticket-page.repeated-deleted");
  return leftOut ? sentence("ticket-page.left-out") : undefined;
}

type Missing = { who: Said["who"]; leftOut?: boolean | undefined; deleted?: boolean | undefined };

/** Counts what the reader does not see. */
export function listMissing({ leftOut, redacted }: TicketPackage): string[] {
  const { secrets, people, hosts } = redacted;
  const counted = [
    ...(secrets > 0 ? [sentence("ticket-page.secrets", { count: secrets })] : []),
    ...(people > 0 ? [sentence("ticket-page.people", { count: people })] : []),
    ...(hosts > 0 ? [sentence("ticket-page.hosts", { count: hosts })] : []),
  ];
  return [
    ...(leftOut > 0 ? [sentence("ticket-page.kept-back", { count: leftOut })] : []),
    ...(counted.length > 0 ? [sentence("ticket-page.redacted", { things: counted.join(", ") })] : []),
  ];
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
  // The longest of the first messages says most; a bare "technician" and a consent say nothing about the problem.
  const [longest] = written
    .slice(0, 4)
    .filter((text) => !consent.test(text))
    .sort((a, b) => b.length - a.length);
  return impact ?? (longest && longest.length > 12 ? longest : reason.text);
}
