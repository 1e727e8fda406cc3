/** Sends what was stored and never reached its person. At least once: these channels take no idempotency key. */
import type { Activity, CloudAdapter, ConversationReference } from "botbuilder";
import type { CaseLocks } from "./caseLocks.ts";
import { present, takesUnasked } from "./channels/channels.ts";
import type { Log } from "./log.ts";
import type { Store, StoredLine, Unsent } from "./store/store.ts";
import type { Voice } from "./voices.ts";

type Parts = { store: Store; log: Log };

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
      await send(present(activity as Partial<Activity>, to));
      await store.markSent([id]);
    }
    if (lines.length > 0) log.info(about, "sent what had been left unsent");
  } catch (error) {
    if (!isForGood(error)) {
      log.error({ ...about, err: error }, "still unsent; tried again at the next message or start");
      return;
    }
    log.warn({ ...about, err: error }, "the channel refuses what was left unsent; given up");
    await store.markSent(lines.map(({ id }) => id)).catch((cause) => log.error({ ...about, err: cause }, "not noted"));
  }
}

type Sending = Parts & { adapter: CloudAdapter; appId: string; locks: CaseLocks };

/** Sends unasked to whom Azure Bot Service reaches. */
export function unaskedBy(sending: Sending): Voice {
  return async (conversation, key) => {
    if (!takesUnasked(conversation.channel)) return false;
    await sendUnsent([{ key, conversation, lines: [] }], sending);
    return true;
  };
}

/** What was unsent before the server listened; each person's under their lock, so that a turn of theirs sends nothing twice. */
export async function sendUnsent(
  found: readonly Unsent[],
  { adapter, appId, locks, ...parts }: Sending,
): Promise<void> {
  for (const { key, conversation } of found) {
    if (!takesUnasked(conversation.channel)) continue;
    const reference = conversation.reference as Partial<ConversationReference>;
    try {
      await locks.run(key, async () => {
        const lines = await parts.store.unsentTo(key);
        const [first] = lines;
        if (!first) return;
        // The reference is the last speaker's; among several people the reply may be somebody else's.
        const user = (first.activity as Partial<Activity>).recipient ?? reference.user;
        await adapter.continueConversationAsync(appId, { ...reference, ...(user && { user }) }, (context) =>
          sendStored(lines, context.activity, (message) => context.sendActivity(message), parts),
        );
      });
    } catch (error) {
      parts.log.error({ conversation: conversation.id, err: error }, "still unsent; tried again at the next start");
    }
  }
}

/** The person has left, or the bot was removed. */
function isForGood(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && (error.statusCode === 403 || error.statusCode === 404);
}
