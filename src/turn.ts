/** One message, from the door to what is sent: read, decided, stored in one transaction, and only then answered. */
import { setTimeout as wait } from "node:timers/promises";
import type { Activity, ConversationReference, StatePropertyAccessor, TurnContext as Turn } from "botbuilder";
import { TurnContext } from "botbuilder";
import { DialogSet, type DialogState, DialogTurnStatus } from "botbuilder-dialogs";
import { message, type Provenance } from "../dialogs/cards.ts";
import { dialogIds } from "../dialogs/dialogIds.ts";
import type { HelpDesk, Phrase, World } from "../dialogs/ports.ts";
import { offerAmong, reworded } from "../dialogs/rewording.ts";
import { RootDialog } from "../dialogs/rootDialog.ts";
import { texts } from "../dialogs/texts.ts";
import { toneOf } from "../dialogs/tone.ts";
import { talk } from "../dialogs/wording.ts";
import { caseKey, conversationKey } from "./caseKey.ts";
import { type CaseLocks, caseLocks } from "./caseLocks.ts";
import { kept, present, readsTranscript, waitsMs } from "./channels/channels.ts";
import { atTheDoor, labelOf } from "./channels/door.ts";
import { packageOf } from "./escalation/package.ts";
import type { Log } from "./log.ts";
import { OpenTurn, type TreeShelf } from "./openTurn.ts";
import { AlreadyTaken, type Line, type Store } from "./store/store.ts";
import { sendStored } from "./unsent.ts";

export type TurnParts = {
  store: Store;
  trees: TreeShelf;
  /** Shared with whoever else sends to the same people. */
  locks?: CaseLocks;
  helpDesk: HelpDesk;
  log: Log;
  /** The time now, ISO 8601. */
  now: () => string;
  /** A new unique id. */
  newId: () => string;
  /** A new ticket reference, short enough to be read out over the phone. */
  newReference: () => string;
  /** Says one wording of a turn in other words; without it all words stay as they are. */
  phrase?: Phrase | undefined;
  /** A clock that only goes forward, in milliseconds. */
  ticks?: () => number;
};

/** What is known of a message before its turn: whether it only opens a conversation, whether a secret was taken out, and when it came. */
type Incoming = { greets: boolean; hadSecret: boolean; since: number };

/** That somebody types is on its way to the channel. An object, because a promise that is returned would be waited for. */
type Typing = { shown?: Promise<void> };

/** A channel that does not take even that will not take the answer sooner. */
const TYPING_PATIENCE_MS = 2_000;

const turnOf = Symbol("the turn under way");

