/** Holds back the bot's messages of a turn until the turn is stored. */
import type { Activity, TurnContext as Turn } from "botbuilder";

export class HeldReplies {
  readonly #context: Turn;
  #sending = false;
  /** The messages so far, in order. */
  all: Partial<Activity>[] = [];

  /** Holds back the messages of the dialogs. Typing indicators are sent at once and never stored. */
  constructor(context: Turn) {
    this.#context = context;
    context.onSendActivities(async (_context, activities, next) => {
      if (this.#sending || activities.every(({ type }) => type === "typing")) return next();
      this.all.push(...activities.filter(({ type }) => type !== "typing"));
      return activities.map(() => ({ id: "" }));
    });
  }

  /** Sends the messages to the channel in one call. */
  async send(replies: Partial<Activity>[]): Promise<void> {
    if (replies.length === 0) return;
    this.#sending = true;
    try {
      await this.#context.sendActivities(replies);
    } finally {
      this.#sending = false;
    }
  }
}
