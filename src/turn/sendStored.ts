/** Sends stored replies again. At least once: these channels take no idempotency key. */
import type { Activity } from "botbuilder";
import { presentMessage } from "../channels/channels.ts";
import type { Log } from "../log.ts";
import type { StoredLine } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";

type Parts = { store: Pick<Store, "conversations">; log: Log };

/** In their order, each marked as it goes out. Never rejects: what fails stays unsent, unless the channel refuses for good. */
export async function sendStored(
  lines: readonly StoredLine[],
  to: Activity,
  send: (message: Partial<Activity>) => Promise<unknown>,
  { store, log }: Parts,
): Promise<void> {
  const about = { conversation: to.conversation.id, replies: lines.length };
  try {
    for (const { id, activity } of lines) {
      await send(presentMessage(activity as Partial<Activity>, to));
      await store.conversations.markSent([id]);
    }
    if (lines.length > 0) log.info(about, "sent what had been left unsent");
  } catch (error) {
    if (!isPermanent(error)) {
      log.error({ ...about, err: error }, "still unsent; tried again at the next message, or in two minutes");
      return;
    }
    log.warn({ ...about, err: error }, "the channel refuses what was left unsent; given up");
    await store.conversations
      .markSent(lines.map(({ id }) => id))
      .catch((cause) => log.error({ ...about, err: cause }, "not noted"));
  }
}

/** The person has left, or the bot was removed. */
function isPermanent(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && (error.statusCode === 403 || error.statusCode === 404);
}
