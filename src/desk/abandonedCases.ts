/** Hands over abandoned cases: the person stopped writing while something was waiting for them. */
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

/** Polling this often is enough: the person has already been away for much longer. */
const POLL_MS = 60_000;

export type Watch = { stop(): Promise<void> };

/** Polls at once, and then every minute. */
export function watchAbandoned(parts: Parts): Watch {
  let polling: Promise<unknown> = Promise.resolve();
  const poll = (): void => {
    polling = polling
      .then(() => handOverAbandoned(parts))
      .catch((error) => {
        parts.log.error({ err: error }, "looking for abandoned cases failed; retrying in a minute");
      });
  };
  poll();
  const timer = setInterval(poll, POLL_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await polling;
    },
  };
}

/** Hands over every case that has waited too long. Returns how many it handed over. */
export async function handOverAbandoned({ store, turns, log, now, afterMs }: Parts): Promise<number> {
  const before = new Date(now().getTime() - afterMs).toISOString();
  let count = 0;
  for (const abandoned of await store.cases.listAbandoned(before)) {
    try {
      if (await handOverOneAbandoned(abandoned, { store, turns })) count += 1;
    } catch (error) {
      // A failure of one case must not stop the others.
      log.error({ case: abandoned.id, err: error }, "abandoned case not handed over; retrying in a minute");
    }
  }
  if (count > 0) log.info({ count }, "abandoned cases handed over");
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
    if (current.id !== id || !waitsForPerson(standing)) return { why: "nothing is waiting for the person any more" };
    current.add({ kind: "walked-away" });
    return { resume: true };
  });
  if (!outcome.done) await store.cases.unwatch(id);
  return outcome.done;
}
