/** Reads from an activity what kind of turn it begins. */
import { type Activity, type ConversationReference, TurnContext } from "botbuilder";
import { isHubConversation, readsTranscript } from "../channels/channels.ts";

/** Only a hub can send one, because our own Direct Line drops such events from other clients. */
export function isHubStatus(activity: Activity): boolean {
  return activity.type === "event" && activity.name === "handoff.status" && isHubConversation(activity);
}

/** True when the bot is added to a one-to-one chat. In a team, it stays quiet until it is mentioned. */
export function isAddedToChat({ conversation, membersAdded, recipient }: Activity): boolean {
  const isPersonal = conversation.conversationType === undefined || conversation.conversationType === "personal";
  return isPersonal && (membersAdded ?? []).some(({ id }) => id === recipient?.id);
}

export function readReference(activity: Activity): Partial<ConversationReference> {
  const reference = TurnContext.getConversationReference(activity);
  const { activityId: _, ...unchanging } = reference;
  // Clients that read the transcript get no replies to a message, so the reference can stay the same.
  return readsTranscript(activity.channelId) ? unchanging : reference;
}
