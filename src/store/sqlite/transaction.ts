import type { DatabaseSync } from "node:sqlite";

/** Runs `write` whole or not at all. `write` must not await. */
export function runInTransaction(database: DatabaseSync, write: () => void): void {
  // Immediate, for the reason given in `sqliteDialect.ts`.
  database.exec("begin immediate");
  try {
    write();
    database.exec("commit");
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}

/** Runs `write` inside an open transaction. When it fails, only its own changes are undone. */
export function runInSavepoint(database: DatabaseSync, write: () => void): void {
  database.exec("savepoint turn");
  try {
    write();
  } catch (error) {
    if (database.isTransaction) database.exec("rollback to turn; release turn");
    throw error;
  }
  database.exec("release turn");
}
