/** Begins a case: greets the person and records what the first message says. The diagnosis does the rest. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import { understandAsked } from "../knowledge/reading/understandAnswer.ts";
import { dialogIds } from "./dialogIds.ts";
import { noteChannelAddress, noteDetails, wordDetails } from "./hearing/details.ts";
import { findSideQuestions } from "./hearing/findSideQuestion.ts";
import { refusesScripts } from "./hearing/hear.ts";
import { readMessage } from "./hearing/message.ts";
import { recordReading } from "./hearing/recordReading.ts";
import { findTalk } from "./hearing/smallTalk.ts";
import { answerAsked } from "./obeyCommand.ts";
import { replyToOtherLanguage } from "./otherLanguage.ts";
import type { World } from "./ports.ts";
import { standStill } from "./standStill.ts";
import { send } from "./wording/cards.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

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
    if (step.options.welcome)
      await send(step.context, knowledge.tree, talk(sentence("welcome"), sentence("welcome-how")));
    return step.next();
  }

  async #readFirstWords(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const { text, onlyPicture, at } = readMessage(step.context.activity);
    const readBack = recordReading(open, understandAsked(open.knowledge, "code", text), {
      origin: "said",
      group: open.history.length,
      asked: "code",
      first: true,
      pasted: false,
      now: at,
    });
    noteChannelAddress(open, step.context.activity.from);
    noteDetails(open, text);
    // A person who says so at once is not asked to run one.
    if (refusesScripts.test(text))
      for (const report of Object.keys(open.knowledge.tree.reports)) open.add({ kind: "no-report", report });
    readBack.push(...wordDetails(text));
    const smallTalk = onlyPicture ? "picture" : findTalk(text);
    if (readBack.length > 0) await send(step.context, open.knowledge.tree, talk(...readBack));
    const asked = findSideQuestions(open.knowledge, open.move, text);
    for (const each of asked)
      await answerAsked({ world: this.#world, context: step.context, open, move: open.move }, each);
    if (asked.length > 0) return step.endDialog();
    // The welcome has already answered a greeting.
    if (smallTalk === "other-language") await replyToOtherLanguage(step.context, open);
    else if (readBack.length === 0 && smallTalk && smallTalk !== "greeting")
      await standStill(step.context, open, `talk.${smallTalk}`, talk(sentence(`talk.${smallTalk}`)));
    return step.endDialog();
  }
}
