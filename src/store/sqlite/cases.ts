import type { DatabaseSync } from "node:sqlite";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Event } from "../../../knowledge/case/events.ts";
import { type CaseChange, CaseMovedOn, type Cases, type StoredCase } from "../cases.ts";
import type { Erasure, TurnRecord } from "../store.ts";
import type { Tables } from "./schema.ts";
import { atMost, pickColumns, prepareStatement } from "./statements.ts";

type Row = Selectable<Tables["cases"]>;

export class SqliteCases implements Cases {
  readonly #db: Kysely<Tables>;
  readonly #statements: ReturnType<typeof prepareCaseStatements>;

  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.#db = db;
    this.#statements = prepareCaseStatements(db, database);
  }

  async current(key: string): Promise<StoredCase | undefined> {
    const row = this.#statements.current.first({ key });
    return row && toCase(row, this.#readHistory(row.id));
  }

  async find(id: string): Promise<StoredCase | undefined> {
    const row = await this.#db.selectFrom("cases").selectAll().where("id", "=", id).executeTakeFirst();
    return row && toCase(row, this.#readHistory(id));
  }

  async list(): Promise<StoredCase[]> {
    const rows = await this.#db.selectFrom("cases").selectAll().orderBy("seq", "desc").execute();
    return rows.map((row) => toCase(row, []));
  }

  async listAbandoned(before: string): Promise<StoredCase[]> {
    const watched = this.#db.selectFrom("cases").selectAll().where("watch", "=", sql.lit(1));
    const rows = await watched.where("lastAt", "<", before).orderBy("lastAt").execute();
    return rows.map((row) => toCase(row, this.#readHistory(row.id)));
  }

  async unwatch(id: string): Promise<void> {
    await this.#db.updateTable("cases").set({ watch: 0 }).where("id", "=", id).execute();
  }

  async dialogState(key: string): Promise<object | null> {
    const row = this.#statements.dialogState.first({ key });
    return row ? (JSON.parse(row.state) as object) : null;
  }

  #readHistory(caseId: string): Event[] {
    return this.#statements.events.all({ caseId }).map(({ event }) => JSON.parse(event) as Event);
  }

  /** Writes the turn's cases and dialog state. Runs inside an open transaction. */
  write({ key, cases, dialogState }: TurnRecord): void {
    for (const change of cases) this.#change(key, change);
    if (dialogState === null) this.#statements.deleteDialogState.run({ key });
    else this.#statements.keepDialogState.run({ key, state: JSON.stringify(dialogState) });
  }

  /** Replaces the events of an erasure. Runs inside an open transaction. */
  erase({ events }: Erasure): void {
    for (const { caseId, place, event } of events)
      if (this.#statements.replaceEvent.run({ caseId, seq: place, event: JSON.stringify(event) }) === 0)
        throw new Error(`turn not stored: case ${caseId} has no event ${place}`);
  }

  #change(key: string, { append, from, at, watch, ticket: _, ...change }: CaseChange): void {
    const { id } = change;
    const stored = this.#statements.countEvents.first({ caseId: id })?.stored ?? 0;
    if (stored !== from) throw new CaseMovedOn(id, from, stored);
    if (this.#statements.change.run({ ...change, key, lastAt: at, watch: watch ? 1 : 0 }) === 0)
      throw new Error(`turn not stored: case ${id} does not belong to ${key}`);
    for (const [index, event] of append.entries())
      this.#statements.addEvent.run({ caseId: id, seq: from + index, event: JSON.stringify(event) });
  }
}

function prepareCaseStatements(db: Kysely<Tables>, database: DatabaseSync) {
  return {
    current: prepareStatement<{ key: string }, Row>(database, ({ key }) =>
      db.selectFrom("cases").selectAll().where("key", "=", key).orderBy("seq", "desc").limit(atMost(1)),
    ),
    change: prepareStatement<Omit<Row, "seq">, object>(database, (row) =>
      db
        .insertInto("cases")
        .values(pickColumns(row, "id", "key", "treeHash", "state", "reference", "openedAt", "lastAt", "watch"))
        .onConflict((conflict) =>
          conflict
            .column("id")
            .doUpdateSet(pickColumns(row, "state", "reference", "lastAt", "watch"))
            .where("cases.key", "=", row.key),
        ),
    ),
    events: prepareStatement<{ caseId: string }, { event: string }>(database, ({ caseId }) =>
      db.selectFrom("events").select("event").where("caseId", "=", caseId).orderBy("seq"),
    ),
    countEvents: prepareStatement<{ caseId: string }, { stored: number }>(database, ({ caseId }) =>
      db
        .selectFrom("events")
        .select(({ fn }) => fn.countAll<number>().as("stored"))
        .where("caseId", "=", caseId),
    ),
    addEvent: prepareStatement<Tables["events"], object>(database, (row) =>
      db.insertInto("events").values(pickColumns(row, "caseId", "seq", "event")),
    ),
    replaceEvent: prepareStatement<Tables["events"], object>(database, (row) =>
      db.updateTable("events").set({ event: row.event }).where("caseId", "=", row.caseId).where("seq", "=", row.seq),
    ),
    dialogState: prepareStatement<{ key: string }, { state: string }>(database, ({ key }) =>
      db.selectFrom("dialogStates").select("state").where("key", "=", key),
    ),
    keepDialogState: prepareStatement<Tables["dialogStates"], object>(database, (row) =>
      db
        .insertInto("dialogStates")
        .values(pickColumns(row, "key", "state"))
        .onConflict((conflict) => conflict.column("key").doUpdateSet(pickColumns(row, "state"))),
    ),
    deleteDialogState: prepareStatement<{ key: string }, object>(database, ({ key }) =>
      db.deleteFrom("dialogStates").where("key", "=", key),
    ),
  };
}

function toCase({ seq: _, lastAt: _last, watch: _watch, ...row }: Row, history: Event[]): StoredCase {
  return { ...row, history };
}
