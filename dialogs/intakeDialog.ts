/** The first words of a case: greets, reads what was said or pasted, and leaves the rest to the diagnosis. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import { understandAsked } from "../knowledge/reading/understandAnswer.ts";
import { dialogIds } from "./dialogIds.ts";
import { readMessage } from "./hearing/message.ts";
import { findTalk } from "./hearing/smallTalk.ts";
import { recordReading } from "./hearing/takeIn.ts";
import type { World } from "./ports.ts";
import { send } from "./wording/cards.ts";
import { texts } from "./wording/texts.ts";
import { talk } from "./wording/wording.ts";

type Step = WaterfallStepContext<{ welcome: boolean }>;

export class IntakeDialog extends ComponentDialog {
  readonly #world: World;

  constructor(world: World) {
    super(dialogIds.intake);
    this.#world = world;
    this.addDialog(
      new WaterfallDialog<{ welcome: boolean }>("steps", [
        (step) => this.#welcome(step),
        (step) => this.#readFirstWords(step),
      ]),
    );
  }

  async #welcome(step: Step): Promise<DialogTurnResult> {
    const { knowledge } = this.#world.cases.current(step.context);
    if (step.options.welcome) await send(step.context, knowledge.tree, talk(texts.welcome, texts.welcomeHow));
    return step.next();
  }

  async #readFirstWords(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const { text, onlyPicture } = readMessage(step.context.activity);
    const read = recordReading(open, understandAsked(open.knowledge, "code", text), {
      origin: "said",
      group: open.history.length,
      asked: "code",
      pasted: false,
    });
    const spoken = onlyPicture ? "picture" : findTalk(text);
    if (read.length > 0) await send(step.context, open.knowledge.tree, talk(...read));
    // The welcome has greeted already.
    else if (spoken && spoken !== "greeting") await send(step.context, open.knowledge.tree, talk(texts.talk[spoken]));
    return step.endDialog();
  }
}
