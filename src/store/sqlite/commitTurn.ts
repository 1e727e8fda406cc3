import { AlreadyTaken, type CaseChange, CaseMovedOn, type Line, type TicketRecord, type TurnRecord } from "../store.ts";
import { newDelivery } from "./deliveries.ts";
import type { TurnStatements } from "./turnStatements.ts";

/** Writes one turn inside the transaction that is open. Nothing in here waits for the world. */
export function commitTurn(to: TurnStatements, turn: TurnRecord): void {
  const { conversation, person, key, dialogState, lines } = turn;
  const reference = JSON.stringify(conversation.reference);
  to.keepConversation.run({ ...conversation, reference, person, openedAt: lines[0]?.at ?? "" });
  if (to.take.run({ conversation: conversation.id, activityId: turn.incoming.activityId }) === 0)
    throw new AlreadyTaken(conversation.id, turn.incoming.activityId);
  for (const change of turn.cases) changeCase(to, key, change);
  if (dialogState === null) to.forgetDialogState.run({ key });
  else to.keepDialogState.run({ key, state: JSON.stringify(dialogState) });
  const last = to.lastSeq.first({ conversation: conversation.id })?.seq ?? 0;
  for (const [at, line] of lines.entries()) addLine(to, line, last + at + 1, turn.toSend && line.who !== "person");
  for (const ticket of turn.tickets) keepTicket(to, ticket);
  for (const { ticket } of turn.cases) if (ticket) to.changeTicket.run(ticket);
  for (const delivery of turn.deliveries) to.addDelivery.run(newDelivery(delivery));
  for (const entry of turn.log) to.addToTicketLog.run(entry);
  for (const line of turn.lines) {
    const reference = line.toTechnicians && turn.cases.find(({ id }) => id === line.caseId)?.ticket?.reference;
    if (reference) to.addWords.run({ reference, words: ` ${line.text.toLowerCase()}` });
  }
}

/** What it stands at is written right after it, with its case. */
function keepTicket(to: TurnStatements, ticket: TicketRecord): void {
  const asNew = { state: "waiting", by: null, urgency: null, openChanges: 0, changedAt: ticket.at } as const;
  const texts = [ticket.reference, ...textsIn(ticket.package)];
  const words = texts.join(" ").toLowerCase();
  if (to.keepTicket.run({ ...ticket, ...asNew, words, package: JSON.stringify(ticket.package) }) === 0)
    throw new Error(`nothing was stored: ticket ${ticket.reference} belongs to another case`);
}

/** All that may be looked for. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function changeCase(to: TurnStatements, key: string, change: CaseChange): void {
  const { append, from, at, watch, ticket: _, ...whole } = change;
  const stored = to.countEvents.first({ caseId: change.id })?.stored ?? 0;
  if (stored !== from) throw new CaseMovedOn(change.id, from, stored);
  if (to.changeCase.run({ ...whole, key, lastAt: at, watch: watch ? 1 : 0 }) === 0)
    throw new Error(`nothing was stored: case ${change.id} belongs to somebody other than ${key}`);
  for (const [at, event] of append.entries())
    to.addEvent.run({ caseId: change.id, seq: from + at, event: JSON.stringify(event) });
}

function addLine(to: TurnStatements, line: Line, seq: number, unsent: boolean): void {
  const activity = JSON.stringify(line.activity);
  const provenance = line.provenance === null ? null : JSON.stringify(line.provenance);
  const toTechnicians = line.toTechnicians ? 1 : 0;
  to.addLine.run({ ...line, seq, activity, provenance, toTechnicians, sent: unsent ? 0 : 1 });
}
