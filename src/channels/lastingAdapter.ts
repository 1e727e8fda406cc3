/** A channel of our own on which what was said stays said: nothing is edited or taken away. */
import { BotAdapter } from "botbuilder";

export abstract class LastingAdapter extends BotAdapter {
  override async updateActivity(): Promise<undefined> {
    return undefined;
  }

  override async deleteActivity(): Promise<void> {}
}
