/** What each channel can show. A dialog never asks which channel it is in; this table is the only place that does. */
import type { Activity } from "botbuilder";
import { texts } from "../../dialogs/wording/texts.ts";
import { addLabel, type ShowsLabels } from "./labels.ts";

type Channel = {
  /** What technicians read. Without it they read the channel's id. */
  name?: string;
  /** Shows Adaptive Cards; elsewhere the plain-text form is sent. */
  cards: boolean;
  /** Shows the provenance of a message to whoever is entitled to it: only our own channels. */
  own: boolean;
  /** Accepts a proactive message. Elsewhere an unsent message is shown when the person comes back. */
  unasked: boolean;
  /** Its clients fetch the transcript from the last line they know, so no message counts as unsent. */
  reads?: true;
  /** How long it waits for a turn, less the time on the network; in milliseconds. */
  waitsMs: number;
  labels: ShowsLabels;
};

/** Azure Bot Service reports a failed turn when its POST is not answered within 15 seconds. */
const azureWaitsMs = 10_000;
/** The official client ends its POST after 20 seconds. */
const clientWaitsMs = 15_000;

/** Our own Direct Line, told apart from the one that Azure Bot Service serves. */
export const ownDirectLine = "reconnect";

const channels: Record<string, Channel> = {
  msteams: { name: "Teams", cards: true, own: false, unasked: true, waitsMs: azureWaitsMs, labels: "as-they-are" },
  webchat: { name: "web chat", cards: true, own: false, unasked: true, waitsMs: azureWaitsMs, labels: "like-web-chat" },
  directline: {
    name: "Direct Line",
    cards: true,
    own: false,
    unasked: true,
    waitsMs: azureWaitsMs,
    labels: "like-web-chat",
  },
  emulator: { cards: true, own: false, unasked: true, waitsMs: azureWaitsMs, labels: "like-web-chat" },
  [ownDirectLine]: {
    name: "help page",
    cards: true,
    own: true,
    unasked: false,
    reads: true,
    waitsMs: clientWaitsMs,
    labels: "like-web-chat",
  },
  terminal: {
    name: "terminal",
    cards: false,
    own: true,
    unasked: false,
    waitsMs: Number.POSITIVE_INFINITY,
    labels: "in-words",
  },
};
const anyOther: Channel = { cards: false, own: false, unasked: true, waitsMs: azureWaitsMs, labels: "in-words" };

export function nameChannel(channelId: string): string {
  return channels[channelId]?.name ?? channelId;
}

export function acceptsProactive(channelId: string): boolean {
  return (channels[channelId] ?? anyOther).unasked;
}

/** Whether the channel is one of ours, which nobody can speak for through Azure Bot Service. */
export function isOwnChannel(channelId: string): boolean {
  return (channels[channelId] ?? anyOther).own;
}

export function readsTranscript(channelId: string): boolean {
  return (channels[channelId] ?? anyOther).reads ?? false;
}

/** How long that channel waits for the whole turn, in milliseconds; for ever is Infinity. */
export function replyTimeoutMs(channelId: string): number {
  return (channels[channelId] ?? anyOther).waitsMs;
}

/** What of a person's activity is kept: on our own channels also what their client needs to know it again. */
export function activityToKeep({ type, text, value, channelId, channelData }: Activity): object {
  return { type, text, value, ...(isOwnChannel(channelId) && channelData && { channelData }) };
}

/** A message in the form that the channel of `to` shows. */
export function presentMessage(message: Partial<Activity>, to: Activity): Partial<Activity> {
  const channel = channels[to.channelId] ?? anyOther;
  const meant = { ...message, text: addressMessage(signMessage(message), to) };
  const { attachments, channelData, from: _, ...bare } = addLabel(meant, channel.labels);
  const shown: Partial<Activity> = bare;
  if (channel.own && channelData !== undefined) shown.channelData = channelData;
  if (!channel.cards || !attachments) return shown;
  const { text, ...withoutText } = shown;
  // The card says it all; its plain form serves notifications and screen readers.
  return { ...withoutText, summary: text?.slice(0, 200) ?? "", attachments };
}

/** Who sits at the other end must be plain: everywhere else it is the bot that speaks. */
export const technicianId = "technician";

function signMessage({ text = "", from }: Partial<Activity>): string {
  return from?.id === technicianId ? texts.by(from.name, text) : text;
}

// Among several people it has to be plain who is meant.
function addressMessage(text: string, { conversation, from }: Activity): string {
  return conversation.isGroup && from?.name ? `${from.name}: ${text}` : text;
}

/** Whether an agent hub speaks for the person of this conversation. No client can say so of itself. */
export function isHubConversation({ channelId, conversation }: Pick<Activity, "channelId" | "conversation">): boolean {
  return channelId === ownDirectLine && conversation.properties?.hub === true;
}
