/** Shows one step, or the undo of one, and records the result. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import type { Owner } from "../knowledge/case/events.ts";
import { type Move, makePerformed } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { NOT_SURE } from "../knowledge/tree/tree.ts";
import { AskPrompt } from "./askPrompt.ts";
import { dialogIds } from "./dialogIds.ts";
import { corrects } from "./hearing/changeAnswer.ts";
import { wordDetails } from "./hearing/details.ts";
import type { Heard } from "./hearing/heard.ts";
import { readMessage } from "./hearing/message.ts";
import { recordReading } from "./hearing/recordReading.ts";
import type { World } from "./ports.ts";
import { respond } from "./respond.ts";
import { showAgain, standStill, stoodStill } from "./standStill.ts";
import { buildMessage, send } from "./wording/cards.ts";
import { introduceCause } from "./wording/explanations.ts";
import { wordMove } from "./wording/moveWording.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** `again`: the person already saw the step and wrote about something else in between. `quietly`: the last reply asks. */
type Shown = { again: boolean; quietly?: boolean };
type Step = WaterfallStepContext<Shown>;

export class StepDialog extends ComponentDialog {
  readonly #world: World;

  constructor(world: World) {
    super(dialogIds.step);
    this.#world = world;
    this.addDialog(
      new WaterfallDialog<Shown>("step", [(step) => this.#showStep(step), (step) => this.#takeResult(step)]),
    );
    this.addDialog(new AskPrompt(dialogIds.ask, world.cases));
  }

  async #showStep(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const { move } = open;
    const { tree } = open.knowledge;
    const introduction = step.options.again ? undefined : introduceCause(open, move);
    if (introduction) await send(step.context, tree, introduction);
    const words = step.options.quietly ? undefined : showAgain(open, step.options.again);
    if (!words) return step.prompt(dialogIds.ask, {});
    return step.prompt(dialogIds.ask, { prompt: buildMessage(tree, words === "full" ? wordMove(open, move) : words) });
  }

  async #takeResult(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const move = open.move;
    const heard: Heard = step.result;
    if (heard.kind === "choice" && (move.kind === "step" || move.kind === "revert")) {
      const group = open.history.length;
      const also = heard.also ? recordReading(open, heard.also, { origin: "said", group, pasted: false }) : [];
      if (also.length > 0) await send(step.context, open.knowledge.tree, talk(...also));
      this.#record(open, move, heard.choice);
      const isFinding = move.kind === "step" && move.result?.works === heard.choice && open.move.kind === "revert";
      if (isFinding) await send(step.context, open.knowledge.tree, talk(sentence("finding")));
      if (heard.choice === "another") await send(step.context, open.knowledge.tree, talk(sentence("what-now")));
    } else if (heard.kind === "read") {
      const { text, at: now } = readMessage(step.context.activity);
      const group = open.history.length;
      const reading = { origin: "said", group, pasted: false, now, corrects: corrects(text) } as const;
      const readBack = [...recordReading(open, heard.understood, reading), ...wordDetails(text)];
      if (stoodStill(open, reading.group, move))
        await standStill(step.context, open, "noted", talk(...(readBack.length > 0 ? readBack : [sentence("noted")])));
      else if (readBack.length > 0) await send(step.context, open.knowledge.tree, talk(...readBack));
    } else await respond(step.context, open, move, heard);
    return step.endDialog();
  }

  #record(open: OpenCase, move: Move & { kind: "step" | "revert" }, choice: string): void {
    const group = open.history.length;
    if (move.kind === "revert") {
      open.add({ kind: "reverted", change: move.change.event, done: choice === "done" });
    } else if (choice === "not-needed") {
      open.add({ kind: "not-needed", step: move.id, of: move.of, group });
      this.#leaveOpen(open, move.of, group);
    } else if (choice === "cannot") {
      open.add({ kind: "could-not", step: move.id, of: move.of, group });
      this.#leaveOpen(open, move.of, group);
    } else {
      open.add(makePerformed(move));
      if (choice === "no-help") this.#recordFailure(open, move.of, group);
      else if (choice === "another") open.add({ kind: "checked", of: move.of, works: false, another: true, group });
      else if (move.result && choice !== "done")
        open.add({ kind: "answered", fact: move.result.id, answers: [choice], origin: "test", words: "", group });
    }
  }

  /** A test that cannot be made answers its question with "not sure". */
  #leaveOpen(open: OpenCase, of: Owner, group: number): void {
    const fact = "test" in of ? open.knowledge.tree.tests[of.test]?.learns : undefined;
    if (fact && !open.standing.facts.has(fact))
      open.add({ kind: "answered", fact, answers: [NOT_SURE], origin: "test", words: "", group });
  }

  /** "Same error" in reply to the last step reports the try as well, so the bot does not ask for it again. */
  #recordFailure(open: OpenCase, of: Owner, group: number): void {
    const { tests, facts } = open.knowledge.tree;
    const test = "test" in of ? tests[of.test] : undefined;
    if (!test) open.add({ kind: "checked", of, works: false, group });
    else if (test.works !== "no" && facts[test.learns]?.answers.no)
      open.add({ kind: "answered", fact: test.learns, answers: ["no"], origin: "test", words: "", group });
  }
}
