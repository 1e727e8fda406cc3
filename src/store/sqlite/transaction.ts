import type { DatabaseSync } from "node:sqlite";

/** Runs `write` in a transaction. `write` must not await. */
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

/** Runs `write` inside an open transaction. If it fails, only its own changes are rolled back. */
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
