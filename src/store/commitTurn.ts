import { AlreadyTaken, type CaseChange, CaseMovedOn, type Line, type TurnRecord } from "./store.ts";
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
  for (const [at, line] of lines.entries()) addLine(to, line, last + at + 1, turn.toSend && line.who === "bot");
  for (const ticket of turn.tickets) to.addTicket.run({ ...ticket, package: JSON.stringify(ticket.package) });
}

function changeCase(to: TurnStatements, key: string, { append, from, ...change }: CaseChange): void {
  const stored = to.countEvents.first({ caseId: change.id })?.stored ?? 0;
  if (stored !== from) throw new CaseMovedOn(change.id, from, stored);
  if (to.changeCase.run({ ...change, key }) === 0)
    throw new Error(`nothing was stored: case ${change.id} belongs to somebody other than ${key}`);
  for (const [at, event] of append.entries())
    to.addEvent.run({ caseId: change.id, seq: from + at, event: JSON.stringify(event) });
}

function addLine(to: TurnStatements, line: Line, seq: number, unsent: boolean): void {
  const activity = JSON.stringify(line.activity);
  const provenance = line.provenance === null ? null : JSON.stringify(line.provenance);
  to.addLine.run({ ...line, seq, activity, provenance, sent: unsent ? 0 : 1 });
}
