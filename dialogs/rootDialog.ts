/** One conversation from beginning to end. Handles the commands that a person can use at any place. */
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
import { understand } from "../knowledge/reading/understand.ts";
import { DiagnoseDialog } from "./diagnoseDialog.ts";
import { dialogIds } from "./dialogIds.ts";
import { forgetAnswers } from "./hearing/changeAnswer.ts";
import { type Command, findCommand } from "./hearing/commands.ts";
import { hearOnce } from "./hearing/hearOnce.ts";
import { changeReadings } from "./hearing/leaveOut.ts";
import { readMessage } from "./hearing/message.ts";
import { recordReading } from "./hearing/recordReading.ts";
import { removeReading } from "./hearing/removeReading.ts";
import { findTalk, rates } from "./hearing/smallTalk.ts";
import { hasUndoable, takeBack } from "./hearing/takeBack.ts";
import { IntakeDialog } from "./intakeDialog.ts";
import type { World } from "./ports.ts";
import { standStill } from "./standStill.ts";
import { tellNews, waitOn } from "./waitingDialog.ts";
import { send } from "./wording/cards.ts";
import { explainHow, explainWhy } from "./wording/explainMove.ts";
import { wordOutlook } from "./wording/outlook.ts";
import { printPage, wordAttempts } from "./wording/summary.ts";
import { talk, type Wording } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** `resumed`: the case is back with the bot, which continues without a message from the person. */
type Step = WaterfallStepContext<{ resumed?: boolean }>;

const insisting = { insists: true } as const;

/** Names the question whether to start over. */
const startingOver = "start-over-sure";

const knowsSomething = ({ standing: { facts, codes, values } }: OpenCase): boolean =>
  facts.size + codes.length + values.size > 0;

/** Commands that the bot answers even while a technician who is away has the case. */
const callingCommands: readonly Command[] = ["technician", "news", "withdraw", "stop"];

export class RootDialog extends ComponentDialog {
  readonly #world: World;

