/** A turn that a person's message begins, or that they edit or delete one. The answer is sent only after the turn is stored in one transaction. */
import type { Activity, TurnContext } from "botbuilder";
import { buildMessage } from "../../dialogs/wording/cards.ts";
import { talk as words } from "../../dialogs/wording/wording.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import { presentMessage, readsTranscript } from "../channels/channels.ts";
import { cleanIncoming } from "../channels/cleanIncoming.ts";
import type { Log } from "../log.ts";
import type { Phrase } from "../phrasing/phraseRequest.ts";
import { makeCaseKey, makeConversationKey } from "../store/caseKey.ts";
import type { CaseLocks } from "../store/caseLocks.ts";
import type { Store } from "../store/store.ts";
import {
  type Change,
  ChangedMessages,
  type Changing,
  makeChangeId,
  neverStored,
  readChange,
} from "./changedMessages.ts";
import { deliverReplies } from "./deliverReplies.ts";
import type { ErasedLines } from "./eraseFromStore.ts";
import { isAddedToChat, isHubStatus, readReference } from "./incomingActivity.ts";
import { makeBotLine, makePersonLine } from "./lines.ts";
import type { OpenTurn } from "./openTurn.ts";
import type { HandleHubStatus } from "./ports.ts";
import { rephraseReply, type Typing } from "./rephraseReply.ts";
import { HeldReplies } from "./replies.ts";
import type { Decided, Refused, TurnResult, TurnRunner } from "./runner.ts";
import { sendStored } from "./sendStored.ts";
import type { Talk } from "./talk.ts";
import { buildWelcome } from "./welcome.ts";

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

/**
 * A message in its turn. `greets`: it only opens the conversation. `change`: it is not new, and the person did this to it.
 * `since`: its arrival time by `ticks`.
 */
type Incoming = {
  context: TurnContext;
  key: string;
  /** The conversation's key in the store. */
  conversation: string;
  id: string;
  replies: HeldReplies;
  greets: boolean;
  change: Change | undefined;
  hadSecret: boolean;
  since: number;
};

