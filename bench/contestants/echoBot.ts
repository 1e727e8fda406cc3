/** A minimal bot of the SDK: answers each message with one message, in memory. */
import { ActivityHandler } from "botbuilder";
import { serve } from "./serve.ts";

const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`echo ${context.activity.text}`);
  await next();
});
serve((context) => bot.run(context));
