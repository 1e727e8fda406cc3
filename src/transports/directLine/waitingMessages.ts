/** Limits how many messages of a conversation can wait for their turn. */
import { Refused } from "../../http/server.ts";

/** More than a person can type ahead. */
const MOST_WAITING = 20;

export class WaitingMessages {
  readonly #counts = new Map<string, number>();

  /** Counts a message as waiting until `take` settles. Rejects with `Refused` when too many are waiting. */
  async count<Result>(conversation: string, take: () => Promise<Result>): Promise<Result> {
    const ahead = this.#counts.get(conversation) ?? 0;
    if (ahead >= MOST_WAITING)
      throw new Refused(
        429,
        "TooManyRequests",
        "too many messages are waiting; wait for an answer before you send more",
      );
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
