/** A turn that a person's message begins. The answer is sent only after the turn is stored in one transaction. */
import { setTimeout as wait } from "node:timers/promises";
import { type Activity, type ConversationReference, TurnContext } from "botbuilder";
import { buildMessage } from "../../dialogs/wording/cards.ts";
import { talk as words } from "../../dialogs/wording/wording.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import { isHubConversation, presentMessage, readsTranscript } from "../channels/channels.ts";
import { cleanIncoming } from "../channels/cleanIncoming.ts";
import type { Log } from "../log.ts";
import type { Phrase } from "../phrasing/phraseRequest.ts";
import { makeCaseKey, makeConversationKey } from "../store/caseKey.ts";
import type { CaseLocks } from "../store/caseLocks.ts";
import type { Line } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";
import { makeBotLine, makePersonLine } from "./lines.ts";
import type { OpenTurn } from "./openTurn.ts";
import type { HandleHubStatus } from "./ports.ts";
import { rephraseReply, type Typing } from "./rephraseReply.ts";
import { HeldReplies } from "./replies.ts";
import type { Decided, Refused, TurnRunner } from "./runner.ts";
import { sendStored } from "./sendStored.ts";
import type { Talk } from "./talk.ts";

/** The bot as every channel runs it. */
export type Bot = {
  /** Resolves when the answer is stored and handed to the channel. */
  run(context: TurnContext): Promise<void>;
};

type Parts = {
  runner: TurnRunner;
  store: Pick<Store, "conversations">;
  /** Lets one sender at a time send to a person. Locked inside a turn, never around one, so that no turn waits for a slow channel. */
  sends: CaseLocks;
  talk: Talk;
  handleHubStatus: HandleHubStatus;
  log: Log;
  /** The time now, ISO 8601. */
  now: () => string;
  /** A new unique id. */
  newId: () => string;
  /** Rephrases one wording per turn; without it, all wordings stay as they are. */
  phrase?: Phrase | undefined;
  /** A monotonic clock, in milliseconds. */
  ticks?: (() => number) | undefined;
};

/** A message in its turn. `greets`: it only opens the conversation. `since`: its arrival time by `ticks`. */
type Incoming = {
  context: TurnContext;
  key: string;
  /** The conversation's key in the store. */
  conversation: string;
  id: string;
  replies: HeldReplies;
  greets: boolean;
  hadSecret: boolean;
  since: number;
};

/** A channel that needs longer for the typing indicator would not accept the answer sooner either. */
const TYPING_PATIENCE_MS = 2_000;

