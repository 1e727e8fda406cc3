/** What each channel can show. A dialog never asks which channel it is in; this table is the only place that does. */
import type { Activity, Attachment } from "botbuilder";
import { readGroup, sentence } from "../../dialogs/words/sentence.ts";
import { addLabel, type ShowsLabels } from "./labels.ts";

type Channel = {
  /** Shows Adaptive Cards. Other channels get the plain-text form. */
  cards: boolean;
  /** One of our own channels, which may show the provenance of a message. */
  own: boolean;
  /** Accepts a proactive message. Other channels show an unsent message when the person comes back. */
  proactive: boolean;
  /** Its clients fetch the transcript from the last line they know, so no message counts as unsent. */
  reads?: true;
  /** Its page shows who wrote a message. On other channels, the text names the technician. */
  showsSenders?: true;
  /** How long it waits for a turn, minus the time on the network, in milliseconds. */
  waitsMs: number;
  labels: ShowsLabels;
};

/** Azure Bot Service reports a failed turn when its POST is not answered within 15 seconds. */
const azureWaitsMs = 10_000;
/** The official client ends its POST after 20 seconds. */
const clientWaitsMs = 15_000;

/** The id of our own Direct Line. Azure Bot Service serves another one as "directline". */
export const ownDirectLine = "reconnect";

/** The channel as its clients know it. The official clients expect this id of every Direct Line. */
export function nameForClients(channelId: string): string {
  return channelId === ownDirectLine ? "directline" : channelId;
}

/** A unique, stable id for each line of our own Direct Line, by which clients drop duplicates. */
export function makeActivityId(conversation: string, seq: number): string {
  return `${conversation}|${String(seq).padStart(7, "0")}`;
}

const channels: Record<string, Channel> = {
  msteams: { cards: true, own: false, proactive: true, waitsMs: azureWaitsMs, labels: "as-they-are" },
  webchat: {
    cards: true,
    own: false,
    proactive: true,
    waitsMs: azureWaitsMs,
    labels: "like-web-chat",
  },
  directline: {
    cards: true,
    own: false,
    proactive: true,
    waitsMs: azureWaitsMs,
    labels: "like-web-chat",
  },
  emulator: { cards: true, own: false, proactive: true, waitsMs: azureWaitsMs, labels: "like-web-chat" },
  [ownDirectLine]: {
    cards: true,
    own: true,
    proactive: false,
    reads: true,
    showsSenders: true,
    waitsMs: clientWaitsMs,
    labels: "like-web-chat",
  },
  terminal: {
    cards: false,
    own: true,
    proactive: false,
    waitsMs: Number.POSITIVE_INFINITY,
    labels: "in-words",
  },
};
const anyOther: Channel = { cards: false, own: false, proactive: true, waitsMs: azureWaitsMs, labels: "in-words" };

/** The name that technicians read. A channel for which we have none is shown by its id. */
export function nameChannel(channelId: string): string {
  return readGroup("ticket-page.channel.").get(`ticket-page.channel.${channelId}`) ?? channelId;
}

export function acceptsProactive(channelId: string): boolean {
  return (channels[channelId] ?? anyOther).proactive;
}

/** Whether the channel is one of ours. A request through Azure Bot Service cannot claim to come from it. */
export function isOwnChannel(channelId: string): boolean {
  return (channels[channelId] ?? anyOther).own;
}

export function readsTranscript(channelId: string): boolean {
  return (channels[channelId] ?? anyOther).reads ?? false;
}

/** How long that channel waits for the whole turn, in milliseconds; Infinity if it waits for ever. */
export function replyTimeoutMs(channelId: string): number {
  return (channels[channelId] ?? anyOther).waitsMs;
}

/** The part of a person's activity that is stored. On our own channels it includes the data by which the client recognises it. */
export function activityToKeep({ type, text, value, channelId, channelData }: Activity): object {
  return { type, text, value, ...(isOwnChannel(channelId) && channelData && { channelData }) };
}

/** A message in the form that the channel of `to` shows. */
export function presentMessage(message: Partial<Activity>, to: Activity): Partial<Activity> {
  const channel = channels[to.channelId] ?? anyOther;
  // A reminder's summary lacks the choices, which stand on the card above it.
  const isReminder = channel.cards && !message.attachments && message.summary !== undefined;
  const shownText = isReminder ? message.summary : signMessage(message, to);
  const addressed = { ...message, text: addressMessage(shownText ?? "", to) };
  const { attachments, channelData, from: _, summary: _reminder, ...bare } = addLabel(addressed, channel.labels);
  const presented: Partial<Activity> = bare;
  if (channel.own && channelData !== undefined) presented.channelData = channelData;
  if (!channel.cards || !attachments) return presented;
  const { text, ...withoutText } = presented;
  // The card contains the whole message. Its plain form serves notifications and screen readers.
  const shown = presentCards(attachments, to.channelId);
  return { ...withoutText, summary: text?.slice(0, 200) ?? "", attachments: shown };
}

/** The cards of a message as the channel shows them; none on a channel without cards. */
export function presentCards(attachments: Attachment[], channelId: string): Attachment[] {
  const channel = channels[channelId] ?? anyOther;
  if (!channel.cards) return [];
  return channel.own ? attachments : attachments.map(dropPictures);
}

// The pictures have addresses of our own server, which other channels cannot open. The words of the card say the same.
function dropPictures(attachment: Attachment): Attachment {
  const { content } = attachment;
  if (!Array.isArray(content?.body)) return attachment;
  return { ...attachment, content: { ...content, body: content.body.flatMap(dropPicture) } };
}

type CardPart = { id?: string; items?: CardPart[]; actions?: CardPart[] };

// Its button has an id of the same kind, and a row that held only that button goes too.
function dropPicture({ items, actions, ...part }: CardPart): CardPart[] {
  if (part.id?.startsWith("picture-")) return [];
  const kept = actions?.flatMap(dropPicture);
  if (kept?.length === 0) return [];
  return [{ ...part, ...(items && { items: items.flatMap(dropPicture) }), ...(kept && { actions: kept }) }];
}

/** The sender's id of technicians' messages. */
export const technicianId = "technician";

/** Adds the technician's name, where all messages look as if they came from the bot. A hub shows its messages in a client of its own. */
function signMessage({ text = "", from }: Partial<Activity>, to: Activity): string {
  const showsSender = channels[to.channelId]?.showsSenders && !isHubConversation(to);
  return from?.id === technicianId && !showsSender ? sentence("by", { name: from.name, text }) : text;
}

// In a group, the message names the person whom it addresses.
function addressMessage(text: string, { conversation, from }: Activity): string {
  return conversation.isGroup && from?.name ? `${from.name}: ${text}` : text;
}

/** Whether the conversation belongs to an agent hub. The server sets this property; a client cannot. */
export function isHubConversation({ channelId, conversation }: Pick<Activity, "channelId" | "conversation">): boolean {
  return channelId === ownDirectLine && conversation.properties?.hub === true;
}
