import type { DatabaseSync } from "node:sqlite";
import { type Kysely, sql } from "kysely";
import type { KeptPhrasing, Phrasings, RejectedPhrasing, StoredRejection } from "../phrasings.ts";
import type { Tables } from "./schema.ts";
import { atMost, prepareStatement } from "./statements.ts";
import { runInTransaction } from "./transaction.ts";

/** Rejected texts show what is wrong now, so old ones can be deleted. */
const MOST_REJECTED = 1_000;

export class SqlitePhrasings implements Phrasings {
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof preparePhrasingStatements>;

  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.#database = database;
    this.#statements = preparePhrasingStatements(db, database);
  }

  async find(key: string): Promise<string | undefined> {
    return this.#statements.find.first({ key })?.text;
  }

  async keep(phrasing: KeptPhrasing): Promise<void> {
    this.#statements.keep.run(phrasing);
  }

  async forget(wording?: string): Promise<number> {
    return wording === undefined ? this.#statements.forgetAll.run({}) : this.#statements.forget.run({ wording });
  }

  async keepRejected(rejected: RejectedPhrasing): Promise<void> {
    runInTransaction(this.#database, () => {
      const seq = (this.#statements.newest.first({})?.seq ?? 0) + 1;
      this.#statements.keepRejected.run({ ...rejected, seq });
      this.#statements.forgetRejected.run({ most: MOST_REJECTED });
    });
  }

  async listRejected(most: number): Promise<StoredRejection[]> {
    return this.#statements.rejected.all({ most });
  }
}

function preparePhrasingStatements(db: Kysely<Tables>, database: DatabaseSync) {
  return {
    find: prepareStatement<{ key: string }, { text: string }>(database, ({ key }) =>
      db.selectFrom("phrasings").select("text").where("key", "=", key),
    ),
    keep: prepareStatement<KeptPhrasing, object>(database, ({ key, wording, treeHash, model, tone, text, at }) => {
      const what = { wording, treeHash, model, tone, text, at };
      return db
        .insertInto("phrasings")
        .values({ key, ...what })
        .onConflict((conflict) => conflict.column("key").doUpdateSet(what));
    }),
    forget: prepareStatement<{ wording: string }, object>(database, ({ wording }) =>
      db.deleteFrom("phrasings").where("wording", "=", wording),
    ),
    forgetAll: prepareStatement<Record<never, never>, object>(database, () => db.deleteFrom("phrasings")),
    newest: prepareStatement<Record<never, never>, { seq: number | null }>(database, () =>
      db.selectFrom("rejectedPhrasings").select(({ fn }) => fn.max("seq").as("seq")),
    ),
    keepRejected: prepareStatement<RejectedPhrasing & { seq: number }, object>(database, (values) => {
      const { wording, text, seq, at, treeHash, model, tone, template, reason, detail } = values;
      const newest = { seq, at, treeHash, model, tone, template, reason, detail };
      return db
        .insertInto("rejectedPhrasings")
        .values({ ...newest, wording, text, times: sql.lit(1) })
        .onConflict((conflict) =>
          conflict.columns(["wording", "text"]).doUpdateSet({ ...newest, times: sql`"rejectedPhrasings".times + 1` }),
        );
    }),
    forgetRejected: prepareStatement<{ most: number }, object>(database, ({ most }) =>
      db
        .deleteFrom("rejectedPhrasings")
        .where("seq", "not in", (rows) =>
          rows.selectFrom("rejectedPhrasings").select("seq").orderBy("seq", "desc").limit(atMost(most)),
        ),
    ),
    rejected: prepareStatement<{ most: number }, StoredRejection>(database, ({ most }) =>
      db
        .selectFrom("rejectedPhrasings")
        .select(["at", "wording", "treeHash", "model", "tone", "template", "text", "reason", "detail", "times"])
        .orderBy("seq", "desc")
        .limit(atMost(most)),
    ),
  };
}
