/** Closes a case. A case closes only when the person says that it works, or leaves. */
import { ComponentDialog, type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from "botbuilder-dialogs";
import type { Move } from "../knowledge/case/moves.ts";
import { dialogIds } from "./dialogIds.ts";
import type { World } from "./ports.ts";
import { send } from "./wording/cards.ts";
import { wordClosing } from "./wording/closing.ts";

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
    await send(step.context, open.knowledge.tree, wordClosing(open, move));
    if (move.how === "started-over") this.#world.cases.startOver(step.context);
    return step.endDialog();
  }
}
