/** Hands conversations to an agent hub, and turns the hub's status events into events of the case. */
import type { Activity } from "botbuilder";
import { sentence } from "../../dialogs/words/sentence.ts";
import { isHubConversation } from "../channels/channels.ts";
import { type Redaction, redactHandOver } from "../escalation/redact.ts";
import { makeCaseKey, makeConversationKey } from "../store/caseKey.ts";
import type { Store } from "../store/store.ts";
import { listShown } from "../tickets/activities.ts";
import { buildHandoffInitiate, type HandoffStatus, handoffStatus } from "../tickets/handoff.ts";
import { isSaid } from "../tickets/transcript.ts";
import type { CaseTurns, Decision } from "../turn/caseTurn.ts";
import { makeBotLine } from "../turn/lines.ts";
import type { OpenTurn } from "../turn/openTurn.ts";
import type { HandleHubStatus, InitiateHandoff } from "../turn/ports.ts";
import { agentOfHub } from "./attendance.ts";

/** `redaction`: what the hub must not see. */
export function createInitiator(redaction: Redaction): InitiateHandoff {
  return (activity, { conversation, at, newId }) => {
    if (!isHubConversation(activity)) return undefined;
    return (ticket, { open, caseId, lines }) => {
      const place = { channel: activity.channelId, conversation: activity.conversation.id };
      const shown = listShown(open, lines.filter(isSaid), place);
      const handOver = redactHandOver({ ticket, shown }, redaction);
      const event = buildHandoffInitiate(handOver, place.conversation) as Partial<Activity>;
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
    const reference = await store.conversations.findReference(makeConversationKey(channelId, conversation.id));
    if (!status.success || !reference || !id) return;
    const key = makeCaseKey(channelId, conversation.id, from.id);
    await turns.run(key, reference, id, (turn) => followStatus(turn, status.data));
  };
}

function followStatus({ current }: OpenTurn, { state, message = "" }: HandoffStatus): Decision {
  const { handedOver } = current.standing;
  // An empty decision still records the status, so the hub does not send it again.
  if (!handedOver || handedOver.phase === "resolved") return {};
  const { phase, reference, by } = handedOver;
  switch (state) {
    case "accepted":
      if (phase === "with-technician") return {};
      current.add({ kind: "joined", by: agentOfHub });
      return { say: [sentence("hub-joined")], resume: true };
    case "completed":
      if (phase === "with-technician" && by !== agentOfHub) return {};
      if (phase === "waiting") current.add({ kind: "joined", by: agentOfHub });
      current.add({ kind: "resolved", by: agentOfHub, cause: null, note: message });
      return { resume: true };
    case "failed":
      // If a technician at our own desk has the ticket, they keep it.
      if (by === agentOfHub) current.add({ kind: "released", by: agentOfHub });
      return { say: [sentence("hub-failed", { reference })], resume: true };
  }
}
