/** Begins a case: greets the person and records what the first message says. The diagnosis does the rest. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import { findSideAnswers } from "../knowledge/reading/findSideAnswer.ts";
import { understandAsked } from "../knowledge/reading/understandAnswer.ts";
import { wordStateAnswer } from "./answerStateQuestion.ts";
import { dialogIds } from "./dialogIds.ts";
import { noteDetails, wordDetails } from "./hearing/details.ts";
import { findSideQuestion } from "./hearing/findSideQuestion.ts";
import { readMessage } from "./hearing/message.ts";
import { recordReading } from "./hearing/recordReading.ts";
import { findTalk } from "./hearing/smallTalk.ts";
import { replyToOtherLanguage } from "./otherLanguage.ts";
import type { World } from "./ports.ts";
import { standStill } from "./standStill.ts";
import { send } from "./wording/cards.ts";
import { answerSideQuestion } from "./wording/explanations.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

type Step = WaterfallStepContext<{ welcome: boolean }>;

/** So many questions of the first message are answered at once. */
const mostAnswers = 2;

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
    noteDetails(open, text);
    readBack.push(...wordDetails(text));
    const smallTalk = onlyPicture ? "picture" : findTalk(text);
    if (readBack.length > 0) await send(step.context, open.knowledge.tree, talk(...readBack));
    const { tree } = open.knowledge;
    const answers = findSideAnswers(tree, text).slice(0, mostAnswers);
    for (const answer of answers) await send(step.context, tree, answerSideQuestion(tree, answer));
    if (answers.length > 0) return step.endDialog();
    const asked = findSideQuestion(tree, open.move, text);
    if (asked) {
      const wording =
        asked.kind === "side-question"
          ? answerSideQuestion(tree, asked.answer)
          : await wordStateAnswer({ context: step.context, world: this.#world, open, move: open.move }, asked.topic);
      await send(step.context, tree, wording);
      return step.endDialog();
    }
    // The welcome has already answered a greeting.
    if (smallTalk === "other-language") await replyToOtherLanguage(step.context, open);
    else if (readBack.length === 0 && smallTalk && smallTalk !== "greeting")
      await standStill(step.context, open, `talk.${smallTalk}`, talk(sentence(`talk.${smallTalk}`)));
    return step.endDialog();
  }
}