export class MessageTurns implements Bot {
  readonly #parts: Parts;
  readonly #ticks: () => number;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#ticks = parts.ticks ?? (() => performance.now());
  }

  async run(context: TurnContext): Promise<void> {
    const since = this.#ticks();
    const { activity } = context;
    if (isHubStatus(activity)) return this.#parts.handleHubStatus(activity);
    const greets = activity.type === "conversationUpdate" && isAddedToChat(activity);
    if (activity.type !== "message" && !greets) return;
    const replies = new HeldReplies(context);
    try {
      const { hadSecret } = cleanIncoming(activity);
      const key = makeCaseKey(activity.channelId, activity.conversation.id, activity.from?.id ?? "");
      const conversation = makeConversationKey(activity.channelId, activity.conversation.id);
      const id = activity.id ?? this.#parts.newId();
      const incoming = { context, key, conversation, id, replies, greets, hadSecret, since };
      await this.#parts.runner.run(key, { conversation, id }, (turn) => this.#decide(incoming, turn));
    } catch (error) {
      this.#parts.log.error(
        { conversation: activity.conversation.id, channel: activity.channelId, err: error },
        "turn failed; nothing was stored",
      );
      if (!greets) await replies.send([presentMessage({ type: "message", text: sentence("failed") }, activity)]);
    }
  }

  async #decide(incoming: Incoming, loaded: OpenTurn): Promise<Decided | Refused> {
    const { context, conversation, id, replies, greets } = incoming;
    const { activity } = context;
    if (greets && loaded.current.history.length > 1) return { why: "the person has already been welcomed" };
    const toSend = !readsTranscript(activity.channelId);
    if (toSend) await this.#sendEarlierReplies(incoming);
    replies.all.length = 0;
    const { turn, typing, failed } = await this.#converse(incoming, loaded);
    const { toTechnicians } = turn;
    const at = this.#parts.now();
    const replyLines = replies.all.map((reply) =>
      makeBotLine(reply, this.#parts.newId(), activity.from, {
        caseId: turn.current.id,
        conversation,
        at,
        toTechnicians,
      }),
    );
    const base = { caseId: turn.lineCase.id, conversation, at, toTechnicians };
    const personLines = greets ? [] : [makePersonLine(activity, id, this.#parts.newId(), base)];
    return {
      turn,
      activity,
      conversation: { id: conversation, channel: activity.channelId, reference: readReference(activity) },
      lines: [...personLines, ...replyLines],
      toSend,
      deliver: async () => {
        await this.#deliver(incoming, replyLines, { toSend, typing });
        const fields = { conversation, case: turn.current.id, replies: replyLines.length, failed };
        this.#parts.log.info(fields, "turn");
      },
    };
  }

  /** Sends stored replies of earlier turns first, to keep the order. */
  async #sendEarlierReplies({ context, key, replies }: Incoming): Promise<void> {
    const { sends, store } = this.#parts;
    const send = (reply: Partial<Activity>) => replies.send([reply]);
    await sends.run(key, async () =>
      sendStored(await store.conversations.unsentTo(key), context.activity, send, this.#parts),
    );
  }

  /** On a failure, drops the decisions so far, keeps the person's message, and tells the person. */
  async #converse(
    { context, key, conversation, replies, greets, hadSecret, since }: Incoming,
    turn: OpenTurn,
  ): Promise<{ turn: OpenTurn; typing: Typing; failed: boolean }> {
    const { log, phrase, talk, runner } = this.#parts;
    const { tree } = turn.current.knowledge;
    try {
      if (greets) turn.greet();
      if (hadSecret) await context.sendActivity(buildMessage(tree, words(sentence("masked"))));
      if (greets) {
        const welcome = words(sentence("welcome"), sentence("welcome-how"), sentence("begin"));
        await context.sendActivity(
          buildMessage(tree, {
            ...welcome,
            starters: [
              sentence("starter.this-fault"),
              sentence("starter.another-code"),
              sentence("starter.how-to-copy"),
            ],
          }),
        );
      } else await talk.converse(context, turn);
      const elapsedMs = this.#ticks() - since;
      return { turn, typing: await rephraseReply(context, replies.all, { phrase, log, elapsedMs }), failed: false };
    } catch (error) {
      log.error({ conversation, err: error }, "turn failed");
      const reloaded = await runner.load(key);
      // The dialog stack may have caused the failure, so drop it. The case leads back to the same place.
      reloaded.dialogState = { dialogStack: [] };
      replies.all = [buildMessage(reloaded.current.knowledge.tree, words(sentence("failed")))];
      return { turn: reloaded, typing: {}, failed: true };
    }
  }

  async #deliver(
    { context, key, conversation, replies }: Incoming,
    lines: Line[],
    { toSend, typing }: { toSend: boolean; typing: Typing },
  ): Promise<void> {
    try {
      // A typing indicator that arrives after the answer would stay on the screen.
      if (typing.shown) await Promise.race([typing.shown, wait(TYPING_PATIENCE_MS, undefined, { ref: false })]);
      const messages = replies.all.map((reply) => presentMessage(reply, context.activity));
      if (toSend) await this.#parts.sends.run(key, () => this.#sendOnce(key, lines, messages, replies));
      else await replies.send(messages);
    } catch (error) {
      this.#parts.log.error(
        { conversation, err: error },
        "answer stored but not delivered; retrying at the next message or in 2 minutes",
      );
    }
  }

  /** Skips replies that another turn or a resend has sent in the meantime. */
  async #sendOnce(key: string, lines: Line[], messages: Partial<Activity>[], replies: HeldReplies): Promise<void> {
    const { store } = this.#parts;
    const unsent = new Set((await store.conversations.unsentTo(key)).map(({ id }) => id));
    await replies.send(messages.filter((_, index) => unsent.has(lines[index]?.id ?? "")));
    await store.conversations.markSent(lines.map(({ id }) => id));
  }
}

/** Only a hub can send one, because our own Direct Line drops such events from other clients. */
function isHubStatus(activity: Activity): boolean {
  return activity.type === "event" && activity.name === "handoff.status" && isHubConversation(activity);
}

/** True when the bot is added to a one-to-one chat. In a team, it stays quiet until it is mentioned. */
function isAddedToChat({ conversation, membersAdded, recipient }: Activity): boolean {
  const isPersonal = conversation.conversationType === undefined || conversation.conversationType === "personal";
  return isPersonal && (membersAdded ?? []).some(({ id }) => id === recipient?.id);
}

function readReference(activity: Activity): Partial<ConversationReference> {
  const reference = TurnContext.getConversationReference(activity);
  const { activityId: _, ...unchanging } = reference;
  // Clients that read the transcript get no replies to a message, so the reference can stay the same.
  return readsTranscript(activity.channelId) ? unchanging : reference;
}
