/** The fix that the evidence already calls for, though the walk would ask other things before it comes there. */
import type { Tree } from "../tree/tree.ts";
import { findFact } from "../tree/walkFacts.ts";
import type { WalkNode } from "../tree/walkNode.ts";
import { makeOwnerKey } from "./events.ts";
import { holds } from "./evidence.ts";
import type { BareMove } from "./moves.ts";
import type { Standing } from "./standing.ts";
import { listObserved, rankSuspects, type Suspect } from "./suspects.ts";
import { startFix } from "./walk.ts";

export type DueFix = { step: BareMove & { kind: "step" }; suspect: Suspect };

/**
 * The next step for the most suspected cause whose fix the walk names under what a machine showed. The standing is that of
 * a technician. Undefined while a change of something else has to be put back.
 */
export function findDueFix(tree: Tree, standing: Standing): DueFix | undefined {
  const observed = listObserved(tree);
  for (const suspect of rankSuspects(tree, standing).filter(({ standing: is }) => is === "likely")) {
    const own = makeOwnerKey({ cause: suspect.cause });
    if (standing.openChanges.some(({ of }) => makeOwnerKey(of) !== own)) return undefined;
    if (!isNamed(tree, tree.walk, suspect.cause, { standing, observed, isShown: false })) continue;
    const move = startFix(tree, suspect.cause, standing)?.move;
    // What was put back did not help.
    if (move?.kind === "step" && !standing.reverted.has(`${own}/${move.id}`)) return { step: move, suspect };
  }
  return undefined;
}

type Branch = { standing: Standing; observed: ReadonlySet<string>; isShown: boolean };

/** Whether a branch that holds by what a machine showed comes to the fix, with no question or look left before it. */
function isNamed(tree: Tree, nodes: readonly WalkNode[], cause: string, branch: Branch): boolean {
  const { standing, observed, isShown } = branch;
  const inBranch = (then: readonly WalkNode[], facts: readonly string[], isHere: boolean) =>
    isNamed(tree, then, cause, { ...branch, isShown: isHere && facts.some((fact) => observed.has(fact)) });
  for (const node of nodes) {
    if (node.kind === "fix" && node.cause === cause && isShown) return true;
    if (node.kind === "when" && inBranch(node.then, Object.keys(node.when), holds(standing, node.when))) return true;
    if (node.kind !== "ask" && node.kind !== "look" && node.kind !== "test") continue;
    const fact = findFact(tree, node) ?? "";
    const known = standing.facts.get(fact)?.answers;
    for (const { answer, then } of node.branches)
      if (inBranch(then, [fact], known?.includes(answer) ?? false)) return true;
    if (isShown && !known && !(node.kind === "look" && standing.looked.has(node.look))) return false;
  }
  return false;
}
