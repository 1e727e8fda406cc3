/** Proactive messages: each channel has its own way to deliver what was stored for a person who did not just write. */
import type { Log } from "../log.ts";
import type { Conversation } from "../store/conversations.ts";

/** Delivers a person's stored, unsent messages. Resolves to false when the conversation is on another channel. */
export type ProactiveSender = (conversation: Conversation, key: string) => Promise<boolean>;

export class ProactiveSenders {
  readonly #log: Log;
  readonly #senders: ProactiveSender[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  add(sender: ProactiveSender): void {
    this.#senders.push(sender);
  }

  /** Never rejects: a message that does not go out is shown or sent when the person comes back. */
  async send(conversation: Conversation, key: string): Promise<void> {
    try {
      for (const sender of this.#senders) if (await sender(conversation, key)) return;
    } catch (error) {
      this.#log.error(
        { conversation: conversation.id, err: error },
        "a proactive message was not sent; it stays unsent",
      );
    }
  }
}
