/** What an agent hub tells of a conversation that was handed to it, taken into the case. */
import type { Activity } from "botbuilder";
import { texts } from "../../dialogs/wording/texts.ts";
import { isHubConversation } from "../channels/channels.ts";
import { type Redaction, redactTicket } from "../escalation/redact.ts";
import { makeCaseKey, makeConversationKey } from "../store/caseKey.ts";
import type { Store } from "../store/store.ts";
import { type HandoffStatus, handoffInitiate, handoffStatus } from "../tickets/handoff.ts";
import type { CaseTurns, Decision } from "../turn/caseTurn.ts";
import { makeBotLine } from "../turn/lines.ts";
import type { OpenTurn } from "../turn/openTurn.ts";
import type { HandleHubStatus, InitiateHandoff } from "../turn/ports.ts";
import { agentOfHub } from "./staffing.ts";

/** `redaction`: what the hub is not to see. */
export function createInitiator(redaction: Redaction): InitiateHandoff {
  return (activity, { conversation, at, newId }) => {
    if (!isHubConversation(activity)) return undefined;
    return (ticket, caseId) => {
      const event = handoffInitiate(redactTicket(ticket, redaction), activity.conversation.id) as Partial<Activity>;
      return makeBotLine(event, newId(), activity.from, { caseId, conversation, at });
    };
  };
}

export function createHubHandler({
  store,
  turns,
}: {
  store: Pick<Store, "conversations">;
  turns: CaseTurns;
}): HandleHubStatus {
  return async ({ channelId, conversation, from, id, value }) => {
    const status = handoffStatus.safeParse(value);
    const known = await store.conversations.findReference(makeConversationKey(channelId, conversation.id));
    if (!status.success || !known || !id) return;
    const key = makeCaseKey(channelId, conversation.id, from.id);
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
