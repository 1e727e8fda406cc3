/** One conversation from beginning to end. */

import type { TurnContext } from "botbuilder-core";
import {
  ComponentDialog,
  type DialogContext,
  type DialogTurnResult,
  WaterfallDialog,
  type WaterfallStepContext,
} from "botbuilder-dialogs";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { wordStateAnswer } from "./answerStateQuestion.ts";
import { DiagnoseDialog } from "./diagnoseDialog.ts";
import { dialogIds } from "./dialogIds.ts";
import { endTalk, findEnding, pressedMove } from "./endTalk.ts";
import { changeHost, forgetAnswers } from "./hearing/changeAnswer.ts";
import { type Command, findCommand } from "./hearing/commands.ts";
import { noteDetails } from "./hearing/details.ts";
import type { Asked } from "./hearing/heard.ts";
import { hearOnce, hearRest } from "./hearing/hearOnce.ts";
import { changeReadings } from "./hearing/leaveOut.ts";
import { readMessage } from "./hearing/message.ts";
import { splitQuestion } from "./hearing/questions.ts";
import { recordReading } from "./hearing/recordReading.ts";
import { isChipPress, removePressed, removeReading } from "./hearing/removeReading.ts";
import { IntakeDialog } from "./intakeDialog.ts";
import { answerAsked, obeyCommand } from "./obeyCommand.ts";
import type { World } from "./ports.ts";
import { takeUpAfterEnd } from "./returning.ts";
import { standStill } from "./standStill.ts";
import { send } from "./wording/cards.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/**
 * `resumed`: the bot continues without a message from the person. `quietly`: and waits for the reply to a move that the
 * person sees. `welcomed`: the person edits the first message, so they have seen the welcome.
 */
type Beginning = { resumed?: boolean; quietly?: boolean; welcomed?: boolean };
type Step = WaterfallStepContext<Beginning>;
type StateQuestion = Asked & { kind: "state-question" };

/** Commands that the bot answers even while a technician who is away has the case. */
const callingCommands: readonly Command[] = ["technician", "news", "withdraw", "stop"];
/** "Thanks." and "ok so" add nothing. In characters. */
const shortestStatement = 20;
/** "Never mind" and "cancel that" are meant for the technician. */
const namesTicket = /withdraw|ticket|need/i;

export class RootDialog extends ComponentDialog {
  readonly #world: World;

  constructor(world: World) {
    super(dialogIds.root);
    this.#world = world;
    this.addDialog(
      new WaterfallDialog<Beginning>("conversation", [
        (step) => this.#openCase(step),
        (step) => this.#diagnose(step),
        (step) => this.#end(step),
      ]),
    );
    this.addDialog(new IntakeDialog(world));
    this.addDialog(new DiagnoseDialog(world));
  }

  async #openCase(step: Step): Promise<DialogTurnResult> {
    const { context } = step;
    if (step.options.resumed) return step.next();
    const message = readMessage(context.activity);
    const { text } = message;
    const before = this.#world.cases.current(context);
    // A case that begins has no readings yet.
    if (isChipPress(message)) {
      await standStill(context, before, "stale", talk(sentence("stale")));
      return step.cancelAllDialogs();
    }
    const isOver = before.standing.closed !== null;
    if (isOver) {
      const taken = await takeUpAfterEnd(this.#world, context, before);
      if (taken === "answered") return step.cancelAllDialogs();
      if (taken === "reopened") return step.next();
    }
    const open = isOver ? this.#world.cases.startOver(context) : before;
    const command = findCommand(text);
    const greeted = step.options.welcomed || open.history.some((event) => event.kind === "opened" && event.greeted);
    // A person who begins by asking for a technician gets one. Any other first message is read for facts.
    if (command === "technician") open.add({ kind: "wants-person", words: text.slice(0, 200) });
    return step.beginDialog(dialogIds.intake, { welcome: !greeted && command !== "technician" });
  }

