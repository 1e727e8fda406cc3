/** Activities for our own chat page that are only sent to open sockets. They are not stored and move no watermark. */
import { technicianId } from "../../channels/channels.ts";
import type { ChatState } from "../../desk/chatState.ts";
import { bot } from "./activities.ts";

const makeEnvelope = (id: string): object => ({ channelId: "directline", conversation: { id } });

/** Tells the page who has the case. */
export function makeStateEvent(conversation: string, value: ChatState): object {
  return { ...makeEnvelope(conversation), type: "event", name: "reconnect.state", from: bot, value };
}

export function makeTechnicianTyping(conversation: string, name: string): object {
  return { ...makeEnvelope(conversation), type: "typing", from: { id: technicianId, name, role: "bot" } };
}
