/** Whether ticket, case, events and log tell the same, and what the technicians were told is what happened. */
import { readStanding } from "../../knowledge/case/reducer.ts";
import type { StoredCase } from "../../src/store/cases.ts";
import type { Store } from "../../src/store/store.ts";
import type { StoredTicket, TicketLogEntry } from "../../src/store/tickets.ts";
import { describeForLog, readCaseState, readTicketStanding } from "../../src/tickets/ticketStanding.ts";
import type { Trees } from "../../src/turn/openTurn.ts";
import type { Race } from "./deskShift.ts";
import type { Technician } from "./deskTechnician.ts";

type Parts = { store: Store; trees: Trees; technicians: readonly Technician[] };

/** In words; empty when everything agrees. */
export async function judgeTicket(
  { store, trees, technicians }: Parts,
  ticket: StoredTicket,
  cases: readonly StoredCase[],
): Promise<string[]> {
  const { reference, caseId, state, by, urgency, openChanges, changedAt, revision } = ticket;
  const found = await store.cases.find(caseId);
  if (!found) return [`${reference} belongs to no case`];
  const { tree } = await trees.byHash(found.treeHash);
  const broken: string[] = [];
  const agree = (what: string, one: unknown, other: unknown) => {
    const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
    if (left !== right) broken.push(`${reference}: ${what}: ${left}, but ${right}`);
  };
  const replayed = readTicketStanding(readStanding(tree, found.history), changedAt);
  agree("the ticket and its events", { reference, state, by, urgency, openChanges, changedAt }, replayed);
  agree(
    "the case and its events",
    [found.state, found.reference],
    [readCaseState(readStanding(tree, found.history)), reference],
  );
  agree("the case and the list of cases", cases.find(({ id }) => id === caseId)?.state, found.state);
  agree("the revision and its hand-overs", revision, found.history.filter(({ kind }) => kind === "handed-over").length);
  const log = await store.tickets.log(reference);
  agree(
    "the log and the events",
    log.filter(({ what }) => !["saw", "said", "recorded"].includes(what)).map(entryOf),
    found.history.flatMap((event) => describeForLog(event) ?? []).map(entryOf),
  );
  for (const { name, done } of technicians)
    agree(
      `what ${name} was told was done, and the log`,
      done.filter((one) => one.reference === reference).map(({ kind }) => asNoted[kind]),
      log.filter(({ who, what }) => who === name && what !== "saw").map(({ what }) => what),
    );
  const withdrawn = log.some(({ what }) => what === "withdrawn");
  for (const { name, refused } of technicians)
    for (const { why } of refused.filter((one) => one.reference === reference))
      if (!withdrawn || !gone.test(why)) broken.push(`${reference}: ${name} had it, and was told: ${why}`);
  broken.push(...judgeClaims(reference, log));
  return broken;
}

const asNoted: Record<Technician["done"][number]["kind"], TicketLogEntry["what"]> = {
  claim: "claimed",
  "take-over": "claimed",
  release: "released",
  say: "said",
  record: "recorded",
  "put-back": "recorded",
  "hand-back": "handed-back",
  resolve: "resolved",
  reopen: "reopened",
};

const entryOf = ({ who, what, detail }: Pick<TicketLogEntry, "who" | "what" | "detail">) => `${who} ${what} ${detail}`;

/** One at a time has it, and only who has it works on it. */
function judgeClaims(reference: string, log: readonly TicketLogEntry[]): string[] {
  const broken: string[] = [];
  let has: string | undefined;
  for (const { who, what } of log) {
    if (what === "claimed") {
      if (has) broken.push(`${reference}: ${who} took it while ${has} had it`);
      has = who;
    } else if (["released", "said", "recorded", "handed-back", "resolved"].includes(what)) {
      if (has !== who) broken.push(`${reference}: ${who} ${what}, while ${has ?? "nobody"} had it`);
      if (what !== "said" && what !== "recorded") has = undefined;
    } else if (what === "withdrawn") has = undefined;
  }
  return broken;
}

/** What is said of a ticket that its person has withdrawn. They can even do so when a technician has it and is away. */
const gone = /^The bot has this ticket|^This ticket is closed/;

/** One has got it and the others were told who, or it was gone. */
export function judgeRace({ reference, told }: Race): string[] {
  const winners = told.filter(({ why }) => why === undefined).map(({ name }) => name);
  const losers = told.flatMap(({ why }) => why ?? []);
  const faster = `${winners[0]} was faster and has this ticket.`;
  const isFair =
    winners.length <= 1 && losers.every((why) => gone.test(why) || (winners.length === 1 && why === faster));
  return isFair ? [] : [`${reference}: those who raced for it were told ${JSON.stringify(told)}`];
}
