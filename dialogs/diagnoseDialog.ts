/** The loop of the conversation: shows the move that follows from what is known, takes the reply, and begins again. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import { askedFact, type Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { NOT_SURE } from "../knowledge/tree/tree.ts";
import { AskPrompt } from "./askPrompt.ts";
import { CloseDialog } from "./closeDialog.ts";
import { dialogIds } from "./dialogIds.ts";
import { HandOverDialog } from "./handOverDialog.ts";
import type { Heard } from "./hearing/hear.ts";
import { messageOf } from "./hearing/message.ts";
import { takeIn } from "./hearing/takeIn.ts";
import type { World } from "./ports.ts";
import { respond } from "./respond.ts";
import { StepDialog } from "./stepDialog.ts";
import { WaitingDialog } from "./waitingDialog.ts";
import { message, send } from "./wording/cards.ts";
import { againOf, wordingOf } from "./wording/moveWording.ts";
import { texts } from "./wording/texts.ts";
import { talk } from "./wording/wording.ts";

/** `shown` is the key of the move the person has before them already. */
export type Shown = { shown?: string };
type Step = WaterfallStepContext<Shown>;

export class DiagnoseDialog extends ComponentDialog {
  readonly #world: World;

  constructor(world: World) {
    super(dialogIds.diagnose);
    this.#world = world;
    this.addDialog(
      new WaterfallDialog<Shown>("moves", [(step) => this.#showMove(step), (step) => this.#takeReply(step)]),
    );
    this.addDialog(new AskPrompt(dialogIds.ask, world.cases));
    this.addDialog(new StepDialog(world));
    this.addDialog(new HandOverDialog(world));
    this.addDialog(new WaitingDialog(world));
    this.addDialog(new CloseDialog(world));
  }

  async #showMove(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const { move } = open;
    const again = step.options.shown === move.key;
    (step.values as Shown).shown = move.key;
    switch (move.kind) {
      case "step":
      case "revert":
        return step.beginDialog(dialogIds.step, { again });
      case "hand-over":
        return step.beginDialog(move.reference ? dialogIds.waiting : dialogIds.handOver);
      case "close":
        return step.beginDialog(dialogIds.close);
      default: {
        const words = again ? againOf : wordingOf;
        return step.prompt(dialogIds.ask, { prompt: message(open.knowledge.tree, words(open, move)) });
      }
    }
  }

  async #takeReply(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    if (open.standing.closed) return step.endDialog();
    const heard: Heard | undefined = step.result;
    if (heard) await this.#answer(step, open, heard);
    return step.replaceDialog("moves", step.values);
  }

  async #answer(step: Step, open: OpenCase, heard: Heard): Promise<void> {
    const move = open.move;
    const group = open.history.length;
    const words = messageOf(step.context.activity).text.slice(0, 200);
    if (heard.kind === "read") {
      const { facts, codes } = heard.understood;
      const asked = askedFact(move);
      // Something may be said by the way while a look is still to be done; only what the look finds out ends it.
      const looked =
        move.kind === "look" &&
        (facts.some(({ fact }) => move.look.learns.includes(fact)) || codes.some(({ kind }) => kind === "event"));
      const tested = move.kind === "check" && facts.some(({ fact }) => fact === asked);
      const read = takeIn(open, heard.understood, {
        origin: looked ? "look" : tested ? "test" : "said",
        group,
        asked,
        pasted: move.kind === "look",
        length: messageOf(step.context.activity).text.length,
      });
      if (looked) open.add({ kind: "looked", look: move.id, group });
      else if (move.kind === "look" && open.history.length === group) read.push(texts.pastedNothing);
      if (read.length > 0) await send(step.context, open.knowledge.tree, talk(...read));
      else if (open.history.length === group) await send(step.context, open.knowledge.tree, talk(texts.noted));
      return;
    }
    if (heard.kind === "choice" && move.kind === "ask") {
      open.add({ kind: "answered", fact: move.id, answers: [heard.choice], origin: "chosen", words, group });
    } else if (heard.kind === "choice" && move.kind === "look") {
      if (heard.choice !== "cannot")
        open.add({
          kind: "answered",
          fact: move.look.learns[0] ?? "",
          answers: [heard.choice],
          origin: "look",
          words,
          group,
        });
      open.add({ kind: "looked", look: move.id, group });
    } else if (heard.kind === "choice" && move.kind === "check" && move.fact) {
      open.add({ kind: "answered", fact: move.fact.id, answers: [heard.choice], origin: "test", words, group });
      const changed = heard.choice !== NOT_SURE && heard.choice === move.fact.works && open.move.kind === "revert";
      if (changed) await send(step.context, open.knowledge.tree, talk(texts.finding));
    } else if (heard.kind === "choice" && move.kind === "confirm") {
      await this.#confirm(step, open, move, heard.choice === "works");
    } else if (heard.kind === "choice" && move.kind === "check") {
      open.add({ kind: "checked", of: move.of, works: heard.choice === "works", group });
    } else if (heard.kind === "choice" && move.kind === "fill") {
      open.add({ kind: "filled", blank: move.id, value: null, group });
    } else if (heard.kind === "value" && move.kind === "fill") {
      open.add({ kind: "filled", blank: move.id, value: heard.value, group });
    } else if (move.kind === "confirm" && heard.kind !== "stale") {
      // Whatever else they say, technicians read it too.
      await send(step.context, open.knowledge.tree, talk(texts.confirmLater));
    } else {
      await respond(step.context, open, move, heard);
    }
  }
  /** Closed only when the person says so. */
  async #confirm(step: Step, open: OpenCase, move: Move & { kind: "confirm" }, works: boolean): Promise<void> {
    if (works) return open.add({ kind: "closed", how: "works", cause: move.cause });
    open.add({ kind: "reopened", by: null });
    const outlook = texts.outlook(await this.#world.desk());
    await send(step.context, open.knowledge.tree, talk(texts.reopened(move.reference), outlook));
  }
}
