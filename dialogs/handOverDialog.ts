/** Offers a technician, hands over, and from then on adds what the person writes to the ticket. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import { standingOf } from "../knowledge/case.ts";
import type { Move } from "../knowledge/moves.ts";
import { next } from "../knowledge/next.ts";
import { AskPrompt } from "./askPrompt.ts";
import { message, send } from "./cards.ts";
import { dialogIds } from "./dialogIds.ts";
import { type Heard, messageOf } from "./hear.ts";
import { wordingOf } from "./moveWording.ts";
import type { OpenCase, World } from "./ports.ts";
import { respond } from "./respond.ts";
import { summaryOf } from "./summary.ts";
import { takeIn } from "./takeIn.ts";
import { texts } from "./texts.ts";
import { ticketOf } from "./ticket.ts";
import { talk } from "./wording.ts";

/** `quietly`: waits without repeating the offer that was just declined. */
type Step = WaterfallStepContext<{ quietly?: boolean }>;
type Offer = Move & { kind: "hand-over" };

/** Nobody is asked whether they are sure: they asked, or what is changed must not be left alone. */
const withoutAsking = ["asked-for", "open-change"];

export class HandOverDialog extends ComponentDialog {
  readonly #world: World;

  constructor(world: World) {
    super(dialogIds.handOver);
    this.#world = world;
    this.addDialog(
      new WaterfallDialog<{ quietly?: boolean }>("offer", [
        (step) => this.#offerOrHandOver(step),
        (step) => this.#decide(step),
      ]),
    );
    this.addDialog(new AskPrompt(dialogIds.ask, world.cases));
  }

  async #offerOrHandOver(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const move = next(open.knowledge.tree, open.history) as Offer;
    if (!move.reference && withoutAsking.includes(move.to)) await this.#handOver(step, open, move);
    const handedOver = standingOf(open.knowledge.tree, open.history).handedOver;
    if (handedOver || step.options.quietly) return step.prompt(dialogIds.ask, {});
    return step.prompt(dialogIds.ask, {
      prompt: message(open.knowledge.tree, wordingOf(open.knowledge.tree, open.history, move)),
    });
  }

  async #decide(step: Step): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const { tree } = open.knowledge;
    const move = next(tree, open.history) as Offer;
    const heard: Heard = step.result;
    if (move.reference) {
      // The words themselves are in the transcript, which the technician reads with the ticket.
      const words = this.#additionTo(step, open, move.reference, heard);
      await send(step.context, tree, talk(words));
    } else if (heard.kind === "choice" && heard.choice === "yes") await this.#handOver(step, open, move);
    else if (heard.kind === "choice" && move.optional)
      open.add({ kind: "stayed", handOver: move.to, group: open.history.length });
    else if (heard.kind === "choice") {
      await send(step.context, tree, talk(texts.declined));
      return step.replaceDialog("offer", { quietly: true });
    } else if (heard.kind === "read") {
      const read = takeIn(open, heard.understood, { origin: "said", group: open.history.length, pasted: false });
      await send(step.context, tree, talk(...(read.length > 0 ? read : [texts.noted])));
    } else await respond(step.context, open, move, heard);
    return step.endDialog();
  }

  #additionTo(step: Step, open: OpenCase, reference: string, heard: Heard): string {
    if (heard.kind === "stale") return texts.stale;
    if (heard.kind === "works") return texts.addedWorks(reference);
    const { openChanges } = standingOf(open.knowledge.tree, open.history);
    const isPutBack =
      /\b(?:put|switched|turned|set) (?:\w+ ){0,4}(?:back|on again)\b|\b(?:restored|reverted|undone)\b/i;
    const { text } = messageOf(step.context.activity);
    if (openChanges.length === 0 || !isPutBack.test(text) || /\bnot\b|n't|\?/i.test(text))
      return texts.added(reference);
    for (const { event } of openChanges) open.add({ kind: "reverted", change: event, done: true });
    return texts.putBackNoted(reference);
  }

  async #handOver(step: Step, open: OpenCase, move: Offer): Promise<void> {
    const { tree } = open.knowledge;
    const { openChanges } = standingOf(tree, open.history);
    const { reference } = this.#world.handOver(step.context, ticketOf(open.knowledge, open.history, move.to));
    open.add({ kind: "handed-over", to: move.to, reference });
    const say = withoutAsking.includes(move.to) ? [tree["hand-overs"][move.to]?.say ?? ""] : [];
    const stored = summaryOf(open).join("\n") || texts.nothingKnown;
    await send(
      step.context,
      tree,
      talk(
        ...say.filter(Boolean),
        texts.handedOver(reference, this.#world.helpDesk),
        `${texts.whatWasStored}\n${stored}`,
        ...(openChanges.length > 0 ? [texts.stillChanged] : []),
        texts.untilThen,
      ),
    );
  }
}
