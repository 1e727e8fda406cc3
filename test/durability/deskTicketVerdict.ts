/** Checks that ticket, case, events and log agree, and match the answers that the technicians got. */
import { OpenCase } from "../../knowledge/case/openCase.ts";
import { readStanding } from "../../knowledge/case/reducer.ts";
import type { DeskAction } from "../../src/desk/desk.ts";
import type { StoredCase } from "../../src/store/cases.ts";
import type { Store } from "../../src/store/store.ts";
import type { StoredTicket, TicketLogEntry } from "../../src/store/tickets.ts";
import { describeForLog, readCaseState, readTicketStanding } from "../../src/tickets/ticketStanding.ts";
import type { Trees } from "../../src/turn/openTurn.ts";
import type { Race } from "./deskShift.ts";
import type { Technician } from "./deskTechnician.ts";

type Parts = { store: Store; trees: Trees; technicians: readonly Technician[] };

/** Returns descriptions of disagreements; empty when there are none. */
export async function judgeTicket(
  { store, trees, technicians }: Parts,
  ticket: StoredTicket,
  cases: readonly StoredCase[],
): Promise<string[]> {
  const { reference, caseId, state, by, urgency, openChanges, times, changedAt, revision } = ticket;
  const { path, suspect, tried, language, name: toldName } = ticket;
  const storedCase = await store.cases.find(caseId);
  if (!storedCase) return [`${reference} belongs to no case`];
  const knowledge = await trees.byHash(storedCase.treeHash);
  const { tree } = knowledge;
  const violations: string[] = [];
  const agree = (what: string, actual: unknown, expected: unknown) => {
    const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (left !== right) violations.push(`${reference}: ${what}: ${left}, but ${right}`);
  };
  const replayed = readTicketStanding(new OpenCase(knowledge, storedCase.history), changedAt);
  const brief = { path, suspect, tried, language, name: toldName };
  agree(
    "the ticket and its events",
    { ...brief, reference, state, by, urgency, openChanges, times, changedAt },
    replayed,
  );
  agree(
    "the case and its events",
    [storedCase.state, storedCase.reference],
    [readCaseState(readStanding(tree, storedCase.history)), reference],
  );
  agree("the case and the list of cases", cases.find(({ id }) => id === caseId)?.state, storedCase.state);
  agree(
    "the revision and its hand-overs",
    revision,
    storedCase.history.filter(({ kind }) => kind === "handed-over").length,
  );
  const log = await store.tickets.log(reference);
  agree(
    "the log and the events",
    log.filter(({ what }) => !["saw", "said", "recorded"].includes(what)).map(formatEntry),
    storedCase.history.flatMap((event) => describeForLog(event) ?? []).map(formatEntry),
  );
  for (const { name, done } of technicians)
    agree(
      `the actions confirmed to ${name} and the log`,
      done.filter((action) => action.reference === reference).map(({ kind }) => logNames[kind]),
      log.filter(({ who, what }) => who === name && what !== "saw").map(({ what }) => what),
    );
  const withdrawn = log.some(({ what }) => what === "withdrawn");
  for (const { name, refused } of technicians)
    for (const { why } of refused.filter((refusal) => refusal.reference === reference))
      if (!withdrawn || !gone.test(why)) violations.push(`${reference}: ${name} had it but was refused: ${why}`);
  const reopened = storedCase.history.flatMap((event) => (event.kind === "reopened" ? [event.by ?? event.backTo] : []));
  violations.push(...judgeClaims(reference, log, reopened));
  return violations;
}

const logNames: Record<DeskAction["kind"], TicketLogEntry["what"]> = {
  claim: "claimed",
  "take-over": "claimed",
  release: "released",
  say: "said",
  // These technicians write no notes, which are not in the log.
  note: "said",
  record: "recorded",
  fill: "recorded",
  undo: "took-back",
  read: "recorded",
  "next-done": "recorded",
  "put-back": "recorded",
  keep: "recorded",
  "hand-back": "handed-back",
  resolve: "resolved",
  reopen: "reopened",
};

const formatEntry = ({ who, what, detail }: Pick<TicketLogEntry, "who" | "what" | "detail">) =>
  `${who} ${what} ${detail}`;

/** Only one technician at a time has the ticket, and only that one works on it. `reopened`: who has it after each time. */
function judgeClaims(reference: string, log: readonly TicketLogEntry[], reopened: (string | undefined)[]): string[] {
  const violations: string[] = [];
  let has: string | undefined;
  for (const { who, what } of log) {
    if (what === "claimed") {
      if (has) violations.push(`${reference}: ${who} took it while ${has} had it`);
      has = who;
    } else if (["released", "said", "recorded", "handed-back", "resolved"].includes(what)) {
      if (has !== who) violations.push(`${reference}: ${who} ${what}, while ${has ?? "nobody"} had it`);
      if (what !== "said" && what !== "recorded") has = undefined;
    } else if (what === "reopened") has = reopened.shift();
    else if (what === "withdrawn") has = undefined;
  }
  return violations;
}

/** The refusal for a withdrawn ticket. A person can withdraw it even if a technician has it but is away. */
const gone = /^The bot has this ticket|^This ticket is closed/;

/** One technician wins and the others learn who, or the ticket was withdrawn. */
export function judgeRace({ reference, answers }: Race): string[] {
  const winners = answers.filter(({ why }) => why === undefined).map(({ name }) => name);
  const losers = answers.flatMap(({ why }) => why ?? []);
  const faster = `${winners[0]} was faster and has this ticket.`;
  const isFair =
    winners.length <= 1 && losers.every((why) => gone.test(why) || (winners.length === 1 && why === faster));
  return isFair ? [] : [`${reference}: the claims were not answered consistently: ${JSON.stringify(answers)}`];
}
