import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { migrate } from "./sqlite/migrations.ts";
import type { Tables } from "./sqlite/schema.ts";
import { createSqliteDialect } from "./sqlite/sqliteDialect.ts";
import { SqliteStore } from "./sqlite/sqliteStore.ts";
import { addTextFunctions } from "./sqlite/textFunctions.ts";
import { type Store, StoreUnusable } from "./store.ts";

/** How long a second process waits for the write lock. SQLite waits synchronously, so this process is blocked meanwhile. */
const BUSY_MS = 5_000;
/** "RCNT", stored in the file so that we never open the database of another program. */
const APPLICATION_ID = 0x52434e54;

export function findStoreFile(dataDir: string): string {
  return join(dataDir, "reconnect.db");
}

/** Opens the file, creates it and its folder if missing, and runs migrations. Rejects with `StoreUnusable`. */
export async function openStore(path: string): Promise<Store> {
  const database = openDatabase(path);
  const db = new Kysely<Tables>({ dialect: createSqliteDialect(database) });
  try {
    prepareDatabase(database, path);
    addTextFunctions(database);
    await migrate(db, path);
    return new SqliteStore(db, database);
  } catch (error) {
    if (database.isOpen) database.close();
    throw explainFailure(error, path);
  }
}

function openDatabase(path: string): DatabaseSync {
  try {
    // Other users of this machine must not read what people said.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return new DatabaseSync(path, { timeout: BUSY_MS });
  } catch (error) {
    throw explainFailure(error, path);
  }
}

function prepareDatabase(database: DatabaseSync, path: string): void {
  const header = database
    .prepare(
      "select (select count(*) from sqlite_schema) as tables, application_id as owner from pragma_application_id",
    )
    .get();
  if (header?.owner !== APPLICATION_ID && header?.tables !== 0) {
    throw new StoreUnusable(path, "it is a database of another program", "set DATA_DIR to a folder for Reconnect only");
  }
  if (header?.owner !== APPLICATION_ID) database.exec(`pragma application_id = ${APPLICATION_ID}`);
  const mode = database.prepare("pragma journal_mode = wal").get()?.journal_mode;
  if (mode !== "wal" && path !== ":memory:") {
    const problem = "its folder does not support SQLite's write-ahead log, as network shares do not";
    throw new StoreUnusable(path, problem, "set DATA_DIR to a folder on a local disk");
  }
  // FULL: acknowledged turns survive a power cut, not only a crash of the process.
  // Secure delete: what a person deleted must not stay readable in the free pages of the file.
  database.exec("pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on");
}

function explainFailure(error: unknown, path: string): unknown {
  if (error instanceof StoreUnusable) return error;
  const message = error instanceof Error ? error.message : String(error);
  const reason = reasons.find(({ when }) => when.test(message));
  if (reason) return new StoreUnusable(path, reason.problem, reason.wayOut, error);
  return new StoreUnusable(path, message, "set DATA_DIR to a writable folder with free disk space", error);
}

const reasons = [
  {
    when: /not a database|malformed/,
    problem: "it is not a SQLite database, or it is damaged",
    wayOut: "restore it from a backup, or move it away to start with an empty store",
  },
  {
    when: /EACCES|EPERM|EROFS|readonly|unable to open/,
    problem: "the file or its folder is not writable",
    wayOut: "set DATA_DIR to a writable folder, or give this user write permission",
  },
  {
    when: /ENOTDIR|EEXIST/,
    problem: "part of this path is a file, not a folder",
    wayOut: "set DATA_DIR to the path of a folder",
  },
  {
    when: /locked/,
    problem: `another process has kept it locked for ${BUSY_MS / 1000} seconds`,
    wayOut: "stop the other process that uses this folder",
  },
];
