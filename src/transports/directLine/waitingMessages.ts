/** Limits how many messages of one conversation wait for their turn. */
import { Refused } from "../../http/server.ts";

/** Faster than a person types. */
const MOST_WAITING = 20;

export class WaitingMessages {
  readonly #counts = new Map<string, number>();

  /** Counts a message as waiting until `take` settles. Rejects with `Refused` when too many wait already. */
  async count<Result>(conversation: string, take: () => Promise<Result>): Promise<Result> {
    const ahead = this.#counts.get(conversation) ?? 0;
    if (ahead >= MOST_WAITING) throw new Refused(429, "TooManyRequests", "wait for an answer before you send more");
    this.#counts.set(conversation, ahead + 1);
    try {
      return await take();
    } finally {
      const left = (this.#counts.get(conversation) ?? 1) - 1;
      if (left > 0) this.#counts.set(conversation, left);
      else this.#counts.delete(conversation);
    }
  }
}