export class MessageTurns implements Bot {
  readonly #parts: Parts;
  readonly #changes: ChangedMessages;
  readonly #ticks: () => number;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#changes = new ChangedMessages(parts);
    this.#ticks = parts.ticks ?? (() => performance.now());
  }

  async run(context: TurnContext): Promise<void> {
    const since = this.#ticks();
    const { activity } = context;
    if (isHubStatus(activity)) return this.#parts.handleHubStatus(activity);
    const greets = activity.type === "conversationUpdate" && isAddedToChat(activity);
    const change = readChange(activity);
    if (activity.type !== "message" && !greets && !change) return;
    const replies = new HeldReplies(context);
    try {
      const { hadSecret } = cleanIncoming(activity);
      const key = makeCaseKey(activity.channelId, activity.conversation.id, activity.from?.id ?? "");
      const conversation = makeConversationKey(activity.channelId, activity.conversation.id);
      const id = activity.id ?? this.#parts.newId();
      const incoming = { context, key, conversation, id, replies, greets, change, hadSecret, since };
      if (change && !(await this.#isNewAfterAll(incoming, change))) return;
      await this.#take({ ...incoming, change: undefined });
    } catch (error) {
      this.#parts.log.error(
        { conversation: activity.conversation.id, channel: activity.channelId, err: error },
        "turn failed; nothing was stored",
      );
      if (!greets && !change)
        await replies.send([presentMessage({ type: "message", text: sentence("failed") }, activity)]);
    }
  }

  /** Runs the turn of an edit or a deletion. True if the person edits a message that never came in: it is a new one then. */
  async #isNewAfterAll(incoming: Incoming, change: Change): Promise<boolean> {
    const id = makeChangeId(incoming.context.activity);
    // From here on, dialogs may read it, and they answer messages only.
    incoming.context.activity.type = "message";
    const result = await this.#take({ ...incoming, id });
    return change === "edited" && result.kind === "refused" && result.why === neverStored;
  }

  #take(incoming: Incoming): Promise<TurnResult> {
    const { key, conversation, id } = incoming;
    return this.#parts.runner.run(key, { conversation, id }, (turn) => this.#decide(incoming, turn));
  }

  async #decide(incoming: Incoming, loaded: OpenTurn): Promise<Decided | Refused> {
    const { context, conversation, id, replies, greets } = incoming;
    const { activity } = context;
    const changing = await this.#beginChange(incoming, loaded);
    if (changing && "why" in changing) return changing;
    if (greets && loaded.current.history.length > 1) return { why: "the person has already been welcomed" };
    const toSend = !readsTranscript(activity.channelId);
    if (toSend) await this.#sendEarlierReplies(incoming);
    replies.all.length = 0;
    const { turn, typing, failed, erased } = await this.#converse(incoming, loaded, changing);

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
    const { lineCase } = turn;
    const events = { from: lineCase.stored, to: lineCase.history.length };
    const base = { caseId: lineCase.id, conversation, at, toTechnicians, events };
    const personLines = greets || changing ? [] : [makePersonLine(activity, id, this.#parts.newId(), base)];
    return {
      turn,
      activity,
      conversation: { id: conversation, channel: activity.channelId, reference: readReference(activity) },
      lines: [...personLines, ...replyLines],
      toSend,
      ...(erased && { erased }),
      deliver: async () => {
        await deliverReplies(
          { context, key: incoming.key, conversation, replies, lines: replyLines, toSend, typing },
          this.#parts,
        );
        const fields = { conversation, case: turn.current.id, replies: replyLines.length, failed };
        this.#parts.log.info(fields, "turn");
      },
    };
  }

  async #beginChange(
    { context: { activity }, key, conversation, change }: Incoming,
    loaded: OpenTurn,
  ): Promise<Changing | Refused | undefined> {
    return change && this.#changes.begin({ activity, key, conversation }, change, loaded);
  }

  /** Sends stored replies of earlier turns first, to keep the order. */
  async #sendEarlierReplies({ context, key, replies }: Incoming): Promise<void> {
    const { sends, store } = this.#parts;
    const send = (reply: Partial<Activity>) => replies.send([reply]);
    await sends.run(key, async () =>
      sendStored(await store.conversations.unsentTo(key), context.activity, send, this.#parts),
    );
  }

  /** On a failure, drops the decisions so far, keeps what the person did, and tells the person. */
  async #converse(
    incoming: Incoming,
    loaded: OpenTurn,
    changing: Changing | undefined,
  ): Promise<{ turn: OpenTurn; typing: Typing; failed: boolean; erased?: ErasedLines }> {
    const { context, key, conversation, replies, greets, hadSecret, since } = incoming;
    const { log, phrase, talk, runner } = this.#parts;
    const turn = changing?.turn ?? loaded;
    const { tree } = turn.current.knowledge;
    try {
      if (greets) turn.greet();
      if (hadSecret && !changing?.isSilent) await context.sendActivity(buildMessage(tree, words(sentence("masked"))));
      if (greets) await context.sendActivity(buildWelcome(tree));
      else if (changing) await changing.answer(context);
      else await talk.converse(context, turn);
      const elapsedMs = this.#ticks() - since;
      const typing = await rephraseReply(context, replies.all, { phrase, log, elapsedMs });
      return { turn, typing, failed: false, ...(changing && { erased: changing.listErased() }) };
    } catch (error) {
      log.error({ conversation, err: error }, "turn failed");
      const reloaded = await runner.load(key);
      // What the person deletes must go, whatever fails.
      const again = await this.#beginChange(incoming, reloaded);
      if (again && "why" in again) throw error;
      const kept = again?.turn ?? reloaded;
      // The dialog stack may have caused the failure, so drop it. The case leads back to the same place.
      kept.dialogState = { dialogStack: [] };
      replies.all = [buildMessage(kept.current.knowledge.tree, words(sentence("failed")))];
      return { turn: kept, typing: {}, failed: true, ...(again && { erased: again.listErased() }) };
    }
  }
}
