import type { Kysely } from "kysely";
import type { StoredTree, Trees } from "../trees.ts";
import type { Tables } from "./schema.ts";

export class SqliteTrees implements Trees {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async keep(tree: StoredTree): Promise<void> {
    const insert = this.#db.insertInto("trees").values(tree);
    await insert.onConflict((conflict) => conflict.doNothing()).execute();
  }

  async findText(hash: string): Promise<string | undefined> {
    const row = await this.#db.selectFrom("trees").select("text").where("hash", "=", hash).executeTakeFirst();
    return row?.text;
  }
}
