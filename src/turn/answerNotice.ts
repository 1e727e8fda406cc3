/** The note in the outbox that a technician answered a person who may not be in the chat. It is mailed to the person. */
import type { Activity } from "botbuilder";
import * as z from "zod";
import { findAnswerAddress } from "../../dialogs/hearing/mailAddress.ts";
import { isHubConversation, ownDirectLine } from "../channels/channels.ts";
import type { Conversation } from "../store/conversations.ts";
import type { Deliveries, Delivery } from "../store/deliveries.ts";
import type { IsThere } from "./presence.ts";
import type { TurnCase } from "./turnCase.ts";

/** The receiver of these notes. Part of their keys, so it is never renamed once released. */
export const answerMail = "answer-mail";

/**
 * Names a line of the transcript and holds no words: the mail is written when it goes out, so nothing that was deleted by then
 * is in it. `upTo` is the number of the last line that a delivered mail covers.
 */
export const answerNotice = z.strictObject({
  kind: z.literal("answer"),
  version: z.literal(1),
  caseId: z.string(),
  /** The answer. Later ones go out in the same mail. */
  line: z.string(),
  upTo: z.int().optional(),
});
export type AnswerNotice = z.infer<typeof answerNotice>;

/** Answers within this time go out in one mail, and a person who only reloads the page gets none. */
const COLLECT_MS = 60_000;
/** At most one mail about a case within this time. */
export const PAUSE_MS = 10 * 60_000;

type Place = Pick<Activity, "channelId" | "conversation">;

/** Whether a person can miss an answer there, because it waits in a page that they may have closed. Other channels bring it. */
export function canMissAnswers(place: Place): boolean {
  return place.channelId === ownDirectLine && !isHubConversation(place);
}

/** When the latest mail about the case went out, and up to which line of the transcript. */
export async function findLatestMail(
  deliveries: Pick<Deliveries, "list">,
  reference: string,
): Promise<{ at: string; upTo: number } | undefined> {
  const delivered = await deliveries.list({ reference, state: "delivered", most: Number.MAX_SAFE_INTEGER });
  const mails = delivered.flatMap(({ target, payload, deliveredAt }) => {
    const notice = target === answerMail ? answerNotice.parse(payload) : undefined;
    return notice?.upTo === undefined || deliveredAt === null ? [] : [{ at: deliveredAt, upTo: notice.upTo }];
  });
  return mails.sort((a, b) => a.at.localeCompare(b.at)).at(-1);
}

/** Makes the delivery of an answer. Undefined if the person has the chat open, left no address, or is reached anyway. */
export type AnnounceAnswer = (
  turnCase: TurnCase,
  conversation: Conversation,
  line: string,
) => Promise<Delivery | undefined>;

type Parts = {
  deliveries: Pick<Deliveries, "list">;
  isThere: IsThere;
  now: () => string;
  newId: () => string;
};

export function createAnnouncer({ deliveries, isThere, now, newId }: Parts): AnnounceAnswer {
  return async (turnCase, { id, channel: channelId, reference: channelReference }, line) => {
    const { reference, told } = turnCase.standing;
    const { conversation } = channelReference as Partial<Place>;
    const mayMiss = conversation !== undefined && canMissAnswers({ channelId, conversation });
    if (!reference || !mayMiss || isThere(id) !== false || !findAnswerAddress(told)) return undefined;
    const at = now();
    const latest = await findLatestMail(deliveries, reference);
    const earliest = Date.parse(at) + COLLECT_MS;
    const due = latest ? Math.max(earliest, Date.parse(latest.at) + PAUSE_MS) : earliest;
    const payload: AnswerNotice = { kind: "answer", version: 1, caseId: turnCase.id, line };
    return {
      id: `${reference}-${newId()}-${answerMail}`,
      target: answerMail,
      reference,
      revision: turnCase.history.filter(({ kind }) => kind === "handed-over").length,
      at,
      payload,
      dueAt: new Date(due).toISOString(),
    };
  };
}
