/** Closes a case. A case closes only when the person says that it works, or leaves. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { dialogIds } from "./dialogIds.ts";
import type { World } from "./ports.ts";
import { send } from "./wording/cards.ts";
import { listKeptSteps } from "./wording/summary.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

export class CloseDialog extends ComponentDialog {
  readonly #world: World;

  constructor(world: World) {
    super(dialogIds.close);
    this.#world = world;
    this.addDialog(new WaterfallDialog("close", [(step) => this.#close(step)]));
  }

  async #close(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const open = this.#world.cases.current(step.context);
    const move = open.move as Move & { kind: "close" };
    if (!open.standing.closed) open.add({ kind: "closed", how: move.how, cause: move.cause });
    await send(step.context, open.knowledge.tree, talk(sentence(`closed.${move.how}`)));
    // The cause is a separate message, because a model may reword the closing words but not the cause.
    const cause = describeCause(open, move);
    if (cause.length > 0) await send(step.context, open.knowledge.tree, talk(...cause));
    if (move.how === "started-over") this.#world.cases.startOver(step.context);
    return step.endDialog();
  }
}

function describeCause(open: OpenCase, { cause }: Move & { kind: "close" }): string[] {
  if (!cause) return [];
  const steps = listKeptSteps(open, cause);
  const kept = steps.length > 0 ? [sentence("kept", { steps: steps.join("; ") })] : [];
  return [sentence("works-because", { title: open.knowledge.tree.causes[cause]?.title ?? cause }), ...kept];
}
