import type { DatabaseSync } from "node:sqlite";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Event } from "../../../knowledge/case/events.ts";
import type {
  Conversation,
  DeskSession,
  KeptPhrasing,
  ListedTicket,
  RejectedPhrasing,
  SigningKey,
  Store,
  StoredCase,
  StoredConversation,
  StoredDelivery,
  StoredLine,
  StoredRejection,
  StoredTicket,
  TicketLogEntry,
  TicketWish,
  TurnRecord,
  Unsent,
} from "../store.ts";
import { Deliveries } from "./deliveries.ts";
import { Phrasings } from "./phrasings.ts";
import type { Tables } from "./schema.ts";
import { Tickets } from "./tickets.ts";
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
  readonly #tickets: Tickets;
  readonly #deliveries: Deliveries;

  /** The tables have to be there. No transaction of `db` may be held across an `await`: turns commit in between. */
  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.#db = db;
    this.#database = database;
    this.#turns = turnStatements(db, database);
    this.#queue = new TurnQueue(database, this.#turns);
    this.#phrasings = new Phrasings(db, database);
    this.#tickets = new Tickets(db);
    this.#deliveries = new Deliveries(db, database);
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
    return toCase(row, this.#historyOf(row.id));
  }

  #historyOf(caseId: string): Event[] {
    return this.#turns.events.all({ caseId }).map(({ event }) => fromJson<Event>(event));
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

  async lastToSpeak(caseId: string): Promise<"person" | "technician" | undefined> {
    return this.#turns.lastToSpeak.first({ caseId })?.who;
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

  async caseOf(id: string): Promise<StoredCase | undefined> {
    const row = await this.#db.selectFrom("cases").selectAll().where("id", "=", id).executeTakeFirst();
    return row && toCase(row, this.#historyOf(id));
  }

  async conversationOf(id: string): Promise<Conversation | undefined> {
    const columns = this.#db.selectFrom("conversations").select(["id", "channel", "reference"]);
    const row = await columns.where("id", "=", id).executeTakeFirst();
    return row && { ...row, reference: fromJson<object>(row.reference) };
  }

  async forsaken(before: string): Promise<StoredCase[]> {
    const watched = this.#db.selectFrom("cases").selectAll().where("watch", "=", sql.lit(1));
    const rows = await watched.where("lastAt", "<", before).orderBy("lastAt").execute();
    return rows.map((row) => toCase(row, this.#historyOf(row.id)));
  }

  async unwatch(caseId: string): Promise<void> {
    await this.#db.updateTable("cases").set({ watch: 0 }).where("id", "=", caseId).execute();
  }

  async placeInQueue(reference: string): Promise<{ at: string; before: number } | undefined> {
    return this.#tickets.place(reference);
  }

  async ticket(reference: string): Promise<StoredTicket | undefined> {
    return this.#tickets.one(reference);
  }

  async tickets(): Promise<StoredTicket[]> {
    return this.#tickets.all();
  }

  async findTickets(wish: TicketWish): Promise<ListedTicket[]> {
    return this.#tickets.find(wish);
  }

  async countTickets(): ReturnType<Store["countTickets"]> {
    return this.#tickets.count();
  }

  async ticketLog(reference: string): Promise<TicketLogEntry[]> {
    return this.#tickets.log(reference);
  }

  async addToTicketLog(entry: TicketLogEntry): Promise<void> {
    await this.#tickets.addToLog(entry);
  }

  async takeDue(now: string, until: string, most: number, except?: readonly string[]): Promise<StoredDelivery[]> {
    return this.#deliveries.takeDue(now, until, most, except);
  }

  async delivered(id: string, at: string): Promise<void> {
    this.#deliveries.delivered(id, at);
  }

  async undelivered(id: string, error: string, nextAt: string | null): Promise<void> {
    this.#deliveries.undelivered(id, error, nextAt);
  }

  async retryDead(now: string, ids?: readonly string[]): Promise<number> {
    return this.#deliveries.retryDead(now, ids);
  }

  async nextDue(except?: readonly string[]): Promise<string | undefined> {
    return this.#deliveries.nextDue(except);
  }

  async deliveries(wish: Parameters<Store["deliveries"]>[0]): Promise<StoredDelivery[]> {
    return this.#deliveries.find(wish);
  }

  async countDeliveries(): ReturnType<Store["countDeliveries"]> {
    return this.#deliveries.count();
  }

  async deskSession(id: string): Promise<DeskSession | undefined> {
    return this.#tickets.session(id);
  }

  async addDeskSession(session: DeskSession, now: string): Promise<void> {
    await this.#tickets.addSession(session, now);
  }

  async endDeskSession(id: string): Promise<void> {
    await this.#tickets.endSession(id);
  }

  async endDeskSessionsOf(technician: string): Promise<void> {
    await this.#tickets.endSessionsOf(technician);
  }

  async othersVersion(): Promise<number> {
    return this.#turns.othersVersion.first({})?.version ?? 0;
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

function toCase(
  { seq: _, lastAt: _last, watch: _watch, ...row }: Selectable<Tables["cases"]>,
  history: Event[],
): StoredCase {
  return { ...row, history };
}

function toLine({ row: _, ...line }: Selectable<Tables["lines"]>): StoredLine {
  return {
    ...line,
    activity: fromJson<object>(line.activity),
    provenance: line.provenance === null ? null : fromJson<object>(line.provenance),
    sent: line.sent === 1,
    toTechnicians: line.toTechnicians === 1,
  };
}

/** Only `commitTurn` writes these columns, and its types say what goes in. */
function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}
