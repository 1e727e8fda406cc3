/** Our own Direct Line as a channel of the bot, in process: what the bot says is in the transcript already, and clients read it there. */
import { type Activity, ActivityTypes, type ResourceResponse, TurnContext } from "botbuilder";
import type { Bot } from "../../turn/messageTurn.ts";
import { OwnChannelAdapter } from "../../turn/ownChannelAdapter.ts";
import { bot as us } from "./activities.ts";
import type { Readers } from "./readers.ts";

export class DirectLineAdapter extends OwnChannelAdapter {
  readonly #bot: Bot;
  readonly #readers: Readers;

  constructor(bot: Bot, readers: Readers) {
    super();
    this.#bot = bot;
    this.#readers = readers;
  }

  /** One turn; resolves when it is over, whether or not anything of it was stored. */
  async take(activity: Partial<Activity>): Promise<void> {
    await this.#bot.run(new TurnContext(this, activity));
    // Also when the bot had nothing to say, the person's own line is news to their other tabs.
    this.#readers.wake(activity.conversation?.id ?? "");
  }

  override async sendActivities(
    { activity: { conversation } }: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    if (activities.some(({ type }) => type === ActivityTypes.Typing))
      this.#readers.show(conversation.id, { type: "typing", from: us, conversation: { id: conversation.id } });
    return activities.map(() => ({ id: "" }));
  }
}
