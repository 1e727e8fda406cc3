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
}
