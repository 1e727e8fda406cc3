/** Sends the replies of a turn to the channel, after the turn is stored. */
import { setTimeout as wait } from "node:timers/promises";
import type { Activity, TurnContext } from "botbuilder";
import { presentMessage } from "../channels/channels.ts";
import type { Log } from "../log.ts";
import type { CaseLocks } from "../store/caseLocks.ts";
import type { Line } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";
import type { Typing } from "./rephraseReply.ts";
import type { HeldReplies } from "./replies.ts";

/** `toSend`: the lines count as unsent until the channel has taken them. */
type Delivery = {
  context: TurnContext;
  key: string;
  /** The conversation's key in the store. */
  conversation: string;
  replies: HeldReplies;
  lines: Line[];
  toSend: boolean;
  typing: Typing;
};

type Parts = { store: Pick<Store, "conversations">; sends: CaseLocks; log: Log };

/** A channel that needs longer for the typing indicator would not accept the answer sooner either. */
const TYPING_PATIENCE_MS = 2_000;

/** Never rejects: an answer that does not arrive is sent at the next message, or by the resending. */
export async function deliverReplies(delivery: Delivery, parts: Parts): Promise<void> {
  const { context, key, conversation, replies, toSend, typing } = delivery;
  try {
    // A typing indicator that arrives after the answer would stay on the screen.
    if (typing.shown) await Promise.race([typing.shown, wait(TYPING_PATIENCE_MS, undefined, { ref: false })]);
    const messages = replies.all.map((reply) => presentMessage(reply, context.activity));
    if (toSend) await parts.sends.run(key, () => sendOnce(delivery, messages, parts));
    else await replies.send(messages);
  } catch (error) {
    parts.log.error(
      { conversation, err: error },
      "answer stored but not delivered; retrying at the next message or in 2 minutes",
    );
  }
}

/** Skips replies that another turn or a resend has sent in the meantime. */
async function sendOnce(
  { key, lines, replies }: Delivery,
  messages: Partial<Activity>[],
  { store }: Parts,
): Promise<void> {
  const unsent = new Set((await store.conversations.unsentTo(key)).map(({ id }) => id));
  await replies.send(messages.filter((_, index) => unsent.has(lines[index]?.id ?? "")));
  await store.conversations.markSent(lines.map(({ id }) => id));
}
