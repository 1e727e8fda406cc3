import type { DatabaseSync } from "node:sqlite";
import { type Kysely, type Selectable, sql } from "kysely";
import {
  AlreadyTaken,
  type Conversation,
  type Conversations,
  type Line,
  type SeenLines,
  type StoredConversation,
  type StoredLine,
  type Unsent,
} from "../conversations.ts";
import type { Erasure, TurnRecord } from "../store.ts";
import { prepareConversationStatements, prepareLineStatements } from "./conversationStatements.ts";
import type { Tables } from "./schema.ts";
import { findSeen, noteSeenByPerson, noteSeenByTechnician } from "./seenLines.ts";

/** Characters per read of lines. One pasted message can take a quarter of it. */
const MOST_CHARACTERS = 512 * 1024;

export class SqliteConversations implements Conversations {
  readonly #db: Kysely<Tables>;
  readonly #conversations: ReturnType<typeof prepareConversationStatements>;
  readonly #lines: ReturnType<typeof prepareLineStatements>;

  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.#db = db;
    this.#conversations = prepareConversationStatements(db, database);
    this.#lines = prepareLineStatements(db, database);
  }

  async find(id: string): Promise<StoredConversation | undefined> {
    return this.#conversations.find.first({ id });
  }

  async findReference(id: string): Promise<Conversation | undefined> {
    const columns = this.#db.selectFrom("conversations").select(["id", "channel", "reference"]);
    const row = await columns.where("id", "=", id).executeTakeFirst();
    return row && { ...row, reference: parseObject(row.reference) };
  }

  async findOpen(channel: string, person: string): Promise<StoredConversation | undefined> {
    return this.#conversations.findOpen.first({ channel, person });
  }

  async count(channel: string, person: string): Promise<number> {
    return this.#conversations.count.first({ channel, person })?.count ?? 0;
  }

  async listOf(channel: string, person: string): Promise<StoredConversation[]> {
    return this.#conversations.listOf.all({ channel, person });
  }

  async close(id: string, at: string): Promise<void> {
    const update = this.#db.updateTable("conversations").set({ closedAt: at }).where("id", "=", id);
    await update.where("closedAt", "is", null).execute();
  }

  async hasTaken(id: string, activityId: string): Promise<boolean> {
    return this.#conversations.findTaken.first({ conversation: id, activityId }) !== undefined;
  }

  async findSeq(id: string, activityId: string): Promise<number | undefined> {
    return this.#lines.findSeq.first({ conversation: id, activityId })?.seq;
  }

  async findPersonLine(id: string, activityId: string): Promise<{ line: StoredLine; key: string } | undefined> {
    const row = this.#lines.ofPerson.first({ conversation: id, activityId });
    if (!row) return undefined;
    const { key, ...line } = row;
    return { line: toLine(line), key };
  }

  async linesAfter(id: string, seq: number, most: number): Promise<StoredLine[]> {
    let room = MOST_CHARACTERS;
    const rows = this.#lines.after.all({ conversation: id, seq, most });
    const fits = rows.filter(({ activity }, index) => {
      room -= activity.length;
      return index === 0 || room >= 0;
    });
    return fits.map(toLine);
  }

  async linesOfCase(caseId: string): Promise<StoredLine[]> {
    return this.#lines.ofCase.all({ caseId }).map(toLine);
  }

  async lastSpeaker(caseId: string): Promise<"person" | "technician" | undefined> {
    return this.#lines.lastSpeaker.first({ caseId })?.who;
  }

  findSeen(id: string): Promise<SeenLines> {
    return findSeen(this.#db, id);
  }

  noteSeenByPerson(id: string, seq: number, at: string): Promise<boolean> {
    return noteSeenByPerson(this.#db, id, seq, at);
  }

  noteSeenByTechnician(id: string, seq: number, by: string): Promise<boolean> {
    return noteSeenByTechnician(this.#db, id, seq, by);
  }

  async listUnsent(channelPrefix = ""): Promise<Unsent[]> {
    const rows = await this.#db
      .selectFrom("lines")
      .innerJoin("conversations", "conversations.id", "lines.conversation")
      .innerJoin("cases", "cases.id", "lines.caseId")
      .selectAll("lines")
      .select(["conversations.channel", "conversations.reference", "cases.key"])
      .where("sent", "=", sql.lit(0))
      .where(sql<string>`substr(channel, 1, ${channelPrefix.length})`, "=", channelPrefix)
      .orderBy("lines.row")
      .execute();
    const unsent = new Map<string, Unsent>();
    for (const { channel, reference, key, ...row } of rows) {
      const conversation = { id: row.conversation, channel, reference: parseObject(reference) };
      const entry = unsent.get(key) ?? { key, conversation, lines: [] };
      entry.lines.push(toLine(row));
      unsent.set(key, entry);
    }
    return [...unsent.values()];
  }

  async unsentTo(key: string): Promise<StoredLine[]> {
    return this.#lines.unsentTo.all({ key }).map(toLine);
  }

  async markSent(lineIds: string[]): Promise<void> {
    if (lineIds.length === 0) return;
    const sent = sql<string>`(select value from json_each(${JSON.stringify(lineIds)}))`;
    await this.#db.updateTable("lines").set({ sent: 1 }).where("id", "in", sent).execute();
  }

  /** Creates or updates the turn's conversation and marks the activity as taken. Runs inside an open transaction. */
  take({ conversation, person, incoming: { activityId }, lines }: TurnRecord): void {
    const reference = JSON.stringify(conversation.reference);
    this.#conversations.keep.run({ ...conversation, reference, person, openedAt: lines[0]?.at ?? "" });
    if (this.#conversations.take.run({ conversation: conversation.id, activityId }) === 0)
      throw new AlreadyTaken(conversation.id, activityId);
  }

  /** Appends the turn's lines to its conversation. The turn's cases must be written first. */
  addLines({ conversation, lines, toSend }: TurnRecord): void {
    const last = this.#lines.lastSeq.first({ conversation: conversation.id })?.seq ?? 0;
    for (const [index, line] of lines.entries()) {
      this.#lines.add.run({
        ...line,
        seq: last + index + 1,
        activity: JSON.stringify(line.activity),
        provenance: line.provenance === null ? null : JSON.stringify(line.provenance),
        toTechnicians: line.toTechnicians ? 1 : 0,
        ...toColumns(line),
        sent: toSend && line.who !== "person" ? 0 : 1,
      });
    }
  }

  /** Replaces the lines of an erasure. Runs inside an open transaction. */
  erase({ lines }: Erasure): void {
    for (const { id, text, activity, ...line } of lines) {
      this.#lines.replace.run({ id, text, activity: JSON.stringify(activity), ...toColumns(line) });
      if (text === "") this.#lines.neverSend.run({ id });
    }
  }
}

/** The optional fields of a line as columns. */
function toColumns({ events, mark }: Pick<Line, "events" | "mark">) {
  return { eventsFrom: events?.from ?? null, eventsTo: events?.to ?? null, mark: mark ?? null };
}

function toLine({ row: _, eventsFrom, eventsTo, mark, ...line }: Selectable<Tables["lines"]>): StoredLine {
  return {
    ...line,
    ...(eventsFrom !== null && eventsTo !== null && { events: { from: eventsFrom, to: eventsTo } }),
    ...(mark && { mark }),
    activity: parseObject(line.activity),
    provenance: line.provenance === null ? null : parseObject(line.provenance),
    sent: line.sent === 1,
    toTechnicians: line.toTechnicians === 1,
  };
}

/** Only `take` and `addLines` write these columns, so the cast is safe. */
function parseObject(text: string): object {
  return JSON.parse(text) as object;
}
