/** Commits all turns that are ready at the same time in one transaction, because waiting for the disk is the expensive part. */
import type { DatabaseSync } from "node:sqlite";
import type { TurnRecord } from "../store.ts";
import { runInSavepoint, runInTransaction } from "./transaction.ts";

type Waiting = { turn: TurnRecord; resolve: () => void; reject: (reason: unknown) => void };

export class TurnQueue {
  readonly #database: DatabaseSync;
  readonly #write: (turn: TurnRecord) => void;
  #waiting: Waiting[] = [];

  /** `write` runs inside an open transaction and must not await. */
  constructor(database: DatabaseSync, write: (turn: TurnRecord) => void) {
    this.#database = database;
    this.#write = write;
  }

  /** Resolves when the turn is on disk. A rejected turn is rolled back and does not affect the others. */
  commit(turn: TurnRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      // setImmediate runs after the event loop has read all input, so turns that arrived together share a transaction.
      if (this.#waiting.length === 0) setImmediate(() => this.#writeAll());
      this.#waiting.push({ turn, resolve, reject });
    });
  }

  #writeAll(): void {
    const waiting = this.#waiting.splice(0);
    const outcomes: (() => void)[] = [];
    try {
      runInTransaction(this.#database, () => {
        for (const entry of waiting) outcomes.push(this.#writeOne(entry));
      });
      for (const settle of outcomes) settle();
    } catch (reason) {
      for (const { reject } of waiting) reject(reason);
    }
  }

  /** Returns a function that settles the turn's promise once the whole transaction is on disk. */
  #writeOne({ turn, resolve, reject }: Waiting): () => void {
    try {
      runInSavepoint(this.#database, () => this.#write(turn));
      return resolve;
    } catch (reason) {
      // Some failures, such as a full disk, abort the whole transaction.
      if (!this.#database.isTransaction) throw reason;
      return () => reject(reason);
    }
  }
}
