/** Waits for the person's next message and says what it means here. The one prompt of the bot. */
import type { Activity, TurnContext } from "botbuilder-core";
import { Prompt, type PromptOptions, type PromptRecognizerResult } from "botbuilder-dialogs";
import type { Heard } from "./hearing/hear.ts";
import { hearOnce } from "./hearing/heard.ts";
import type { CaseBook } from "./ports.ts";

/** The stock recognisers take "2 other people" for choice 2, and text prompts ignore the press of a card's button. */
export class AskPrompt extends Prompt<Heard> {
  readonly #cases: CaseBook;

  constructor(id: string, cases: CaseBook) {
    super(id);
    this.#cases = cases;
  }

  /** The words are deleted once sent: prompt options are kept in the dialog state, and the case knows the move by itself. */
  protected override async onPrompt(context: TurnContext, _state: object, options: PromptOptions): Promise<void> {
    if (options.prompt) await context.sendActivity(options.prompt as Partial<Activity>);
    delete options.prompt;
  }

  protected override async onRecognize(context: TurnContext): Promise<PromptRecognizerResult<Heard>> {
    const open = this.#cases.current(context);
    return { succeeded: true, value: hearOnce(context, open, open.move) };
  }
}