  async #diagnose(step: Step): Promise<DialogTurnResult> {
    const { move } = this.#world.cases.current(step.context);
    return step.beginDialog(dialogIds.diagnose, step.options.quietly ? { shown: move.key, quietly: true } : {});
  }

  async #end(step: Step): Promise<DialogTurnResult> {
    return step.endDialog();
  }

  protected override async onContinueDialog(inner: DialogContext): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(inner.context);
    const shown = open.move;
    let move = shown;
    const message = readMessage(inner.context.activity);
    const said = message.text;
    const ending = findEnding(move, message);
    if (ending) {
      await endTalk(inner.context, open, ending);
      await inner.cancelAllDialogs();
      return inner.beginDialog(dialogIds.diagnose, { shown: move.key });
    }
    const isOldPress = message.press && message.press.move !== pressedMove && !isChipPress(message);
    if (isOldPress && move.kind === "hand-over" && move.by) {
      const words = sentence("stale-in-talk", { by: move.by });
      await standStill(inner.context, open, "stale-in-talk", talk(words), { instead: () => "" });
      await inner.cancelAllDialogs();
      return inner.beginDialog(dialogIds.diagnose, { shown: move.key });
    }
    // The reply to the offer of a technician is read for more than that.
    if (move.kind !== "hand-over" || move.reference) noteDetails(open, said);
    const pressed = removePressed(open, message);
    // The page sends the words of a chip with its press.
    const isPress = isChipPress(message) || move.kind === "hand-over";
    const changes = isPress
      ? pressed?.reply
      : (changeReadings(open, said) ?? forgetAnswers(open, said) ?? changeHost(open, said));
    const removed = isPress || changes ? undefined : removeReading(open, said);
    const changed = changes ?? (removed?.more ? undefined : removed?.reply);
    if (removed?.more) {
      await send(inner.context, open.knowledge.tree, talk(removed.reply));
      move = open.move;
    }
    if (changed) {
      if (pressed?.isGone) await standStill(inner.context, open, "took-back-already", talk(changed));
      else await send(inner.context, open.knowledge.tree, talk(changed));
      await inner.cancelAllDialogs();
      // With another name in its command, or other words quoted in it, the move has to be shown again.
      const isSame = JSON.stringify(shown) === JSON.stringify(open.move);
      return inner.beginDialog(dialogIds.diagnose, isSame ? { shown: move.key, quietly: pressed !== undefined } : {});
    }
    let heard = hearOnce(inner.context, open, move);
    if (heard.kind === "both") {
      const isTechnicians = move.kind === "hand-over" && move.by;
      if (!isTechnicians) await answerAsked({ world: this.#world, context: inner.context, open, move }, heard.asked);
      heard = heard.reply;
      hearRest(inner.context, move, heard);
    }
    // The dialogs of the hand-over list what is passed on.
    if (heard.kind === "state-question" && heard.topic !== "passed-on" && !(move.kind === "hand-over" && move.by)) {
      await this.#answerState(inner.context, open, move, heard);
      await inner.cancelAllDialogs();
      return inner.beginDialog(dialogIds.diagnose, { shown: move.key });
    }
    if (heard.kind !== "command" || !(await this.#isOurs(move, heard.command, said)))
      return super.onContinueDialog(inner);
    await obeyCommand({ world: this.#world, context: inner.context, open, move }, heard.command);
    await inner.cancelAllDialogs();
    // The question whether to start over comes with its button.
    return inner.beginDialog(dialogIds.diagnose, { shown: move.key, quietly: heard.command === "start-over" });
  }

  async #answerState(context: TurnContext, open: OpenCase, move: Move, asked: StateQuestion): Promise<void> {
    const wording = await wordStateAnswer({ context, world: this.#world, open, move }, asked.topic);
    const group = open.history.length;
    const { at: now } = readMessage(context.activity);
    const readBack = recordReading(open, asked.understood, { origin: "said", group, pasted: false, now });
    if (readBack.length > 0) await send(context, open.knowledge.tree, talk(...readBack));
    await standStill(context, open, `about.${asked.topic}`, wording, { helps: true });
    const told = splitQuestion(readMessage(context.activity).text, "sentences")?.rest ?? "";
    // What a waiting person says beside the question is for the technicians.
    if (move.kind === "hand-over" && move.reference && told.length >= shortestStatement)
      await send(context, open.knowledge.tree, talk(sentence("added", { reference: move.reference })));
  }

  /** While a technician has the case, the bot answers only "withdraw", and a person who calls while that technician is away. */
  async #isOurs(move: Move, command: Command, said: string): Promise<boolean> {
    if (move.kind !== "hand-over" || !move.by) return true;
    if (command === "withdraw" && namesTicket.test(said)) return true;
    if (!callingCommands.includes(command)) return false;
    return (await this.#world.desk({ technician: move.by })).isThere === false;
  }
}