/** The bot as every channel runs it: `run` resolves when the answer was stored and handed to the channel. */
export function createBot(parts: TurnParts): { run(context: Turn): Promise<void> } {
  const { store, log, now, newId } = parts;
  const locks = parts.locks ?? caseLocks();
  const ticks = parts.ticks ?? (() => performance.now());
  const open = (context: Turn): OpenTurn => context.turnState.get<OpenTurn>(turnOf);
  const world: World = {
    cases: {
      current: (context) => open(context as Turn).current,
      startOver: (context) => open(context as Turn).startOver(),
    },
    handOver: (context, ticket) => open(context as Turn).handOver(ticket, parts.newReference()),
    helpDesk: parts.helpDesk,
  };
  const states: StatePropertyAccessor<DialogState> = {
    get: async (context: Turn) => open(context).dialogState,
    set: async (context: Turn, state: DialogState) => {
      open(context).dialogState = state;
    },
    delete: async (context: Turn) => {
      open(context).dialogState = { dialogStack: [] };
    },
  };
  const dialogs = new DialogSet(states);
  dialogs.add(new RootDialog(world));

  return {
    async run(context) {
      const since = ticks();
      const { activity } = context;
      const greets = activity.type === "conversationUpdate" && isGreeted(activity);
      if (activity.type !== "message" && !greets) return;
      const replies = buffered(context);
      try {
        const { hadSecret } = atTheDoor(activity);
        const key = caseKey(activity.channelId, activity.conversation.id, activity.from?.id ?? "");
        await locks.run(key, () => turn(context, key, { greets, hadSecret, since }, replies));
      } catch (error) {
        log.error(
          { conversation: activity.conversation.id, channel: activity.channelId, err: error },
          "a turn failed, and nothing of it was stored",
        );
        if (!greets) await replies.send([present({ type: "message", text: texts.failed }, activity)]);
      }
    },
  };

  async function turn(context: Turn, key: string, incoming: Incoming, replies: Replies): Promise<void> {
    const { activity } = context;
    const { greets, hadSecret, since } = incoming;
    const conversation = conversationKey(activity.channelId, activity.conversation.id);
    const activityId = activity.id ?? newId();
    if (await store.seen(conversation, activityId)) return;
    let under = await OpenTurn.load(parts, key);
    if (greets && under.current.history.length > 1) return;
    const toSend = !readsTranscript(activity.channelId);
    // Stored by an earlier turn; what is said now comes after it.
    if (toSend) await sendStored(await store.unsentTo(key), activity, (message) => replies.send([message]), parts);
    context.turnState.set(turnOf, under);
    let failed: unknown;
    let typing: Typing = {};
    try {
      if (greets) under.greet();
      if (hadSecret) await context.sendActivity(message(under.current.knowledge.tree, talk(texts.masked)));
      await (greets
        ? context.sendActivity(
            message(under.current.knowledge.tree, {
              ...talk(texts.welcome, texts.welcomeHow, texts.begin),
              starters: texts.starters,
            }),
          )
        : converse(context));
      typing = await phraseOne(context, replies.all, since);
    } catch (error) {
      // What was decided so far is dropped; what the person said is kept, and they are told.
      failed = error;
      log.error({ conversation, err: error }, "a turn failed");
      under = await OpenTurn.load(parts, key);
      // The place in the conversation may be what failed; the case leads back to it.
      under.dialogState = { dialogStack: [] };
      replies.all.splice(0, replies.all.length, message(under.current.knowledge.tree, talk(texts.failed)));
    }
    const lines = linesOf(activity, activityId, conversation, replies.all, under, greets);
    try {
      await store.commit(
        await under.record(
          {
            key,
            conversation: { id: conversation, channel: activity.channelId, reference: referenceOf(activity) },
            person: activity.from?.id ?? "",
            incoming: { activityId },
            lines,
            toSend,
          },
          packageOf(activity),
        ),
      );
    } catch (error) {
      if (error instanceof AlreadyTaken) return;
      throw error;
    }
    const said = lines.filter(({ who }) => who === "bot");
    try {
      // Typing that comes after the answer would stay there.
      if (typing.shown) await Promise.race([typing.shown, wait(TYPING_PATIENCE_MS, undefined, { ref: false })]);
      await replies.send(replies.all.map((reply) => present(reply, activity)));
      if (toSend) await store.markSent(said.map(({ id }) => id));
    } catch (error) {
      log.error(
        { conversation, err: error },
        "an answer was stored but not delivered; it is sent again at the next message or start",
      );
    }
    log.info({ conversation, case: under.current.id, replies: said.length, failed: failed !== undefined }, "turn");
  }

  async function converse(context: Turn): Promise<void> {
    const dialog = await dialogs.createContext(context);
    const result = await dialog.continueDialog();
    if (result.status === DialogTurnStatus.empty) await dialog.beginDialog(dialogIds.root);
  }

  /** At most one call a turn. What is decided is decided: only words change, or nothing does. Resolves with the typing that was shown meanwhile. */
  async function phraseOne(context: Turn, replies: Partial<Activity>[], since: number): Promise<Typing> {
    const offer = parts.phrase && offerAmong(replies);
    const reply = offer && replies[offer.at];
    if (!parts.phrase || !offer || !reply) return {};
    const { activity } = context;
    const said = activity.text ?? "";
    const typing: Typing = {};
    try {
      const phrased = await parts.phrase(offer.phrasable, {
        treeHash: offer.tree.hash,
        said,
        tone: toneOf(said),
        withinMs: Math.max(0, waitsMs(activity.channelId) - (ticks() - since)),
        waiting: () => {
          typing.shown = showTyping(context);
        },
      });
      if (phrased.by === "model") replies[offer.at] = reworded(reply, offer, phrased.text);
    } catch (error) {
      log.error({ conversation: activity.conversation.id, err: error }, "phrasing failed; the fixed words go out");
    }
    return typing;
  }

  async function showTyping(context: Turn): Promise<void> {
    try {
      await context.sendActivity({ type: "typing" });
    } catch (error) {
      // Nobody misses it but for a moment; the answer comes by itself.
      log.warn({ err: error }, "typing could not be shown");
    }
  }

  function linesOf(
    activity: Activity,
    activityId: string,
    conversation: string,
    replies: Partial<Activity>[],
    under: OpenTurn,
    greets: boolean,
  ): Line[] {
    const at = now();
    const { id: caseId } = under.lineCase;
    const person: Line = {
      id: newId(),
      caseId,
      conversation,
      who: "person",
      activityId,
      text: activity.text || labelOf(activity.value) || "",
      activity: kept(activity),
      provenance: null,
      at,
    };
    const bot = replies.map((reply): Line => {
      const id = newId();
      return {
        id,
        caseId: under.current.id,
        conversation,
        who: "bot",
        activityId: id,
        text: reply.text ?? "",
        // Whom it is for: in a group the next to speak may be somebody else.
        activity: { ...reply, recipient: activity.from },
        provenance: (reply.channelData as { reconnect?: Provenance } | undefined)?.reconnect ?? null,
        at,
      };
    });
    return greets ? bot : [person, ...bot];
  }
}

/** Somebody new in a conversation of two; in a team the bot stays quiet until it is spoken to. */
function isGreeted({ conversation, membersAdded, recipient }: Activity): boolean {
  const alone = conversation.conversationType === undefined || conversation.conversationType === "personal";
  return alone && (membersAdded ?? []).some(({ id }) => id === recipient?.id);
}

function referenceOf(activity: Activity): Partial<ConversationReference> {
  const reference = TurnContext.getConversationReference(activity);
  const { activityId: _, ...unchanging } = reference;
  // Where nobody is sent anything there is no message to answer, and the reference stays as it is.
  return readsTranscript(activity.channelId) ? unchanging : reference;
}

type Replies = { all: Partial<Activity>[]; send(replies: Partial<Activity>[]): Promise<void> };

/** Holds back what the dialogs say until it is stored. Typing goes out at once and is never kept. */
function buffered(context: Turn): Replies {
  const all: Partial<Activity>[] = [];
  let sending = false;
  context.onSendActivities(async (_context, activities, next) => {
    if (sending || activities.every(({ type }) => type === "typing")) return next();
    all.push(...activities.filter(({ type }) => type !== "typing"));
    return activities.map(() => ({ id: "" }));
  });
  return {
    all,
    send: async (replies) => {
      sending = true;
      try {
        if (replies.length > 0) await context.sendActivities(replies);
      } finally {
        sending = false;
      }
    },
  };
}
