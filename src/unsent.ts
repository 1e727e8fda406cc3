/** Sends at start what a crash left stored and unsent. At least once: these channels take no idempotency key. */
import type { Activity, CloudAdapter, ConversationReference } from "botbuilder";
import { present, takesUnasked } from "./channels/channels.ts";
import type { Log } from "./log.ts";
import type { Store } from "./store/store.ts";

export async function sendUnsent(store: Store, adapter: CloudAdapter, appId: string, log: Log): Promise<void> {
  for (const { conversation, lines } of await store.unsent()) {
    if (!takesUnasked(conversation.channel)) continue;
    const reference = conversation.reference as Partial<ConversationReference>;
    try {
      await adapter.continueConversationAsync(appId, reference, async (context) => {
        const messages = lines.map(({ activity }) => present(activity as Partial<Activity>, context.activity));
        await context.sendActivities(messages);
      });
      await store.markSent(lines.map(({ id }) => id));
      log.info({ conversation: conversation.id, replies: lines.length }, "sent what a stop had left unsent");
    } catch (error) {
      log.error({ conversation: conversation.id, err: error }, "still unsent; tried again at the next start");
    }
  }
}
