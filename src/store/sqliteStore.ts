import type { DatabaseSync } from "node:sqlite";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Event } from "../../knowledge/case.ts";
import { Phrasings } from "./phrasings.ts";
import type { Tables } from "./schema.ts";
import type {
  KeptPhrasing,
  RejectedPhrasing,
  SigningKey,
  Store,
  StoredCase,
  StoredConversation,
  StoredLine,
  StoredRejection,
  TicketRecord,
  TurnRecord,
  Unsent,
} from "./store.ts";
import { TurnQueue } from "./turnQueue.ts";
import { type TurnStatements, turnStatements } from "./turnStatements.ts";

/** In letters; a person may paste a quarter of it in one message. */
const MOST_AT_ONCE = 512 * 1024;

export class SqliteStore implements Store {
  readonly #db: Kysely<Tables>;
  readonly #database: DatabaseSync;
  readonly #turns: TurnStatements;
  readonly #queue: TurnQueue;
  readonly #phrasings: Phrasings;

  /** The tables have to be there. No transaction of `db` may be held across an `await`: turns commit in between. */
  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.#db = db;
    this.#database = database;
    this.#turns = turnStatements(db, database);
    this.#queue = new TurnQueue(database, this.#turns);
    this.#phrasings = new Phrasings(db, database);
  }

  async keepTree(tree: { hash: string; id: string; version: string; text: string }): Promise<void> {
    await this.#db
      .insertInto("trees")
      .values(tree)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async treeText(hash: string): Promise<string | undefined> {
    const row = await this.#db.selectFrom("trees").select("text").where("hash", "=", hash).executeTakeFirst();
    return row?.text;
  }

  async currentCase(key: string): Promise<StoredCase | undefined> {
    const row = this.#turns.currentCase.first({ key });
    if (!row) return undefined;
    const events = this.#turns.events.all({ caseId: row.id });
    return toCase(
      row,
      events.map(({ event }) => fromJson<Event>(event)),
    );
  }

  async dialogState(key: string): Promise<object | null> {
    const row = this.#turns.dialogState.first({ key });
    return row ? fromJson<object>(row.state) : null;
  }

  async seen(conversation: string, activityId: string): Promise<boolean> {
    return this.#turns.seen.first({ conversation, activityId }) !== undefined;
  }

  async commit(turn: TurnRecord): Promise<void> {
    await this.#queue.commit(turn);
  }

  async markSent(lineIds: string[]): Promise<void> {
    if (lineIds.length === 0) return;
    const sent = sql<string>`(select value from json_each(${JSON.stringify(lineIds)}))`;
    await this.#db.updateTable("lines").set({ sent: 1 }).where("id", "in", sent).execute();
  }

  async unsent(channelPrefix = ""): Promise<Unsent[]> {
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
    const found = new Map<string, Unsent>();
    for (const { channel, reference, key, ...row } of rows) {
      const conversation = { id: row.conversation, channel, reference: fromJson<object>(reference) };
      const entry = found.get(key) ?? { key, conversation, lines: [] };
      entry.lines.push(toLine(row));
      found.set(key, entry);
    }
    return [...found.values()];
  }

  async unsentTo(key: string): Promise<StoredLine[]> {
    return this.#turns.unsentTo.all({ key }).map(toLine);
  }

  async lines(caseId: string): Promise<StoredLine[]> {
    return this.#turns.linesOfCase.all({ caseId }).map(toLine);
  }

  async conversation(id: string): Promise<StoredConversation | undefined> {
    return this.#turns.conversation.first({ id });
  }

  async openConversation(channel: string, person: string): Promise<StoredConversation | undefined> {
    return this.#turns.openConversation.first({ channel, person });
  }

  async countConversations(channel: string, person: string): Promise<number> {
    const theirs = this.#db.selectFrom("conversations").where("channel", "=", channel).where("person", "=", person);
    const { count } = await theirs.select(({ fn }) => fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
    return count;
  }

  async closeConversation(id: string, at: string): Promise<void> {
    const one = this.#db.updateTable("conversations").set({ closedAt: at }).where("id", "=", id);
    await one.where("closedAt", "is", null).execute();
  }

  async linesAfter(conversation: string, seq: number, most: number): Promise<StoredLine[]> {
    let room = MOST_AT_ONCE;
    const rows = this.#turns.linesAfter.all({ conversation, seq, most });
    const fits = rows.filter(({ activity }, at) => {
      room -= activity.length;
      return at === 0 || room >= 0;
    });
    return fits.map(toLine);
  }

  async seqOf(conversation: string, activityId: string): Promise<number | undefined> {
    return this.#turns.seqOf.first({ conversation, activityId })?.seq;
  }

  async signingKeys(): Promise<SigningKey[]> {
    return this.#db.selectFrom("signingKeys").selectAll().orderBy("madeAt", "desc").execute();
  }

  async addSigningKey(key: SigningKey, forgetBefore: string): Promise<void> {
    await this.#db.insertInto("signingKeys").values(key).execute();
    await this.#db.deleteFrom("signingKeys").where("madeAt", "<", forgetBefore).execute();
  }

  async cases(): Promise<StoredCase[]> {
    const rows = await this.#db.selectFrom("cases").selectAll().orderBy("seq", "desc").execute();
    return rows.map((row) => toCase(row, []));
  }

  async ticket(reference: string): Promise<TicketRecord | undefined> {
    const row = await this.#db.selectFrom("tickets").selectAll().where("reference", "=", reference).executeTakeFirst();
    return row && toTicket(row);
  }

  async tickets(): Promise<TicketRecord[]> {
    return (await this.#db.selectFrom("tickets").selectAll().orderBy("seq", "desc").execute()).map(toTicket);
  }

  async phrasing(key: string): Promise<string | undefined> {
    return this.#phrasings.find(key);
  }

  async keepPhrasing(phrasing: KeptPhrasing): Promise<void> {
    this.#phrasings.keep(phrasing);
  }

  async forgetPhrasings(wording?: string): Promise<number> {
    return this.#phrasings.forget(wording);
  }

  async keepRejected(rejected: RejectedPhrasing): Promise<void> {
    this.#phrasings.keepRejected(rejected);
  }

  async rejectedPhrasings(most: number): Promise<StoredRejection[]> {
    return this.#phrasings.rejected(most);
  }

  async close(): Promise<void> {
    await this.#db.destroy();
    if (this.#database.isOpen) this.#database.close();
  }
}

function toCase({ seq: _, ...row }: Selectable<Tables["cases"]>, history: Event[]): StoredCase {
  return { ...row, history };
}

function toLine({ row: _, ...line }: Selectable<Tables["lines"]>): StoredLine {
  return {
    ...line,
    activity: fromJson<object>(line.activity),
    provenance: line.provenance === null ? null : fromJson<object>(line.provenance),
    sent: line.sent === 1,
  };
}

function toTicket({ seq: _, ...row }: Selectable<Tables["tickets"]>): TicketRecord {
  return { ...row, package: fromJson<object>(row.package) };
}

/** Only `commitTurn` writes these columns, and its types say what goes in. */
function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}
