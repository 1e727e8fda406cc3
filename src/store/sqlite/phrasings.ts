import type { DatabaseSync } from "node:sqlite";
import { type Kysely, sql } from "kysely";
import type { KeptPhrasing, Phrasings, RejectedPhrasing, StoredRejection } from "../phrasings.ts";
import type { Tables } from "./schema.ts";
import { prepared } from "./statements.ts";
import { inTransaction } from "./transaction.ts";

/** People look at rejected texts to see what is wrong now, so old ones can go. */
const MOST_REJECTED = 1_000;

export class SqlitePhrasings implements Phrasings {
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof phrasingStatements>;

  constructor(db: Kysely<Tables>, database: DatabaseSync) {
    this.#database = database;
    this.#statements = phrasingStatements(db, database);
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
    inTransaction(this.#database, () => {
      const seq = (this.#statements.newest.first({})?.seq ?? 0) + 1;
      this.#statements.keepRejected.run({ ...rejected, seq });
      this.#statements.forgetRejected.run({ most: MOST_REJECTED });
    });
  }

  async listRejected(most: number): Promise<StoredRejection[]> {
    return this.#statements.rejected.all({ most });
  }
}

function phrasingStatements(db: Kysely<Tables>, database: DatabaseSync) {
  return {
    find: prepared<{ key: string }, { text: string }>(database, ({ key }) =>
      db.selectFrom("phrasings").select("text").where("key", "=", key),
    ),
    keep: prepared<KeptPhrasing, object>(database, ({ key, wording, treeHash, model, tone, text, at }) => {
      const what = { wording, treeHash, model, tone, text, at };
      return db
        .insertInto("phrasings")
        .values({ key, ...what })
        .onConflict((conflict) => conflict.column("key").doUpdateSet(what));
    }),
    forget: prepared<{ wording: string }, object>(database, ({ wording }) =>
      db.deleteFrom("phrasings").where("wording", "=", wording),
    ),
    forgetAll: prepared<Record<never, never>, object>(database, () => db.deleteFrom("phrasings")),
    newest: prepared<Record<never, never>, { seq: number | null }>(database, () =>
      db.selectFrom("rejectedPhrasings").select((max) => max.fn.max("seq").as("seq")),
    ),
    keepRejected: prepared<RejectedPhrasing & { seq: number }, object>(database, (given) => {
      const { wording, text, seq, at, treeHash, model, tone, template, reason, detail } = given;
      const newest = { seq, at, treeHash, model, tone, template, reason, detail };
      return db
        .insertInto("rejectedPhrasings")
        .values({ ...newest, wording, text, times: sql.lit(1) })
        .onConflict((conflict) =>
          conflict.columns(["wording", "text"]).doUpdateSet({ ...newest, times: sql`"rejectedPhrasings".times + 1` }),
        );
    }),
    forgetRejected: prepared<{ most: number }, object>(database, ({ most }) =>
      db
        .deleteFrom("rejectedPhrasings")
        .where("seq", "not in", (rows) =>
          rows.selectFrom("rejectedPhrasings").select("seq").orderBy("seq", "desc").limit(most),
        ),
    ),
    rejected: prepared<{ most: number }, StoredRejection>(database, ({ most }) =>
      db
        .selectFrom("rejectedPhrasings")
        .select(["at", "wording", "treeHash", "model", "tone", "template", "text", "reason", "detail", "times"])
        .orderBy("seq", "desc")
        .limit(most),
    ),
  };
}
