/** While the technicians have it: what the person writes is theirs. The bot answers only while nobody has taken it. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import { standingOf } from "../knowledge/case.ts";
import type { Move } from "../knowledge/moves.ts";
import { next } from "../knowledge/next.ts";
import { AskPrompt } from "./askPrompt.ts";
import { send } from "./cards.ts";
import { dialogIds } from "./dialogIds.ts";
import { type Heard, messageOf } from "./hear.ts";
import type { OpenCase, World } from "./ports.ts";
import { texts } from "./texts.ts";
import { talk } from "./wording.ts";

type Step = WaterfallStepContext;
type HandedOver = Move & { kind: "hand-over"; reference: string };

const putBack = /\b(?:put|switched|turned|set) (?:\w+ ){0,4}(?:back|on again)\b|\b(?:restored|reverted|undone)\b/i;
const notSo = /\bnot\b|n't|\?/i;

export class WaitingDialog extends ComponentDialog {
  readonly #world: World;

  constructor(world: World) {
    super(dialogIds.waiting);
    this.#world = world;
    this.addDialog(new WaterfallDialog("waiting", [(step) => this.#wait(step), (step) => this.#takeIn(step)]));
    this.addDialog(new AskPrompt(dialogIds.ask, world.cases));
  }

  async #wait(step: Step): Promise<DialogTurnResult> {
    return step.prompt(dialogIds.ask, {});
  }

  /** The words themselves are in the transcript, which the technicians read with the ticket. */
  async #takeIn(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const move = next(open.knowledge.tree, open.history) as HandedOver;
    // Two who answer at once are one too many.
    if (!move.by) {
      const words = this.#answerTo(step, open, move, step.result as Heard);
      await send(step.context, open.knowledge.tree, talk(words));
    }
    return step.endDialog();
  }

  #answerTo(step: Step, open: OpenCase, { reference }: HandedOver, heard: Heard): string {
    if (heard.kind === "stale") return texts.stale;
    const { openChanges } = standingOf(open.knowledge.tree, open.history);
    if (heard.kind === "works") {
      if (openChanges.length > 0) return texts.addedWorks(reference);
      open.add({ kind: "withdrawn" }, { kind: "checked", of: null, works: true, group: open.history.length });
      return texts.withdrawn(reference);
    }
    const { text } = messageOf(step.context.activity);
    if (openChanges.length === 0 || !putBack.test(text) || notSo.test(text)) return texts.added(reference);
    for (const { event } of openChanges) open.add({ kind: "reverted", change: event, done: true });
    return texts.putBackNoted(reference);
  }
}
