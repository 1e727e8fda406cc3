/** Base of the adapters for channels that we serve ourselves: a sent message cannot be changed, and none is sent proactively. */
import { BotAdapter } from "botbuilder";

export abstract class OwnChannelAdapter extends BotAdapter {
  override async updateActivity(): Promise<undefined> {
    return undefined;
  }

  override async deleteActivity(): Promise<void> {}

  override async continueConversation(): Promise<void> {
    throw new Error("message not sent: this channel does not support proactive messages");
  }
}
