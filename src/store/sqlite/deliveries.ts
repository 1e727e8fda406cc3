import type { DatabaseSync } from "node:sqlite";
import { type Kysely, type Selectable, sql } from "kysely";
import type { Deliveries, Delivery, DeliveryState, StoredDelivery } from "../deliveries.ts";
import type { Erasure } from "../store.ts";
import type { Tables } from "./schema.ts";
import { atMost, pickColumns, prepareStatement } from "./statements.ts";
import { runInTransaction } from "./transaction.ts";

type Row = Selectable<Tables["deliveries"]>;

export class SqliteDeliveries implements Deliveries {
  readonly #db: Kysely<Tables>;
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof prepareDeliveryStatements>;

  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.#db = db;
    this.#database = database;
    this.#statements = prepareDeliveryStatements(db, database);
  }

  async takeDue(now: string, until: string, most: number, except: readonly string[] = []): Promise<StoredDelivery[]> {
    const leased: StoredDelivery[] = [];
    runInTransaction(this.#database, () => {
      const due = this.#statements.due.all({ now, most, except: JSON.stringify(except) });
      leased.push(...due.map((row) => toDelivery({ ...row, attempts: row.attempts + 1 })));
      for (const { id } of leased) this.#statements.lease.run({ id, until });
    });
    return leased;
  }

  async markDelivered(id: string, at: string, payload?: object): Promise<void> {
    runInTransaction(this.#database, () => {
      this.#statements.delivered.run({ id, at });
      if (payload) this.#statements.replace.run({ id, payload: JSON.stringify(payload) });
    });
  }

  async drop(id: string): Promise<void> {
    this.#statements.drop.run({ id });
  }

  async markFailed(id: string, error: string, nextAt: string | null): Promise<void> {
    if (nextAt === null) this.#statements.dead.run({ id, error });
    else this.#statements.postponed.run({ id, error, nextAt });
  }

  async retryDead(now: string, ids?: readonly string[]): Promise<number> {
    const update = this.#db
      .updateTable("deliveries")
      .set({ state: "waiting", attempts: 0, nextAt: now, leasedUntil: "" })
      .where("state", "=", "dead");
    const selection = ids ? update.where("id", "in", [...ids, ""]) : update;
    return Number((await selection.executeTakeFirstOrThrow()).numUpdatedRows);
  }

  async nextDue(except: readonly string[] = []): Promise<string | undefined> {
    return this.#statements.nextDue.first({ except: JSON.stringify(except) })?.nextAt ?? undefined;
  }

  async list({ reference, state, most }: Parameters<Deliveries["list"]>[0]): Promise<StoredDelivery[]> {
    let query = this.#db.selectFrom("deliveries").selectAll().orderBy("seq", "desc").limit(most);
    if (reference !== undefined) query = query.where("reference", "=", reference);
    if (state !== undefined) query = query.where("state", "=", state);
    return (await query.execute()).map(toDelivery);
  }

  async count(): Promise<{ target: string; state: DeliveryState; count: number }[]> {
    return this.#db
      .selectFrom("deliveries")
      .select(({ fn }) => ["target", "state", fn.countAll<number>().as("count")])
      .groupBy(["target", "state"])
      .execute();
  }

  /** Adds deliveries to the outbox. Their tickets must be written first. Runs inside an open transaction. */
  add(deliveries: readonly Delivery[]): void {
    const initial = { state: "waiting", attempts: 0, leasedUntil: "", deliveredAt: null, error: null } as const;
    for (const { payload, dueAt, ...delivery } of deliveries)
      this.#statements.add.run({
        ...delivery,
        ...initial,
        nextAt: dueAt ?? delivery.at,
        payload: JSON.stringify(payload),
      });
  }

  /** Replaces the payloads of an erasure. Runs inside an open transaction. */
  erase({ deliveries }: Erasure): void {
    for (const { id, payload } of deliveries) this.#statements.replace.run({ id, payload: JSON.stringify(payload) });
  }
}

function prepareDeliveryStatements(db: Kysely<Tables>, database: DatabaseSync) {
  const waiting = sql.lit("waiting" as const);
  return {
    add: prepareStatement<Omit<Row, "seq">, object>(database, (values) =>
      db.insertInto("deliveries").values(pickColumns(values, ...deliveryColumns)),
    ),
    replace: prepareStatement<{ id: string; payload: string }, object>(database, ({ id, payload }) =>
      db.updateTable("deliveries").set({ payload }).where("id", "=", id),
    ),
    // A process that dies leaves its deliveries leased. When the lease expires, another process takes them.
    due: prepareStatement<{ now: string; most: number; except: string }, Row>(database, ({ now, most, except }) =>
      db
        .selectFrom("deliveries")
        .selectAll()
        .where("state", "=", waiting)
        .where("nextAt", "<=", now)
        .where("leasedUntil", "<=", now)
        .where(excludeTargets(except))
        .orderBy("nextAt")
        .orderBy("seq")
        .limit(atMost(most)),
    ),
    lease: prepareStatement<{ id: string; until: string }, object>(database, ({ id, until }) =>
      db
        .updateTable("deliveries")
        .set(({ eb }) => ({ leasedUntil: until, attempts: eb("attempts", "+", 1) }))
        .where("id", "=", id),
    ),
    delivered: prepareStatement<{ id: string; at: string }, object>(database, ({ id, at }) =>
      db
        .updateTable("deliveries")
        .set({ state: "delivered", deliveredAt: at, error: null, leasedUntil: "" })
        .where("id", "=", id),
    ),
    drop: prepareStatement<{ id: string }, object>(database, ({ id }) =>
      db.deleteFrom("deliveries").where("id", "=", id),
    ),
    postponed: prepareStatement<{ id: string; error: string; nextAt: string }, object>(
      database,
      ({ id, error, nextAt }) =>
        db
          .updateTable("deliveries")
          .set({ error, nextAt, leasedUntil: "" })
          .where("id", "=", id)
          .where("state", "=", waiting),
    ),
    dead: prepareStatement<{ id: string; error: string }, object>(database, ({ id, error }) =>
      db
        .updateTable("deliveries")
        .set({ state: "dead", error, leasedUntil: "" })
        .where("id", "=", id)
        .where("state", "=", waiting),
    ),
    nextDue: prepareStatement<{ except: string }, { nextAt: string | null }>(database, ({ except }) =>
      db
        .selectFrom("deliveries")
        // A leased delivery is not due before its lease expires.
        .select(({ fn }) => fn.min(sql<string>`max("nextAt", "leasedUntil")`).as("nextAt"))
        .where("state", "=", waiting)
        .where(excludeTargets(except)),
    ),
  };
}

/** `targets` is a JSON array, because a prepared statement has a fixed number of parameters. */
function excludeTargets(targets: string) {
  return sql<boolean>`"target" not in (select value from json_each(${targets}))`;
}

const deliveryColumns = [
  ...(["id", "target", "reference", "revision", "at", "payload", "state", "attempts"] as const),
  ...(["nextAt", "leasedUntil", "deliveredAt", "error"] as const),
];

function toDelivery({ seq: _, leasedUntil: _lease, payload, ...row }: Row): StoredDelivery {
  return { ...row, payload: JSON.parse(payload) as object };
}
