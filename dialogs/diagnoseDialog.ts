/** The loop of the conversation: shows the next move, takes the reply, and repeats. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import type { Origin } from "../knowledge/case/events.ts";
import { findAskedFact, type Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import type { Understood } from "../knowledge/reading/understand.ts";
import { NOT_SURE } from "../knowledge/tree/tree.ts";
import { AskPrompt } from "./askPrompt.ts";
import { CloseDialog } from "./closeDialog.ts";
import { dialogIds } from "./dialogIds.ts";
import { HandOverDialog } from "./handOverDialog.ts";
import { changeAnswer, corrects } from "./hearing/changeAnswer.ts";
import { wordDetails } from "./hearing/details.ts";
import type { Heard } from "./hearing/heard.ts";
import { readMessage } from "./hearing/message.ts";
import { recordReading } from "./hearing/recordReading.ts";
import type { World } from "./ports.ts";
import { respond } from "./respond.ts";
import { showAgain, standStill, stoodStill } from "./standStill.ts";
import { StepDialog } from "./stepDialog.ts";
import { sayStillFails } from "./stillFails.ts";
import { WaitingDialog } from "./waitingDialog.ts";
import { buildMessage, send } from "./wording/cards.ts";
import { wordMove } from "./wording/moveWording.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** `shown` is the key of the move that the person already sees. `quietly`: the last reply offers its choices. */
export type Shown = { shown?: string; quietly?: boolean };
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
        return step.beginDialog(dialogIds.step, { again, quietly: again && step.options.quietly });
      case "hand-over":
        return step.beginDialog(move.reference ? dialogIds.waiting : dialogIds.handOver, { quietly: again });
      case "close":
        return step.beginDialog(dialogIds.close);
      default: {
        const words = again && step.options.quietly ? undefined : showAgain(open, again);
        if (!words) return step.prompt(dialogIds.ask, {});
        const wording = words === "full" ? wordMove(open, move) : words;
        return step.prompt(dialogIds.ask, { prompt: buildMessage(open.knowledge.tree, wording) });
      }
    }
  }

  async #takeReply(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    if (open.standing.closed) return step.endDialog();
    const heard: Heard | undefined = step.result;
    (step.values as Shown).quietly = heard ? await this.#answer(step, open, heard) : false;
    return step.replaceDialog("moves", step.values);
  }

  /** Returns whether the reply shows the question already. */
  async #answer(step: Step, open: OpenCase, heard: Heard): Promise<boolean> {
    const { move } = open;
    if (heard.kind === "read") await this.#takeReading(step, open, heard.understood);
    else if (heard.kind === "choice") await this.#takeChoice(step, open, heard);
    else if (heard.kind === "value" && move.kind === "fill")
      open.add({ kind: "filled", blank: move.id, value: heard.value, group: open.history.length });
    else if (move.kind === "confirm" && heard.kind === "works") await this.#confirm(step, open, move, true);
    // The bot passes every other reply to a "resolved" on to the technicians.
    else if (move.kind === "confirm" && !["stale", "side-question", "question"].includes(heard.kind))
      await standStill(step.context, open, "confirm-later", talk(sentence("confirm-later")));
    else return respond(step.context, open, move, heard);
    return false;
  }

  async #takeReading(step: Step, open: OpenCase, understood: Understood): Promise<void> {
    const { move } = open;
    const { facts, codes } = understood;
    const group = open.history.length;
    const asked = findAskedFact(move);
    // The person can mention other facts during a look. Only a result of the look ends it.
    const looked =
      move.kind === "look" &&
      (facts.some(({ fact }) => move.look.learns.includes(fact)) || codes.some(({ kind }) => kind === "event"));
    const tested = move.kind === "check" && facts.some(({ fact }) => fact === asked);
    const { text, at } = readMessage(step.context.activity);
    const readBack = recordReading(open, understood, {
      origin: looked ? "look" : tested ? "test" : "said",
      group,
      asked,
      pasted: move.kind === "look",
      now: at,
      corrects: corrects(text),
    });
    const replies = [...readBack, ...wordDetails(text)];
    if (looked) open.add({ kind: "looked", look: move.id, group });
    // After an answer in words, the bot asks the remaining questions one at a time.
    if (move.kind === "together" && open.history.length > group)
      open.add({ kind: "asked-together", facts: move.facts.map(({ id }) => id), group });
    if (!stoodStill(open, group, move)) return replies.length > 0 ? this.#say(step, open, ...replies) : undefined;
    const id = move.kind === "look" ? "pasted-nothing" : "noted";
    await standStill(
      step.context,
      open,
      id,
      talk(...replies, ...(id !== "noted" ? [sentence(id)] : replies.length === 0 ? [sentence("noted")] : [])),
    );
  }

  async #takeChoice(step: Step, open: OpenCase, heard: Heard & { kind: "choice" }): Promise<void> {
    const { move } = open;
    const { choice } = heard;
    const group = open.history.length;
    const also = heard.also ? recordReading(open, heard.also, { origin: "said", group, pasted: false }) : [];
    if (also.length > 0) await this.#say(step, open, ...also);
    const { text, fields = {} } = readMessage(step.context.activity);
    const words = text.slice(0, 200);
    const addAnswer = (fact: string, origin: Origin) =>
      open.add({ kind: "answered", fact, answers: [choice], origin, words, group });
    switch (move.kind) {
      case "ask":
        return addAnswer(move.id, "chosen");
      case "ask-back": {
        const { id: fact, answer, words: said } = move;
        if (choice === "no") return open.add({ kind: "not-meant", fact, answer, group });
        changeAnswer(open, fact, answer, { origin: "said", words: said });
        return;
      }
      case "look":
        if (choice !== "cannot") addAnswer(move.look.learns[0] ?? "", "look");
        return open.add({ kind: "looked", look: move.id, group });
      case "together":
        for (const { id, fact, supposed } of choice === "send" ? move.facts : []) {
          // A yes without a card confirms what the questions show.
          const answer = fields[id] ?? (Object.keys(fields).length === 0 ? supposed?.answers[0] : undefined) ?? "";
          if (Object.hasOwn(fact.answers, answer))
            open.add({ kind: "answered", fact: id, answers: [answer], origin: "chosen", words: "", group });
        }
        return open.add({
          kind: "asked-together",
          facts: move.facts.map(({ id }) => id),
          ...(choice === "one-by-one" && { oneByOne: true as const }),
          group,
        });
      case "report":
        if (choice === "no-right" && move.right)
          return open.add({ kind: "answered", fact: move.right, answers: ["no"], origin: "chosen", words, group });
        if (choice === "no-way-in")
          for (const fact of move.report.needs)
            open.add({ kind: "answered", fact, answers: ["no"], origin: "chosen", words, group });
        // A person who cannot run a script is not asked to run another one.
        for (const id of choice === "cannot" ? Object.keys(open.knowledge.tree.reports) : [move.id])
          open.add({ kind: "no-report", report: id, group });
        return choice === "cannot" ? this.#say(step, open, sentence("report.without-script")) : undefined;
      case "fill":
        return open.add({ kind: "filled", blank: move.id, value: null, group });
      case "neighbour":
      case "check": {
        if (choice === "later") return standStill(step.context, open, "test-later", talk(sentence("test-later")));
        const of = move.kind === "neighbour" ? { neighbour: move.id } : move.of;
        if (choice === "another") {
          open.add({ kind: "checked", of, works: false, another: true, group });
          return this.#say(step, open, sentence("what-now"));
        }
        if (move.kind === "neighbour") return open.add({ kind: "checked", of, works: choice === "works", group });
        if (!move.fact) {
          const { before } = move;
          return open.add({ kind: "checked", of, works: choice === "works", ...(before && { before }), group });
        }
        addAnswer(move.fact.id, "test");
        const works = choice !== NOT_SURE && choice === move.fact.works;
        if (works && open.move.kind === "revert") await this.#say(step, open, sentence("finding"));
        return;
      }
      case "confirm":
        return this.#confirm(step, open, move, choice === "works");
      default:
        await respond(step.context, open, move, heard);
    }
  }

  // Only the person's own word closes the case.
  async #confirm(step: Step, open: OpenCase, move: Move & { kind: "confirm" }, works: boolean): Promise<void> {
    if (works) return open.add({ kind: "closed", how: "works", cause: move.cause });
    await sayStillFails(this.#world, step.context, open, move);
  }

  async #say(step: Step, open: OpenCase, ...said: Parameters<typeof talk>): Promise<void> {
    await send(step.context, open.knowledge.tree, talk(...said));
  }
}
