/** People who stopped writing while something waited for them: their case becomes a ticket by itself. */
import { standingOf } from "../../knowledge/case.ts";
import type { Log } from "../log.ts";
import type { OwnTurns } from "../ownTurn.ts";
import type { Store } from "../store/store.ts";
import { waitsForPerson } from "../ticketStanding.ts";

type Parts = { store: Store; turns: OwnTurns; log: Log; now: () => Date; afterMs: number };

/** A minute more or less is nothing to somebody who has left. */
const LOOK_EVERY_MS = 60_000;

export type Watch = { stop(): Promise<void> };

/** Looks at once, and then every minute. */
export function watchForsaken(parts: Parts): Watch {
  let looking: Promise<unknown> = Promise.resolve();
  const look = (): void => {
    looking = looking
      .then(() => takeOver(parts))
      .catch((error) => {
        parts.log.error({ err: error }, "nobody could look for people who have walked away; tried again in a minute");
      });
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Hands over every case that has waited too long. How many there were. */
export async function takeOver({ store, turns, log, now, afterMs }: Parts): Promise<number> {
  const before = new Date(now().getTime() - afterMs).toISOString();
  let count = 0;
  for (const { id, key } of await store.forsaken(before)) {
    const [line] = (await store.lines(id)).slice(-1);
    const conversation = line && (await store.conversationOf(line.conversation));
    if (!conversation) continue;
    const outcome = await turns.run(key, conversation, `walked-away:${line.id}`, (under) => {
      const { current } = under;
      const standing = standingOf(current.knowledge.tree, current.history);
      if (current.id !== id || !waitsForPerson(standing)) return { why: "they have come back" };
      current.add({ kind: "walked-away" });
      return { resume: true };
    });
    if (!outcome.done) continue;
    count += 1;
    log.info({ case: id }, "somebody walked away; their case was handed over");
  }
  return count;
}
