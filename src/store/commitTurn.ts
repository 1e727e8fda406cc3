import type { Transaction } from "kysely";
import type { Tables } from "./schema.ts";
import { AlreadyTaken, type CaseChange, CaseMovedOn, type Line, type TurnRecord } from "./store.ts";

type Tx = Transaction<Tables>;

/** Writes one turn inside the given transaction. Nothing in here waits for the world. */
export async function commitTurn(tx: Tx, turn: TurnRecord): Promise<void> {
  await keepConversation(tx, turn);
  await take(tx, turn.conversation.id, turn.incoming.activityId);
  for (const change of turn.cases) await changeCase(tx, turn.key, change);
  await keepDialogState(tx, turn);
  await addLines(tx, turn);
  for (const ticket of turn.tickets) {
    const values = { ...ticket, package: JSON.stringify(ticket.package) };
    await tx.insertInto("tickets").values(values).execute();
  }
}

async function keepConversation(tx: Tx, { conversation, person, lines }: TurnRecord): Promise<void> {
  const reference = JSON.stringify(conversation.reference);
  await tx
    .insertInto("conversations")
    .values({ ...conversation, reference, person, openedAt: lines[0]?.at ?? "", closedAt: null })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ reference }))
    .execute();
}

async function take(tx: Tx, conversation: string, activityId: string): Promise<void> {
  const first = tx.insertInto("taken").values({ conversation, activityId });
  const { numInsertedOrUpdatedRows } = await first.onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) throw new AlreadyTaken(conversation, activityId);
}

async function changeCase(tx: Tx, key: string, change: CaseChange): Promise<void> {
  const { id, treeHash, state, reference, openedAt, append, from } = change;
  const counted = tx.selectFrom("events").select((count) => count.fn.countAll<number>().as("stored"));
  const { stored } = await counted.where("caseId", "=", id).executeTakeFirstOrThrow();
  if (stored !== from) throw new CaseMovedOn(id, from, stored);
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("cases")
    .values({ id, key, treeHash, state, reference, openedAt })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ state, reference }).where("cases.key", "=", key))
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n)
    throw new Error(`nothing was stored: case ${id} belongs to somebody other than ${key}`);
  for (const [index, event] of append.entries()) {
    const values = { caseId: id, seq: from + index, event: JSON.stringify(event) };
    await tx.insertInto("events").values(values).execute();
  }
}

async function keepDialogState(tx: Tx, { key, dialogState }: TurnRecord): Promise<void> {
  if (dialogState === null) {
    await tx.deleteFrom("dialogStates").where("key", "=", key).execute();
    return;
  }
  const state = JSON.stringify(dialogState);
  const row = tx.insertInto("dialogStates").values({ key, state });
  await row.onConflict((conflict) => conflict.column("key").doUpdateSet({ state })).execute();
}

async function addLines(tx: Tx, { conversation, lines, toSend }: TurnRecord): Promise<void> {
  if (lines.length === 0) return;
  const last = tx.selectFrom("lines").select((max) => max.fn.max("seq").as("seq"));
  const { seq } = await last.where("conversation", "=", conversation.id).executeTakeFirstOrThrow();
  const rows = lines.map((line, at) => toRow(line, (seq ?? 0) + at + 1, toSend && line.who === "bot"));
  await tx.insertInto("lines").values(rows).execute();
}

function toRow({ id, caseId, conversation, who, activityId, text, at, ...json }: Line, seq: number, unsent: boolean) {
  const activity = JSON.stringify(json.activity);
  const provenance = json.provenance === null ? null : JSON.stringify(json.provenance);
  const sent = unsent ? 0 : 1;
  return { id, caseId, conversation, seq, who, activityId, text, activity, provenance, at, sent };
}
