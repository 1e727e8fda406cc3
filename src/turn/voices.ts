/** Speaking unasked: each channel has its own way to bring somebody what was stored for them. */
import type { Log } from "../log.ts";
import type { Conversation } from "../store/conversations.ts";

/** Brings a person what is stored and unsent; false where it is not this channel's. */
export type ProactiveSender = (conversation: Conversation, key: string) => Promise<boolean>;

export class ProactiveSenders {
  readonly #log: Log;
  readonly #voices: ProactiveSender[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  add(voice: ProactiveSender): void {
    this.#voices.push(voice);
  }

  /** Never rejects: what does not go out is shown or sent when the person comes back. */
  async speak(conversation: Conversation, key: string): Promise<void> {
    try {
      for (const voice of this.#voices) if (await voice(conversation, key)) return;
    } catch (error) {
      this.#log.error({ conversation: conversation.id, err: error }, "the person could not be told; it stays unsent");
    }
  }
}
