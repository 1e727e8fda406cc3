/** Keys of conversations and cases in the store. Channel ids may contain any character, so the parts are encoded as JSON. */

export function makeConversationKey(channel: string, conversation: string): string {
  return JSON.stringify([channel, conversation]);
}

export function splitConversationKey(key: string): { channel: string; conversation: string } {
  const [channel, conversation] = JSON.parse(key) as [string, string];
  return { channel, conversation };
}

/** One person's cases in one conversation. */
export function makeCaseKey(channel: string, conversation: string, person: string): string {
  return JSON.stringify([channel, conversation, person]);
}

export function splitCaseKey(key: string): { channel: string; conversation: string; person: string } {
  const [channel, conversation, person] = JSON.parse(key) as [string, string, string];
  return { channel, conversation, person };
}
