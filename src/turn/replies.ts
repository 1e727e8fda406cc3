/** Holds back what the bot says in a turn until it is stored. */
import type { Activity, TurnContext as Turn } from "botbuilder";

export class HeldReplies {
  readonly #context: Turn;
  #sending = false;
  /** What was said so far, in order. */
  all: Partial<Activity>[] = [];

  /** Holds back what the dialogs say in this turn. Typing goes out at once and is never kept. */
  constructor(context: Turn) {
    this.#context = context;
    context.onSendActivities(async (_context, activities, next) => {
      if (this.#sending || activities.every(({ type }) => type === "typing")) return next();
      this.all.push(...activities.filter(({ type }) => type !== "typing"));
      return activities.map(() => ({ id: "" }));
    });
  }

  /** Sends to the channel, in one go. */
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
