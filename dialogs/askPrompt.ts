/** The only prompt of the bot: waits for the person's next message and reads it as the reply to the current move. */
import type { Activity, TurnContext } from "botbuilder-core";
import { Prompt, type PromptOptions, type PromptRecognizerResult } from "botbuilder-dialogs";
import type { Heard } from "./hearing/heard.ts";
import { hearOnce } from "./hearing/hearOnce.ts";
import type { CaseBook } from "./ports.ts";

/** Replaces the SDK's prompts: the choice prompt reads "2 other people" as choice 2, and the text prompt ignores a pressed card button. */
export class AskPrompt extends Prompt<Heard> {
  readonly #cases: CaseBook;

  constructor(id: string, cases: CaseBook) {
    super(id);
    this.#cases = cases;
  }

  /** Deletes the prompt after sending it, because the SDK stores prompt options in the dialog state. The case has the move already. */
  protected override async onPrompt(context: TurnContext, _state: object, options: PromptOptions): Promise<void> {
    if (options.prompt) await context.sendActivity(options.prompt as Partial<Activity>);
    delete options.prompt;
  }

  protected override async onRecognize(context: TurnContext): Promise<PromptRecognizerResult<Heard>> {
    const open = this.#cases.current(context);
    return { succeeded: true, value: hearOnce(context, open, open.move) };
  }
}
