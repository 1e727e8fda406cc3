/** Creates a data file as an older version left it. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "../../src/store/sqlite/migrations.ts";
import { createSqliteDialect } from "../../src/store/sqlite/sqliteDialect.ts";

/** Creates the file with the tables as of migration `upTo`, and runs `fill`, which is SQL. */
export async function olderStore(path: string, upTo: string, fill = ""): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec(`pragma application_id = ${0x52434e54}`);
  const db = new Kysely<unknown>({ dialect: createSqliteDialect(database) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateTo(upTo);
  if (error) throw error;
  database.exec(fill);
  await db.destroy();
  if (database.isOpen) database.close();
}
