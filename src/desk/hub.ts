/** What an agent hub tells of a conversation that was handed to it, taken into the case. */
import type { Activity } from "botbuilder";
import { texts } from "../../dialogs/wording/texts.ts";
import { type Redaction, redacted } from "../escalation/redact.ts";
import { caseKey, conversationKey } from "../store/caseKey.ts";
import type { Line, Store } from "../store/store.ts";
import { type HandoffStatus, handoffInitiate, handoffStatus } from "../tickets/handoff.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";
import { isOfHub } from "../transports/directLine/activities.ts";
import type { OpenTurn } from "../turn/openTurn.ts";
import type { Decision, OwnTurns } from "../turn/ownTurn.ts";
import { lineOf } from "../turn/replies.ts";
import { agentOfHub } from "./staffing.ts";

/** Takes an event of a hub. What is no status, or comes too late for anything, changes nothing. */
export type HubSays = (activity: Activity) => Promise<void>;

/** The line by which an agent hub hears of a hand-over, where one speaks for the person of that activity. */
export type InitiationFor = (
  activity: Activity,
  about: { conversation: string; at: string; newId: () => string },
) => ((whole: TicketPackage, caseId: string) => Line) | undefined;

/** `redaction`: what the hub is not to see. */
export function initiations(redaction: Redaction): InitiationFor {
  return (activity, { conversation, at, newId }) => {
    if (!isOfHub(activity)) return undefined;
    return (whole, caseId) => {
      const ticket = redacted(whole, redaction);
      const event = handoffInitiate(ticket, activity.conversation.id) as Partial<Activity>;
      return lineOf(event, { id: newId(), caseId, conversation, at, to: activity.from });
    };
  };
}

export function createHubs({ store, turns }: { store: Store; turns: OwnTurns }): HubSays {
  return async ({ channelId, conversation, from, id, value }) => {
    const status = handoffStatus.safeParse(value);
    const known = await store.conversationOf(conversationKey(channelId, conversation.id));
    if (!status.success || !known || !id) return;
    const key = caseKey(channelId, conversation.id, from.id);
    await turns.run(key, known, id, (under) => follow(under, status.data));
  };
}

function follow({ current }: OpenTurn, { state, message = "" }: HandoffStatus): Decision {
  const { handedOver } = current.standing;
  // Noted as taken all the same: the hub is not to send it again.
  if (!handedOver || handedOver.phase === "resolved") return {};
  const { phase, reference, by } = handedOver;
  switch (state) {
    case "accepted":
      if (phase === "with-technician") return {};
      current.add({ kind: "joined", by: agentOfHub });
      return { say: [texts.hubJoined], resume: true };
    case "completed":
      if (phase === "with-technician" && by !== agentOfHub) return {};
      if (phase === "waiting") current.add({ kind: "joined", by: agentOfHub });
      current.add({ kind: "resolved", by: agentOfHub, cause: null, note: message });
      return { resume: true };
    case "failed":
      // A technician at our own desk keeps it.
      if (by === agentOfHub) current.add({ kind: "released", by: agentOfHub });
      return { say: [texts.hubFailed(reference)], resume: true };
  }
}
