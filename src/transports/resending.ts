/** Resends stored replies that did not reach their person on the channels of Azure Bot Service. */
import type { Activity, CloudAdapter, ConversationReference } from "botbuilder";
import { acceptsProactive } from "../channels/channels.ts";
import type { Log } from "../log.ts";
import type { CaseLocks } from "../store/caseLocks.ts";
import type { Unsent } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";
import type { ProactiveSender } from "../turn/proactiveSenders.ts";
import { sendStored } from "../turn/sendStored.ts";

/** `sends`: the lock that turns send under. */
type Sending = {
  store: Pick<Store, "conversations">;
  log: Log;
  adapter: CloudAdapter;
  appId: string;
  sends: CaseLocks;
};

/** Sends proactive messages through Azure Bot Service. */
export function createProactiveSender(sending: Sending): ProactiveSender {
  return async (conversation, key) => {
    if (!acceptsProactive(conversation.channel)) return false;
    await resendUnsent([{ key, conversation, lines: [] }], sending);
    return true;
  };
}

/** Retries without a new message too, because a channel may have been down. */
const RETRY_EVERY_MS = 120_000;

/** Resends `unsent`, read before the server listened, and from then on retries failed replies at intervals. */
export function startResending(unsent: readonly Unsent[], sending: Sending): { stop(): Promise<void> } {
  let running = resendUnsent(unsent, sending);
  const timer = setInterval(() => {
    running = running
      .then(async () => resendUnsent(await sending.store.conversations.listUnsent(), sending))
      .catch((error) => sending.log.error({ err: error }, "unsent replies not read"));
  }, RETRY_EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Sends under the person's lock, so that a running turn does not send the same replies. */
export async function resendUnsent(
  unsent: readonly Unsent[],
  { adapter, appId, sends, ...parts }: Sending,
): Promise<void> {
  for (const { key, conversation } of unsent) {
    if (!acceptsProactive(conversation.channel)) continue;
    const reference = conversation.reference as Partial<ConversationReference>;
    try {
      await sends.run(key, async () => {
        const lines = await parts.store.conversations.unsentTo(key);
        const [first] = lines;
        if (!first) return;
        // The reference names the last speaker; in a group, the reply may be for another person.
        const user = (first.activity as Partial<Activity>).recipient ?? reference.user;
        await adapter.continueConversationAsync(appId, { ...reference, ...(user && { user }) }, (context) =>
          sendStored(lines, context.activity, (message) => context.sendActivity(message), parts),
        );
      });
    } catch (error) {
      parts.log.error({ conversation: conversation.id, err: error }, "replies still unsent; retrying in 2 minutes");
    }
  }
}
