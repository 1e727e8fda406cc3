/** Explains why the bot asks a question or wants a step done, in the tree's words if it has any. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { explainCause } from "./moveWording.ts";
import { reportTexts } from "./reportTexts.ts";
import { texts } from "./texts.ts";
import { talk, type Wording } from "./wording.ts";

export function explainWhy({ knowledge: { tree } }: OpenCase, move: Move): Wording {
  const explanation = move.kind === "step" && "cause" in move.of ? explainCause(tree, move.of.cause) : undefined;
  return explanation ?? talk(findReason(tree, move));
}

function findReason(tree: Tree, move: Move): string {
  if (move.kind === "hand-over") return move.reference ? texts.whyWaiting : texts.whoReads;
  if (move.kind === "ask") return move.fact.why;
  if (move.kind === "look") return move.fact.why;
  if (move.kind === "check" && move.fact) return move.fact.fact.why;
  if (move.kind === "report") return reportTexts.whyReport;
  if (move.kind === "step" && "test" in move.of) return tree.tests[move.of.test]?.why ?? texts.whyStep;
  if (move.kind === "revert") return texts.whyRevert;
  return texts.whyStep;
}
