/** Sends what was stored and never reached its person on the channels of Azure Bot Service. */
import type { Activity, CloudAdapter, ConversationReference } from "botbuilder";
import { acceptsProactive } from "../channels/channels.ts";
import type { Log } from "../log.ts";
import type { CaseLocks } from "../store/caseLocks.ts";
import type { Unsent } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";
import type { ProactiveSender } from "../turn/proactiveSenders.ts";
import { sendStored } from "../turn/sendStored.ts";

/** `sends`: the same lock under which turns send. */
type Sending = {
  store: Pick<Store, "conversations">;
  log: Log;
  adapter: CloudAdapter;
  appId: string;
  sends: CaseLocks;
};

/** Sends unasked to whom Azure Bot Service reaches. */
export function createProactiveSender(sending: Sending): ProactiveSender {
  return async (conversation, key) => {
    if (!acceptsProactive(conversation.channel)) return false;
    await resendUnsent([{ key, conversation, lines: [] }], sending);
    return true;
  };
}

/** A channel that was down is asked again, also when nobody writes there. */
const RETRY_EVERY_MS = 120_000;

/** Sends what was unsent before the server listened, and from then on now and again what did not go out. */
export function startResending(found: readonly Unsent[], sending: Sending): { stop(): Promise<void> } {
  let under = resendUnsent(found, sending);
  const timer = setInterval(() => {
    under = under
      .then(async () => resendUnsent(await sending.store.conversations.listUnsent(), sending))
      .catch((error) => sending.log.error({ err: error }, "what is unsent could not be looked for"));
  }, RETRY_EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await under;
    },
  };
}

/** What was unsent before the server listened; one at a time to each person, so that a turn of theirs sends nothing twice. */
export async function resendUnsent(
  found: readonly Unsent[],
  { adapter, appId, sends, ...parts }: Sending,
): Promise<void> {
  for (const { key, conversation } of found) {
    if (!acceptsProactive(conversation.channel)) continue;
    const reference = conversation.reference as Partial<ConversationReference>;
    try {
      await sends.run(key, async () => {
        const lines = await parts.store.conversations.unsentTo(key);
        const [first] = lines;
        if (!first) return;
        // The reference is the last speaker's; among several people the reply may be somebody else's.
        const user = (first.activity as Partial<Activity>).recipient ?? reference.user;
        await adapter.continueConversationAsync(appId, { ...reference, ...(user && { user }) }, (context) =>
          sendStored(lines, context.activity, (message) => context.sendActivity(message), parts),
        );
      });
    } catch (error) {
      parts.log.error({ conversation: conversation.id, err: error }, "still unsent; tried again in two minutes");
    }
  }
}
