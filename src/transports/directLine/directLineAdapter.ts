/** Our own Direct Line as an in-process channel. The bot's messages are already in the transcript, where clients read them. */
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

  /** Runs one turn. Resolves when it ends, even if nothing was stored. */
  async take(activity: Partial<Activity>): Promise<void> {
    await this.#bot.run(new TurnContext(this, activity));
    // Wake the sockets even without a reply: the person's own line is new to their other tabs.
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
