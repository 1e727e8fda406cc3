/** A channel of our own, on which what was said stays said, and nothing is said unasked. */
import { BotAdapter } from "botbuilder";

export abstract class LastingAdapter extends BotAdapter {
  override async updateActivity(): Promise<undefined> {
    return undefined;
  }

  override async deleteActivity(): Promise<void> {}

  override async continueConversation(): Promise<void> {
    throw new Error("nothing was said: this channel has no way to speak unasked");
  }
}
