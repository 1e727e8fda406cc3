import type { Log } from "../log.ts";
import type { StoredCase } from "../store/cases.ts";
import type { Store } from "../store/store.ts";
import { waitsForPerson } from "../tickets/ticketStanding.ts";
import type { CaseTurns } from "../turn/caseTurn.ts";

type Parts = {
  store: Pick<Store, "cases" | "conversations">;
  turns: CaseTurns;
  log: Log;
  now: () => Date;
  afterMs: number;
};

/** A minute more or less is nothing to somebody who has left. */
const LOOK_EVERY_MS = 60_000;

export type Watch = { stop(): Promise<void> };

/** Looks at once, and then every minute. */
export function watchAbandoned(parts: Parts): Watch {
  let looking: Promise<unknown> = Promise.resolve();
  const look = (): void => {
    looking = looking
      .then(() => handOverAbandoned(parts))
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
export async function handOverAbandoned({ store, turns, log, now, afterMs }: Parts): Promise<number> {
  const before = new Date(now().getTime() - afterMs).toISOString();
  let count = 0;
  for (const abandoned of await store.cases.listAbandoned(before)) {
    try {
      if (await handOverOneAbandoned(abandoned, { store, turns })) count += 1;
    } catch (error) {
      // Those after it are not to wait for what is wrong with this one.
      log.error({ case: abandoned.id, err: error }, "somebody walked away, and their case could not be handed over");
    }
  }
  if (count > 0) log.info({ count }, "people walked away; their cases were handed over");
  return count;
}

async function handOverOneAbandoned(
  { id, key }: StoredCase,
  { store, turns }: Pick<Parts, "store" | "turns">,
): Promise<boolean> {
  const [line] = (await store.conversations.linesOfCase(id)).slice(-1);
  const conversation = line && (await store.conversations.findReference(line.conversation));
  if (!conversation) return false;
  const outcome = await turns.run(key, conversation, `walked-away:${line.id}`, ({ current }) => {
    const standing = current.standing;
    if (current.id !== id || !waitsForPerson(standing)) return { why: "nothing waits for them any more" };
    current.add({ kind: "walked-away" });
    return { resume: true };
  });
  if (!outcome.done) await store.cases.unwatch(id);
  return outcome.done;
}
