/** The outbox: what targets outside are to receive, each at its own time, taken by one process at a time. */
import type { DatabaseSync } from "node:sqlite";
import type { Kysely, Selectable } from "kysely";
import { sql } from "kysely";
import type { Delivery, Store, StoredDelivery } from "../store.ts";
import type { Tables } from "./schema.ts";
import { prepared } from "./statements.ts";
import { inTransaction } from "./turnQueue.ts";

type Row = Selectable<Tables["deliveries"]>;

export class Deliveries {
  readonly #db: Kysely<Tables>;
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof deliveryStatements>;

  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.#db = db;
    this.#database = database;
    this.#statements = deliveryStatements(db, database);
  }

  takeDue(now: string, until: string, most: number, except: readonly string[] = []): StoredDelivery[] {
    const taken: StoredDelivery[] = [];
    inTransaction(this.#database, () => {
      const due = this.#statements.due.all({ now, most, except: JSON.stringify(except) });
      taken.push(...due.map((row) => toDelivery({ ...row, attempts: row.attempts + 1 })));
      for (const { id } of taken) this.#statements.lease.run({ id, until });
    });
    return taken;
  }

  delivered(id: string, at: string): void {
    this.#statements.delivered.run({ id, at });
  }

  undelivered(id: string, error: string, nextAt: string | null): void {
    if (nextAt === null) this.#statements.dead.run({ id, error });
    else this.#statements.postponed.run({ id, error, nextAt });
  }

  async retryDead(now: string, ids: readonly string[] | undefined): Promise<number> {
    const dead = this.#db
      .updateTable("deliveries")
      .set({ state: "waiting", attempts: 0, nextAt: now, leasedUntil: "" });
    const which = dead.where("state", "=", "dead");
    const result = await (ids ? which.where("id", "in", [...ids, ""]) : which).executeTakeFirstOrThrow();
    return Number(result.numUpdatedRows);
  }

  nextDue(except: readonly string[] = []): string | undefined {
    return this.#statements.nextDue.first({ except: JSON.stringify(except) })?.nextAt ?? undefined;
  }

  async find({ reference, state, most }: Parameters<Store["deliveries"]>[0]): Promise<StoredDelivery[]> {
    let found = this.#db.selectFrom("deliveries").selectAll().orderBy("seq", "desc").limit(most);
    if (reference !== undefined) found = found.where("reference", "=", reference);
    if (state !== undefined) found = found.where("state", "=", state);
    return (await found.execute()).map(toDelivery);
  }

  async count(): Promise<{ target: string; state: StoredDelivery["state"]; count: number }[]> {
    return this.#db
      .selectFrom("deliveries")
      .select(({ fn }) => ["target", "state", fn.countAll<number>().as("count")])
      .groupBy(["target", "state"])
      .execute();
  }
}

function deliveryStatements(db: Kysely<Tables>, database: DatabaseSync) {
  const waiting = sql.lit("waiting" as const);
  return {
    // Who took it and died leaves it leased; when that is over, somebody else may.
    due: prepared<{ now: string; most: number; except: string }, Row>(database, ({ now, most, except }) =>
      db
        .selectFrom("deliveries")
        .selectAll()
        .where("state", "=", waiting)
        .where("nextAt", "<=", now)
        .where("leasedUntil", "<=", now)
        .where(isNone(except))
        .orderBy("nextAt")
        .orderBy("seq")
        .limit(most),
    ),
    lease: prepared<{ id: string; until: string }, object>(database, ({ id, until }) =>
      db
        .updateTable("deliveries")
        .set(({ eb }) => ({ leasedUntil: until, attempts: eb("attempts", "+", 1) }))
        .where("id", "=", id),
    ),
    delivered: prepared<{ id: string; at: string }, object>(database, ({ id, at }) =>
      db
        .updateTable("deliveries")
        .set({ state: "delivered", deliveredAt: at, error: null, leasedUntil: "" })
        .where("id", "=", id),
    ),
    postponed: prepared<{ id: string; error: string; nextAt: string }, object>(database, ({ id, error, nextAt }) =>
      db
        .updateTable("deliveries")
        .set({ error, nextAt, leasedUntil: "" })
        .where("id", "=", id)
        .where("state", "=", waiting),
    ),
    dead: prepared<{ id: string; error: string }, object>(database, ({ id, error }) =>
      db
        .updateTable("deliveries")
        .set({ state: "dead", error, leasedUntil: "" })
        .where("id", "=", id)
        .where("state", "=", waiting),
    ),
    nextDue: prepared<{ except: string }, { nextAt: string | null }>(database, ({ except }) =>
      db
        .selectFrom("deliveries")
        // Not before it is nobody else's any more.
        .select(({ fn }) => fn.min(sql<string>`max("nextAt", "leasedUntil")`).as("nextAt"))
        .where("state", "=", waiting)
        .where(isNone(except)),
    ),
  };
}

/** `targets` is an array in JSON, because a prepared statement has a fixed number of places. */
function isNone(targets: string) {
  return sql<boolean>`"target" not in (select value from json_each(${targets}))`;
}

/** The row of a delivery that nobody has tried yet. */
export function newDelivery({ payload, ...delivery }: Delivery): Omit<Row, "seq"> {
  const untried = { state: "waiting", attempts: 0, nextAt: delivery.at, leasedUntil: "", deliveredAt: null } as const;
  return { ...delivery, ...untried, error: null, payload: JSON.stringify(payload) };
}

function toDelivery({ seq: _, leasedUntil: _lease, payload, ...row }: Row): StoredDelivery {
  return { ...row, payload: JSON.parse(payload) as object };
}
