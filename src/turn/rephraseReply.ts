/** Lets a model rephrase one wording of a turn. Only words change; the decisions stay. */
import type { Activity, TurnContext as Turn } from "botbuilder";
import { readTone } from "../../dialogs/hearing/tone.ts";
import { findOffer, rewordReply } from "../../dialogs/wording/rewording.ts";
import { replyTimeoutMs } from "../channels/channels.ts";
import type { Log } from "../log.ts";
import type { Phrase } from "../phrasing/phraseRequest.ts";

/** The typing indicator being sent. Wrapped in an object so that awaiting the caller does not await the promise. */
export type Typing = { shown?: Promise<void> };

type Parts = {
  phrase: Phrase | undefined;
  log: Log;
  /** How long the turn has taken so far, in milliseconds. */
  elapsedMs: number;
};

/** Replaces at most one of the replies in place, with at most one call. Never rejects: on a failure, the fixed wording stays. */
export async function rephraseReply(
  context: Turn,
  replies: Partial<Activity>[],
  { phrase, log, elapsedMs }: Parts,
): Promise<Typing> {
  const offer = phrase && findOffer(replies);
  const reply = offer && replies[offer.at];
  if (!phrase || !offer || !reply) return {};
  const { activity } = context;
  const text = activity.text ?? "";
  const typing: Typing = {};
  try {
    const phrased = await phrase(offer.phrasable, {
      treeHash: offer.tree.hash,
      said: text,
      tone: readTone(text),
      withinMs: Math.max(0, replyTimeoutMs(activity.channelId) - elapsedMs),
      waiting: () => {
        typing.shown = showTyping(context, log);
      },
    });
    if (phrased.by === "model") replies[offer.at] = rewordReply(reply, offer, phrased.text);
  } catch (error) {
    log.error({ conversation: activity.conversation.id, err: error }, "phrasing failed; sending the fixed wording");
  }
  return typing;
}

async function showTyping(context: Turn, log: Log): Promise<void> {
  try {
    await context.sendActivity({ type: "typing" });
  } catch (error) {
    // The answer follows without the indicator.
    log.warn({ err: error }, "typing indicator not sent");
  }
}