  constructor(world: World) {
    super(dialogIds.root);
    this.#world = world;
    this.addDialog(
      new WaterfallDialog<{ resumed?: boolean }>("conversation", [
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
    const { text } = readMessage(context.activity);
    const before = this.#world.cases.current(context);
    const isOver = before.standing.closed !== null;
    const isRating = rates(text);
    if (isOver && (isRating || findTalk(text) === "thanks" || findCommand(text) === "stop")) {
      await standStill(context, before, "thanks", talk(sentence(isRating ? "talk.rated" : "talk.thanks")), {
        instead: () => "",
      });
      return step.cancelAllDialogs();
    }
    const open = isOver ? this.#world.cases.startOver(context) : before;
    const command = findCommand(text);
    const greeted = open.history.some((event) => event.kind === "opened" && event.greeted);
    // A person who begins by asking for a technician gets one. Any other first message is read for facts.
    if (command === "technician") open.add({ kind: "wants-person", words: text.slice(0, 200) });
    return step.beginDialog(dialogIds.intake, { welcome: !greeted && command !== "technician" });
  }

  async #diagnose(step: Step): Promise<DialogTurnResult> {
    return step.beginDialog(dialogIds.diagnose);
  }

  async #end(step: Step): Promise<DialogTurnResult> {
    return step.endDialog();
  }

  protected override async onContinueDialog(inner: DialogContext): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(inner.context);
    const move = open.move;
    const said = readMessage(inner.context.activity).text;
    const changed =
      move.kind === "hand-over"
        ? undefined
        : (changeReadings(open, said) ?? forgetAnswers(open, said) ?? removeReading(open, said));
    if (changed) {
      await send(inner.context, open.knowledge.tree, talk(changed));
      await inner.cancelAllDialogs();
      return inner.beginDialog(dialogIds.diagnose, { shown: move.key });
    }
    const heard = hearOnce(inner.context, open, move);
    if (heard.kind !== "command" || !(await this.#isOurs(move, heard.command))) return super.onContinueDialog(inner);
    await this.#obey(inner.context, open, move, heard.command);
    await inner.cancelAllDialogs();
    // The question whether to start over comes with its button.
    return inner.beginDialog(dialogIds.diagnose, { shown: move.key, quietly: heard.command === "start-over" });
  }

  /** While a technician has the case, the bot answers only a person who calls while that technician is away. */
  async #isOurs(move: Move, command: Command): Promise<boolean> {
    if (move.kind !== "hand-over" || !move.by) return true;
    if (!callingCommands.includes(command)) return false;
    return (await this.#world.desk({ technician: move.by })).isThere === false;
  }

  async #obey(context: TurnContext, open: OpenCase, move: Move, command: Command): Promise<void> {
    const { tree } = open.knowledge;
    const say = (...words: string[]) => send(context, tree, talk(...words));
    const handedOver = move.kind === "hand-over" || move.kind === "confirm" ? move.reference : undefined;
    const message = readMessage(context.activity).text;
    const help = (wording: Wording) => standStill(context, open, `${command}.${move.key}`, wording, { helps: true });
    switch (command) {
      case "technician":
        return this.#callTechnician(context, open, move, handedOver);
      case "news":
        if (handedOver) return this.#tellNews(context, open, move);
        // Before a hand-over, "How long does it take?" asks about the step.
        return help(/\b(?:how|when)\b/i.test(message) ? talk(explainHow(move, message)) : wordAttempts(open));
      case "withdraw":
        if (move.kind === "hand-over" && !handedOver && move.to === "asked-for") {
          open.add({ kind: "withdrawn" });
          return say(sentence("go-on-then"));
        }
        return this.#withdraw(context, open, handedOver);
      case "back":
        if (handedOver) return help(talk(sentence("nothing-to-take-back-there")));
        return hasUndoable(open) ? say(takeBack(open)) : help(talk(sentence("nothing-to-take-back")));
      case "start-over":
      case "stop":
        return this.#leave(context, open, command, handedOver);
      case "help":
        return help(talk(sentence("help")));
      case "tried":
        return help(wordAttempts(open));
      case "print":
        return help(printPage(open, move));
      case "why":
        return help(explainWhy(open, move));
      case "how":
        return help(talk(explainHow(move)));
    }
  }

  async #tellNews(context: TurnContext, open: OpenCase, move: Move): Promise<void> {
    const reference = "reference" in move ? (move.reference ?? "") : "";
    const news = await tellNews(this.#world, move);
    await waitOn(context, open, reference, news.join(" "), ...news);
  }

  async #callTechnician(context: TurnContext, open: OpenCase, move: Move, handedOver: string | undefined) {
    const say = (...words: string[]) => send(context, open.knowledge.tree, talk(...words));
    const { text: message, at: now } = readMessage(context.activity);
    if (move.kind === "confirm") {
      open.add({ kind: "reopened", by: null });
      return say(sentence("reopened", { reference: move.reference }), wordOutlook(await this.#world.desk()));
    }
    // "Call me at 555 0100" is news for the technician, and not only a call for one.
    if (handedOver && /\d/.test(message))
      return waitOn(context, open, handedOver, "added", sentence("added", { reference: handedOver }));
    if (handedOver) return this.#tellNews(context, open, move);
    const reading = { origin: "said", group: open.history.length, pasted: false, now } as const;
    recordReading(open, understand(open.knowledge, message), reading);
    // A person who sees the offer and asks again gets no form.
    open.add({ kind: "wants-person", words: message.slice(0, 200), ...(move.kind === "hand-over" && insisting) });
  }

  async #withdraw(context: TurnContext, open: OpenCase, reference: string | undefined): Promise<void> {
    const { tree } = open.knowledge;
    const say = (words: string) => send(context, tree, talk(words));
    if (!reference)
      return standStill(context, open, "nothing-to-withdraw", talk(sentence("nothing-to-withdraw")), { helps: true });
    // Without the ticket, no technician would know about the change.
    if (open.standing.openChanges.length > 0)
      return waitOn(context, open, reference, "cannot-withdraw", sentence("cannot-withdraw", { reference }));
    open.add({ kind: "withdrawn" });
    await say(sentence("withdrawn", { reference }));
  }

  // nextMove() asks the person to put a test's changes back before they leave.
  async #leave(
    context: TurnContext,
    open: OpenCase,
    command: "start-over" | "stop",
    handedOver?: string,
  ): Promise<void> {
    const { openChanges, wantsPerson, handedOver: now } = open.standing;
    const { move } = open;
    if (handedOver && command === "stop" && now?.phase !== "resolved") {
      const id = openChanges.length > 0 ? "stop-with-open-change" : "wait-or-start-over";
      return waitOn(context, open, handedOver, id, sentence(id, { reference: handedOver }));
    }
    if (handedOver && now?.phase !== "resolved")
      return waitOn(context, open, handedOver, "start-over", sentence("start-over-waiting", { reference: handedOver }));
    if (handedOver) {
      const how = command === "stop" ? "stopped" : "started-over";
      open.add({ kind: "closed", how, cause: now?.resolved?.cause ?? null });
      // The close dialog says the closing words and starts over.
      return;
    }
    if (
      command === "start-over" &&
      move.kind !== "hand-over" &&
      knowsSomething(open) &&
      !open.standing.stuck.said.has(startingOver)
    ) {
      const question = { ...talk(sentence("start-over-sure")), starters: [sentence("starter.start-over")] };
      return standStill(context, open, startingOver, question, { helps: true });
    }
    // A person who leaves no longer wants a technician.
    if (wantsPerson) open.add({ kind: "withdrawn" });
    const how = command === "stop" ? "stopped" : "started-over";
    open.add({ kind: "leaving", how, group: open.history.length });
    // Without changes to put back, the case ends at once.
    if (openChanges.length === 0) open.add({ kind: "closed", how, cause: null });
    else if (open.move.kind === "revert") await send(context, open.knowledge.tree, talk(sentence("leaving")));
  }
}
