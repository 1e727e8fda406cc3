/** Reopens a case that a technician resolved and that still fails. It goes back to them while they are at the desk. */
import type { TurnContext } from "botbuilder-core";
import type { Move } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import type { World } from "./ports.ts";
import { send } from "./wording/cards.ts";
import { wordOutlook } from "./wording/outlook.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

export async function sayStillFails(
  world: World,
  context: TurnContext,
  open: OpenCase,
  { reference, by }: Move & { kind: "confirm" },
): Promise<void> {
  const outlook = await world.desk({ technician: by });
  const isThere = outlook.isThere === true;
  open.add({ kind: "reopened", by: null, ...(isThere && { backTo: by }) });
  const words = isThere
    ? [sentence("reopened-to", { by })]
    : [sentence("reopened", { reference }), wordOutlook(outlook)];
  await send(context, open.knowledge.tree, talk(...words));
}
