import type { DatabaseSync } from "node:sqlite";
import { type Kysely, sql } from "kysely";
import type { Erasure, Store, TurnRecord } from "../store.ts";
import { SqliteCases } from "./cases.ts";
import { SqliteConversations } from "./conversations.ts";
import { SqliteDeliveries } from "./deliveries.ts";
import { SqliteKeys } from "./keys.ts";
import { SqlitePhrasings } from "./phrasings.ts";
import type { Tables } from "./schema.ts";
import { SqliteDeskSessions } from "./sessions.ts";
import { prepareStatement, type Statement } from "./statements.ts";
import { SqliteTickets } from "./tickets.ts";
import { SqliteTrees } from "./trees.ts";
import { TurnQueue } from "./turnQueue.ts";

export class SqliteStore implements Store {
  readonly trees: SqliteTrees;
  readonly cases: SqliteCases;
  readonly conversations: SqliteConversations;
  readonly tickets: SqliteTickets;
  readonly deliveries: SqliteDeliveries;
  readonly sessions: SqliteDeskSessions;
  readonly phrasings: SqlitePhrasings;
  readonly keys: SqliteKeys;
  readonly #db: Kysely<Tables>;
  readonly #database: DatabaseSync;
  readonly #queue: TurnQueue;
  readonly #othersVersion: Statement<Record<string, never>, { version: number }>;

  /** The tables must exist. Do not hold a transaction of `db` across an `await`, because turns commit in between. */
  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.trees = new SqliteTrees(db);
    this.cases = new SqliteCases(db, database);
    this.conversations = new SqliteConversations(db, database);
    this.tickets = new SqliteTickets(db, database);
    this.deliveries = new SqliteDeliveries(db, database);
    this.sessions = new SqliteDeskSessions(db);
    this.phrasings = new SqlitePhrasings(db, database);
    this.keys = new SqliteKeys(db);
    this.#db = db;
    this.#database = database;
    this.#queue = new TurnQueue(database, (turn) => this.#write(turn));
    this.#othersVersion = prepareStatement(database, () =>
      db.selectNoFrom(sql<number>`(select data_version from pragma_data_version)`.as("version")),
    );
  }

  commit(turn: TurnRecord): Promise<void> {
    return this.#queue.commit(turn);
  }

  /** Each aggregate writes its part of the turn. Foreign keys need this order. */
  #write(turn: TurnRecord): void {
    this.conversations.take(turn);
    this.cases.write(turn);
    this.conversations.addLines(turn);
    this.tickets.write(turn);
    this.deliveries.add(turn.deliveries);
    if (turn.erasure) this.#erase(turn.erasure);
  }

  #erase(erasure: Erasure): void {
    this.cases.erase(erasure);
    this.conversations.erase(erasure);
    this.tickets.erase(erasure);
    this.deliveries.erase(erasure);
  }

  async othersVersion(): Promise<number> {
    return this.#othersVersion.first({})?.version ?? 0;
  }

  async close(): Promise<void> {
    await this.#db.destroy();
    if (this.#database.isOpen) this.#database.close();
  }
}
