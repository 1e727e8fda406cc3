/** A help-desk bot like those in the SDK's samples: four waterfall steps, with state in the SDK's MemoryStorage. */
import { ActivityHandler, ConversationState, MemoryStorage } from "botbuilder";
import { ComponentDialog, runDialog, TextPrompt, WaterfallDialog } from "botbuilder-dialogs";
import { serve } from "./serve.ts";

type Ticket = { summary?: string; device?: string; urgency?: string };

class TicketDialog extends ComponentDialog {
  constructor() {
    super("ticket");
    this.addDialog(new TextPrompt("text"));
    this.addDialog(
      new WaterfallDialog<Ticket>("questions", [
        (step) => step.prompt("text", "What is the problem?"),
        (step) => {
          (step.values as Ticket).summary = step.result;
          return step.prompt("text", "Which device?");
        },
        (step) => {
          (step.values as Ticket).device = step.result;
          return step.prompt("text", "How urgent is it?");
        },
        async (step) => {
          (step.values as Ticket).urgency = step.result;
          await step.context.sendActivity(`A ticket for ${JSON.stringify(step.values)}`);
          return step.endDialog(step.values);
        },
      ]),
    );
    this.initialDialogId = "questions";
  }
}

const state = new ConversationState(new MemoryStorage());
const place = state.createProperty("dialogs");
const dialog = new TicketDialog();
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await runDialog(dialog, context, place);
  await next();
});
serve(async (context) => {
  await bot.run(context);
  await state.saveChanges(context);
});
