/** A turn that no message of the person began: a technician acts, an agent hub sends a status, or time passes. */
import { type Activity, type ConversationReference, TurnContext } from "botbuilder";
import { buildMessage } from "../../dialogs/wording/cards.ts";
import { talk as words } from "../../dialogs/wording/wording.ts";
import { readsTranscript } from "../channels/channels.ts";
import { splitCaseKey } from "../store/caseKey.ts";
import type { Conversation } from "../store/conversations.ts";
import type { Store, TurnRecord } from "../store/store.ts";
import type { AnnounceAnswer } from "./answerNotice.ts";
import { makeBotLine, makeTechnicianLine } from "./lines.ts";
import type { OpenTurn } from "./openTurn.ts";
import { OwnChannelAdapter } from "./ownChannelAdapter.ts";
import { HeldReplies } from "./replies.ts";
import type { Decided, Refused, TurnRunner } from "./runner.ts";
import type { Talk } from "./talk.ts";

type Parts = {
  runner: TurnRunner;
  store: Pick<Store, "conversations">;
  talk: Talk;
  now: () => string;
  newId: () => string;
  /** Without it, nothing is mailed to people. */
  announceAnswer?: AnnounceAnswer | undefined;
  /** Delivers to the person what was stored for them. Never rejects. */
  sendProactively: (conversation: Conversation, key: string) => Promise<void>;
};

/** What to do, given the case as it is now. */
export type Decision =
  | Refused
  | {
      /** Messages from the bot to the person. */
      say?: string[];
      /** A message from a technician to the person. */
      from?: { name: string; text: string };
      /** Whether the bot then continues with the case's next move. It drops the question it was waiting on. */
      resume?: boolean;
      log?: TurnRecord["log"];
    };

export type Outcome = { done: true } | { done: false; why: string };

/** Stands in for a channel during the turn. Its messages are stored and sent after the commit. */
class CaseTurnAdapter extends OwnChannelAdapter {
  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]) {
    return activities.map(() => ({ id: "" }));
  }
}

export class CaseTurns {
  readonly #parts: Parts;
  readonly #adapter = new CaseTurnAdapter();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Decides under the case's lock and stores the decision, once per `id`. `decide` adds events to the case of the turn,
   * and is called again if another process changed the case first. Rejects when the store fails.
   */
  async run(
    key: string,
    conversation: Conversation,
    id: string,
    decide: (turn: OpenTurn) => Decision,
  ): Promise<Outcome> {
    const { runner, sendProactively } = this.#parts;
    const result = await runner.run(key, { conversation: conversation.id, id }, (turn) =>
      this.#decide(turn, key, conversation, id, decide),
    );
    if (result.kind === "refused") return { done: false, why: result.why };
    // Not awaited, so that technicians do not wait for a slow channel.
    void sendProactively(conversation, key);
    return { done: true };
  }

  async #decide(
    turn: OpenTurn,
    key: string,
    known: Conversation,
    id: string,
    decide: (turn: OpenTurn) => Decision,
  ): Promise<Decided | Refused> {
    const { store, talk, now, newId, announceAnswer } = this.#parts;
    // Read the newest conversation reference; the caller's may be outdated by now.
    const conversation = (await store.conversations.findReference(known.id)) ?? known;
    const decision = decide(turn);
    if ("why" in decision) return decision;
    const activity = makeActivity(key, conversation, id, await this.#personName(turn));
    const context = new TurnContext(this.#adapter, activity);
    const replies = new HeldReplies(context);
    const { tree } = turn.current.knowledge;
    for (const say of decision.say ?? []) await context.sendActivity(buildMessage(tree, words(say)));
    if (decision.resume) await talk.resume(context, turn);
    const { toTechnicians } = turn;
    const lineBase = { caseId: turn.current.id, conversation: conversation.id, at: now(), toTechnicians };
    const lines = [
      ...(decision.from ? [makeTechnicianLine(decision.from, newId(), activity.from, lineBase)] : []),
      ...replies.all.map((reply) => makeBotLine(reply, newId(), activity.from, lineBase)),
    ];
    const [first] = lines;
    const isAnswer = decision.from !== undefined || wasResolved(turn);
    const notice = isAnswer && first && (await announceAnswer?.(turn.current, conversation, first.id));
    return {
      turn,
      activity,
      conversation,
      lines,
      ...(notice && { deliveries: [notice] }),
      toSend: !readsTranscript(conversation.channel),
      log: decision.log ?? [],
    };
  }

  /** The person's name on the channel. In a group, it shows whom a message is for. */
  async #personName({ current }: OpenTurn): Promise<string> {
    const answers = (await this.#parts.store.conversations.linesOfCase(current.id)).filter(({ who }) => who === "bot");
    return (answers.at(-1)?.activity as Partial<Activity> | undefined)?.recipient?.name ?? "";
  }
}

/** Whether a technician resolved the case in this turn. */
function wasResolved({ current }: OpenTurn): boolean {
  return current.standing.handedOver?.phase === "resolved" && current.before.handedOver?.phase !== "resolved";
}

function makeActivity(key: string, { channel, reference }: Conversation, id: string, name: string): Activity {
  const { conversation, person } = splitCaseKey(key);
  const known = reference as Partial<ConversationReference>;
  // The reference names the last speaker, who may be another person in a group.
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
