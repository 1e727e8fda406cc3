import type { Kysely } from "kysely";
import type { Keys, SigningKey } from "../keys.ts";
import type { Tables } from "./schema.ts";

export class SqliteKeys implements Keys {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async list(): Promise<SigningKey[]> {
    return this.#db.selectFrom("signingKeys").selectAll().orderBy("madeAt", "desc").execute();
  }

  async add(key: SigningKey, forgetBefore: string): Promise<void> {
    await this.#db.insertInto("signingKeys").values(key).execute();
    await this.#db.deleteFrom("signingKeys").where("madeAt", "<", forgetBefore).execute();
  }

  async useOnce(id: string, until: number, now: number): Promise<boolean> {
    await this.#db.deleteFrom("usedTokens").where("until", "<", now).execute();
    const added = await this.#db
      .insertInto("usedTokens")
      .values({ id, until })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
}
