/** What each channel can show. A dialog never asks which channel it is in; this table is the only place that does. */
import type { Activity } from "botbuilder";

type Channel = {
  /** Shows Adaptive Cards; elsewhere the plain-text form is sent. */
  cards: boolean;
  /** Shows the provenance of a message to whoever is entitled to it: only our own channels. */
  own: boolean;
  /** Takes a message that answers nothing; elsewhere what is unsent is shown when the person comes back. */
  unasked: boolean;
  /** Its clients read the transcript themselves, from the line they know last, so nothing is left unsent. */
  reads?: true;
};

/** Our own Direct Line, told apart from the one that Azure Bot Service serves. */
export const ownDirectLine = "reconnect";

const channels: Record<string, Channel> = {
  msteams: { cards: true, own: false, unasked: true },
  webchat: { cards: true, own: false, unasked: true },
  directline: { cards: true, own: false, unasked: true },
  emulator: { cards: true, own: false, unasked: true },
  [ownDirectLine]: { cards: true, own: true, unasked: false, reads: true },
  terminal: { cards: false, own: true, unasked: false },
};
const anyOther: Channel = { cards: false, own: false, unasked: true };

export function takesUnasked(channelId: string): boolean {
  return (channels[channelId] ?? anyOther).unasked;
}

/** Whether the channel is one of ours, which nobody can speak for through Azure Bot Service. */
export function isOwn(channelId: string): boolean {
  return (channels[channelId] ?? anyOther).own;
}

export function readsTranscript(channelId: string): boolean {
  return (channels[channelId] ?? anyOther).reads ?? false;
}

/** What of a person's activity is kept: on our own channels also what their client needs to know it again. */
export function kept({ type, text, value, channelId, channelData }: Activity): object {
  return { type, text, value, ...(isOwn(channelId) && channelData && { channelData }) };
}

/** A message in the form that the channel of `to` shows. */
export function present(message: Partial<Activity>, to: Activity): Partial<Activity> {
  const channel = channels[to.channelId] ?? anyOther;
  const { attachments, channelData, ...bare } = message;
  const shown: Partial<Activity> = { ...bare, text: addressed(message.text ?? "", to) };
  if (channel.own && channelData !== undefined) shown.channelData = channelData;
  if (!channel.cards || !attachments) return shown;
  const { text, ...withoutText } = shown;
  // The card says it all; its plain form serves notifications and screen readers.
  return { ...withoutText, summary: text?.slice(0, 200) ?? "", attachments };
}

// Among several people it has to be plain who is meant.
function addressed(text: string, { conversation, from }: Activity): string {
  return conversation.isGroup && from?.name ? `${from.name}: ${text}` : text;
}
