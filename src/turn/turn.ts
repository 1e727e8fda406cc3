/** One message, from the door to what is sent: read, decided, stored in one transaction, and only then answered. */
import { setTimeout as wait } from "node:timers/promises";
import type { Activity, ConversationReference, TurnContext as Turn } from "botbuilder";
import { TurnContext } from "botbuilder";
import { toneOf } from "../../dialogs/hearing/tone.ts";
import { message } from "../../dialogs/wording/cards.ts";
import { offerAmong, reworded } from "../../dialogs/wording/rewording.ts";
import { texts } from "../../dialogs/wording/texts.ts";
import { talk as words } from "../../dialogs/wording/wording.ts";
import { kept, present, readsTranscript, waitsMs } from "../channels/channels.ts";
import { atTheDoor, labelOf } from "../channels/door.ts";
import type { HubSays, InitiationFor } from "../desk/hub.ts";
import type { Log } from "../log.ts";
import type { Phrase } from "../phrasing/phraseRequest.ts";
import { caseKey, conversationKey } from "../store/caseKey.ts";
import type { CaseLocks } from "../store/caseLocks.ts";
import { AlreadyTaken, CaseMovedOn, type Line, type Store, type TurnRecord } from "../store/store.ts";
import { packageOf } from "../tickets/package.ts";
import { isOfHub } from "../transports/directLine/activities.ts";
import { sendStored } from "../transports/unsent.ts";
import { type Addressed, OpenTurn, type TreeShelf } from "./openTurn.ts";
import { holdBack, lineOf, type Replies } from "./replies.ts";
import type { Talk } from "./talk.ts";

export type Bot = {
  /** Resolves when the answer was stored and handed to the channel. */
  run(context: Turn): Promise<void>;
};

export type TurnParts = {
  store: Store;
  trees: TreeShelf;
  /** One turn at a time for each case. */
  locks: CaseLocks;
  /** One at a time sends to a person. Taken inside of a turn, never around one: nobody who decides waits for a slow channel. */
  sends: CaseLocks;
  talk: Talk;
  /** Who outside of the house gets to know of a hand-over. */
  targets?: readonly Addressed[] | undefined;
  /** Called when a turn is on the disk. */
  stored?: ((turn: TurnRecord) => void) | undefined;
  initiationFor: InitiationFor;
  /** Takes what an agent hub tells. */
  hubSays: HubSays;
  log: Log;
  /** The time now, ISO 8601. */
  now: () => string;
  /** A new unique id. */
  newId: () => string;
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

/** How often a turn is tried when somebody else changes the same case. */
const ATTEMPTS = 3;

/** The bot as every channel runs it. */
export function createBot(parts: TurnParts): Bot {
  const { store, log, now, newId, locks, sends, talk } = parts;
  const ticks = parts.ticks ?? (() => performance.now());

  return {
    async run(context) {
      const since = ticks();
      const { activity } = context;
      if (isFromHub(activity)) return parts.hubSays(activity);
      const greets = activity.type === "conversationUpdate" && isGreeted(activity);
      if (activity.type !== "message" && !greets) return;
      const replies = holdBack(context);
      try {
        const { hadSecret } = atTheDoor(activity);
        const key = caseKey(activity.channelId, activity.conversation.id, activity.from?.id ?? "");
        await locks.run(key, () => again(() => turn(context, key, { greets, hadSecret, since }, replies)));
      } catch (error) {
        log.error(
          { conversation: activity.conversation.id, channel: activity.channelId, err: error },
          "a turn failed, and nothing of it was stored",
        );
        if (!greets) await replies.send([present({ type: "message", text: texts.failed }, activity)]);
      }
    },
  };

  /** Another process may have changed the case meanwhile; then all is decided anew on what is so now. */
  async function again(once: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once();
      } catch (error) {
        if (!(error instanceof CaseMovedOn) || attempt === ATTEMPTS) throw error;
      }
    }
  }

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
    if (toSend) {
      const send = (message: Partial<Activity>) => replies.send([message]);
      await sends.run(key, async () => sendStored(await store.unsentTo(key), activity, send, parts));
    }
    replies.all.length = 0;
    let failed: unknown;
    let typing: Typing = {};
    try {
      if (greets) under.greet();
      if (hadSecret) await context.sendActivity(message(under.current.knowledge.tree, words(texts.masked)));
      await (greets
        ? context.sendActivity(
            message(under.current.knowledge.tree, {
              ...words(texts.welcome, texts.welcomeHow, texts.begin),
              starters: texts.starters,
            }),
          )
        : talk.converse(context, under));
      typing = await phraseOne(context, replies.all, since);
    } catch (error) {
      // What was decided so far is dropped; what the person said is kept, and they are told.
      failed = error;
      log.error({ conversation, err: error }, "a turn failed");
      under = await OpenTurn.load(parts, key);
      // The place in the conversation may be what failed; the case leads back to it.
      under.dialogState = { dialogStack: [] };
      replies.all.splice(0, replies.all.length, message(under.current.knowledge.tree, words(texts.failed)));
    }
    const lines = linesOf(activity, activityId, conversation, replies.all, under, greets);
    try {
      const record = await under.record(
        {
          key,
          conversation: { id: conversation, channel: activity.channelId, reference: referenceOf(activity) },
          person: activity.from?.id ?? "",
          incoming: { activityId },
          lines,
          toSend,
        },
        packageOf(activity),
        parts.initiationFor(activity, { conversation, at: now(), newId }),
      );
      await store.commit(record);
      parts.stored?.(record);
    } catch (error) {
      if (error instanceof AlreadyTaken) return;
      throw error;
    }
    const said = lines.filter(({ who }) => who === "bot");
    try {
      // Typing that comes after the answer would stay there.
      if (typing.shown) await Promise.race([typing.shown, wait(TYPING_PATIENCE_MS, undefined, { ref: false })]);
      const shown = replies.all.map((reply) => present(reply, activity));
      if (toSend) await sends.run(key, () => sendOnce(key, said, shown, replies));
      else await replies.send(shown);
    } catch (error) {
      log.error(
        { conversation, err: error },
        "an answer was stored but not delivered; it is sent again at the next message, or in two minutes",
      );
    }
    log.info({ conversation, case: under.current.id, replies: said.length, failed: failed !== undefined }, "turn");
  }

  /** Whoever spoke to this person meanwhile has brought what was stored, this turn's answer among it. */
  async function sendOnce(key: string, said: Line[], shown: Partial<Activity>[], replies: Replies): Promise<void> {
    const unsent = new Set((await store.unsentTo(key)).map(({ id }) => id));
    await replies.send(shown.filter((_, at) => unsent.has(said[at]?.id ?? "")));
    await store.markSent(said.map(({ id }) => id));
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
    const { toTechnicians } = under;
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
      toTechnicians,
    };
    const bot = replies.map((reply) =>
      lineOf(reply, { id: newId(), caseId: under.current.id, conversation, at, to: activity.from, toTechnicians }),
    );
    return greets ? bot : [person, ...bot];
  }
}

/** No client but a hub can say so: see the door of our own Direct Line. */
function isFromHub(activity: Activity): boolean {
  return activity.type === "event" && activity.name === "handoff.status" && isOfHub(activity);
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
