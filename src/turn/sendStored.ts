/** Resends stored replies, at least once: these channels accept no idempotency key. */
import type { Activity } from "botbuilder";
import { presentMessage } from "../channels/channels.ts";
import type { Log } from "../log.ts";
import type { StoredLine } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";

type Parts = { store: Pick<Store, "conversations">; log: Log };

/** Sends in order and marks each line as sent. Never rejects: lines that fail stay unsent, unless the channel refuses permanently. */
export async function sendStored(
  lines: readonly StoredLine[],
  to: Activity,
  send: (message: Partial<Activity>) => Promise<unknown>,
  { store, log }: Parts,
): Promise<void> {
  const fields = { conversation: to.conversation.id, replies: lines.length };
  try {
    for (const { id, activity } of lines) {
      await send(presentMessage(activity as Partial<Activity>, to));
      await store.conversations.markSent([id]);
    }
    if (lines.length > 0) log.info(fields, "sent earlier unsent replies");
  } catch (error) {
    if (!isPermanent(error)) {
      log.error({ ...fields, err: error }, "replies still unsent; retrying at the next message or in 2 minutes");
      return;
    }
    log.warn({ ...fields, err: error }, "gave up on unsent replies: the channel refuses them permanently");
    await store.conversations
      .markSent(lines.map(({ id }) => id))
      .catch((cause) => log.error({ ...fields, err: cause }, "unsent replies not marked"));
  }
}

/** The person has left, or the bot was removed. */
function isPermanent(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && (error.statusCode === 403 || error.statusCode === 404);
}
