/** Commits turns: all that are ready at the same moment in one transaction, because waiting for the disk is what costs. */
import type { DatabaseSync } from "node:sqlite";
import type { TurnRecord } from "../store.ts";
import { commitTurn } from "./commitTurn.ts";
import type { TurnStatements } from "./turnStatements.ts";

type Waiting = { turn: TurnRecord; stored: () => void; refused: (reason: unknown) => void };

export class TurnQueue {
  readonly #database: DatabaseSync;
  readonly #statements: TurnStatements;
  #waiting: Waiting[] = [];

  constructor(database: DatabaseSync, statements: TurnStatements) {
    this.#database = database;
    this.#statements = statements;
  }

  /** Resolves when the turn is on the disk. A turn that is refused leaves nothing behind and holds up no other. */
  commit(turn: TurnRecord): Promise<void> {
    return new Promise((stored, refused) => {
      // After everything that has arrived by now was read: those turns are ready too.
      if (this.#waiting.length === 0) setImmediate(() => this.#write());
      this.#waiting.push({ turn, stored, refused });
    });
  }

  #write(): void {
    const waiting = this.#waiting.splice(0);
    const outcomes: (() => void)[] = [];
    try {
      inTransaction(this.#database, () => {
        for (const { turn, stored, refused } of waiting) {
          try {
            this.#alone(() => commitTurn(this.#statements, turn));
            outcomes.push(stored);
          } catch (reason) {
            // Some failures, such as a full disk, take the whole transaction with them.
            if (!this.#database.isTransaction) throw reason;
            outcomes.push(() => refused(reason));
          }
        }
      });
      for (const tell of outcomes) tell();
    } catch (reason) {
      for (const { refused } of waiting) refused(reason);
    }
  }

  #alone(write: () => void): void {
    this.#database.exec("savepoint turn");
    try {
      write();
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("rollback to turn; release turn");
      throw error;
    }
    this.#database.exec("release turn");
  }
}

/** Whole or not at all; nothing may be awaited in between. */
export function inTransaction(database: DatabaseSync, write: () => void): void {
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
