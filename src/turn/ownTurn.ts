/** A turn that no message of the person began: a technician has done something, or time has passed. */
import { type Activity, type ConversationReference, TurnContext } from "botbuilder";
import { message } from "../../dialogs/wording/cards.ts";
import { talk as words } from "../../dialogs/wording/wording.ts";
import { readsTranscript, technicianId } from "../channels/channels.ts";
import type { InitiationFor } from "../desk/hub.ts";
import { partsOf } from "../store/caseKey.ts";
import type { CaseLocks } from "../store/caseLocks.ts";
import {
  AlreadyTaken,
  CaseMovedOn,
  type Conversation,
  type Line,
  type Store,
  type TurnRecord,
} from "../store/store.ts";
import { packageOf } from "../tickets/package.ts";
import { LastingAdapter } from "./lastingAdapter.ts";
import { type Addressed, OpenTurn, type TreeShelf } from "./openTurn.ts";
import { holdBack, lineOf } from "./replies.ts";
import type { Talk } from "./talk.ts";

type Parts = {
  store: Store;
  trees: TreeShelf;
  locks: CaseLocks;
  now: () => string;
  newId: () => string;
  talk: Talk;
  targets?: readonly Addressed[] | undefined;
  initiationFor: InitiationFor;
  /** Called when it is on the disk. */
  stored?: ((turn: TurnRecord) => void) | undefined;
  /** Brings the person what was stored for them; never rejects. */
  speak: (conversation: Conversation, key: string) => Promise<void>;
};

/** What follows from the case as it is at that moment; `why` says in a sentence why nothing does. */
export type Decision =
  | { why: string }
  | {
      /** What the person is told by the bot, each a message. */
      say?: string[];
      /** What a technician says to them. */
      from?: { name: string; text: string };
      /** Whether the bot goes on afterwards, from the case as it is then; whatever it waited for before is over. */
      resume?: boolean;
      log?: TurnRecord["log"];
    };

export type Outcome = { done: true } | { done: false; why: string };

export type OwnTurns = {
  /**
   * Decides under the lock of that case and stores what was decided, once for each `id`. `decide` adds events to the case
   * it is given, and may be asked a second time when somebody else was faster. Rejects only when the store fails.
   */
  run(key: string, conversation: Conversation, id: string, decide: (under: OpenTurn) => Decision): Promise<Outcome>;
};

/** How often it is tried when another process writes to the same case. */
const ATTEMPTS = 4;

/** Takes part in a turn in the place of a channel; what is said there is stored, and sent afterwards. */
class NowhereAdapter extends LastingAdapter {
  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]) {
    return activities.map(() => ({ id: "" }));
  }
}

export function createOwnTurns(parts: Parts): OwnTurns {
  const { store, locks, now, newId } = parts;
  const adapter = new NowhereAdapter();

  /** By which the channel knows the person: among several it says whom a message is for. */
  async function nameOf({ current }: OpenTurn): Promise<string> {
    const answers = (await store.lines(current.id)).filter(({ who }) => who === "bot");
    return (answers.at(-1)?.activity as Partial<Activity> | undefined)?.recipient?.name ?? "";
  }

  async function turn(
    key: string,
    given: Conversation,
    id: string,
    decide: (under: OpenTurn) => Decision,
  ): Promise<Outcome> {
    if (await store.seen(given.id, id)) return { done: true };
    // The newest way to reach the person, not the one that was known before the lock.
    const conversation = (await store.conversationOf(given.id)) ?? given;
    const under = await OpenTurn.load(parts, key);
    const decided = decide(under);
    if ("why" in decided) return { done: false, why: decided.why };
    const activity = activityFor(key, conversation, id, await nameOf(under));
    const context = new TurnContext(adapter, activity);
    const replies = holdBack(context);
    const { tree } = under.current.knowledge;
    for (const say of decided.say ?? []) await context.sendActivity(message(tree, words(say)));
    if (decided.resume) await parts.talk.resume(context, under);
    const { toTechnicians } = under;
    const about = { caseId: under.current.id, conversation: conversation.id, at: now(), toTechnicians };
    const lines: Line[] = [
      ...(decided.from ? [technicianLine(decided.from, { ...about, id: newId(), to: activity.from })] : []),
      ...replies.all.map((reply) => lineOf(reply, { ...about, id: newId(), to: activity.from })),
    ];
    const toSend = !readsTranscript(conversation.channel);
    const record = await under.record(
      {
        key,
        conversation,
        person: activity.from.id,
        incoming: { activityId: id },
        lines,
        toSend,
        log: decided.log ?? [],
      },
      packageOf(activity),
      parts.initiationFor(activity, { conversation: conversation.id, at: about.at, newId }),
    );
    await store.commit(record);
    parts.stored?.(record);
    return { done: true };
  }

  return {
    async run(key, conversation, id, decide) {
      const outcome = await locks.run(key, async () => {
        for (let attempt = 1; ; attempt += 1) {
          try {
            return await turn(key, conversation, id, decide);
          } catch (error) {
            if (error instanceof AlreadyTaken) return { done: true } as const;
            if (!(error instanceof CaseMovedOn) || attempt === ATTEMPTS) throw error;
          }
        }
      });
      // Nobody who works at the desk waits for a slow channel.
      if (outcome.done) void parts.speak(conversation, key);
      return outcome;
    },
  };
}

function technicianLine(
  { name, text }: { name: string; text: string },
  { to, ...about }: Parameters<typeof lineOf>[1],
): Line {
  const from = { id: technicianId, name };
  const activity = { type: "message", text, textFormat: "plain", from, recipient: to };
  return { ...about, who: "technician", activityId: about.id, text, activity, provenance: null };
}

function activityFor(key: string, { channel, reference }: Conversation, id: string, name: string): Activity {
  const { conversation, person } = partsOf(key);
  const known = reference as Partial<ConversationReference>;
  // The reference is the last speaker's; in a group that may be somebody else.
  const from = known.user?.id === person ? known.user : { id: person, name };
  return {
    ...TurnContext.applyConversationReference({}, { ...known, user: from } as ConversationReference, true),
    type: "event",
    name: "reconnect.own",
    id,
    channelId: channel,
    conversation: known.conversation ?? { id: conversation, isGroup: false, name: "", conversationType: "personal" },
    from,
  } as Activity;
}
