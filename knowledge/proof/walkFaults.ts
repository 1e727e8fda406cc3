/** Follows the walk to find entries that are never reached and fixes that are already ruled out. */
import type { Evidence, Tree } from "../tree/tree.ts";
import { findFact } from "../tree/walkFacts.ts";
import type { WalkNode } from "../tree/walkNode.ts";
import type { Mistake } from "../tree/wrongKnowledge.ts";

type Demand = { fact: string; answers: string[] };
type Path = Mistake["path"];

export function findWalkFaults(tree: Tree): Mistake[] {
  const faults = visitNodes(tree, tree.walk, [], ["walk"]);
  if (tree.walk.at(-1)?.kind !== "hand-over")
    faults.push({
      what: "the last entry of the walk must be a hand-over, so that every case ends",
      path: ["walk", tree.walk.length - 1],
    });
  return faults;
}

// `demands` are the answers that lead to these entries.
function visitNodes(tree: Tree, nodes: readonly WalkNode[], demands: readonly Demand[], path: Path): Mistake[] {
  const end = nodes.findIndex(({ kind }) => kind === "hand-over");
  return nodes.flatMap((node, at) => {
    const here = [...path, at];
    const unreachable = {
      what: "this entry is never reached because an entry above always hands over; move this one up, or remove it",
      path: here,
    };
    return [...(end >= 0 && at > end ? [unreachable] : []), ...visitNode(tree, node, demands, here)];
  });
}

function visitNode(tree: Tree, node: WalkNode, demands: readonly Demand[], path: Path): Mistake[] {
  if (node.kind === "hand-over" || node.kind === "neighbours" || node.kind === "report" || node.kind === "together")
    return [];
  if (node.kind === "fix")
    return findRulingEvidence(tree, node.cause, demands).map((entry) => ({
      what: `this fixes "${node.cause}" where ${describeEntry(entry)} is already known, which rules it out; move the fix, or correct "against" of "${node.cause}"`,
      path,
    }));
  if (node.kind === "when") {
    const added = Object.entries(node.when).map(([fact, answers]) => ({ fact, answers }));
    return [
      ...added.flatMap((demand) => findContradiction(tree, demands, demand, path)),
      ...visitNodes(tree, node.then, [...demands, ...added], [...path, "then"]),
    ];
  }
  const fact = findFact(tree, node) ?? "";
  return node.branches.flatMap(({ answer, then }) => {
    const demand = { fact, answers: [answer] };
    const branch = [...path, answer];
    return [
      ...findContradiction(tree, demands, demand, branch),
      ...visitNodes(tree, then, [...demands, demand], branch),
    ];
  });
}

function findRulingEvidence(tree: Tree, cause: string, demands: readonly Demand[]): Evidence {
  return (tree.causes[cause]?.against ?? []).filter((entry) =>
    Object.entries(entry).every(([fact, named]) =>
      demands.some(
        (demand) => demand.fact === fact && demand.answers.every((answer) => [named].flat().includes(answer)),
      ),
    ),
  );
}

function describeEntry(entry: Evidence[number]): string {
  return Object.entries(entry)
    .map(([fact, named]) => `${fact}: ${[named].flat().join(" or ")}`)
    .join(" and ");
}

function findContradiction(tree: Tree, demands: readonly Demand[], { fact, answers }: Demand, path: Path): Mistake[] {
  // Several answers of such a fact can hold at once, so they never contradict each other.
  if (tree.facts[fact]?.many) return [];
  const isContradicted = demands.some(
    (demand) => demand.fact === fact && !demand.answers.some((answer) => answers.includes(answer)),
  );
  const what = `this never holds because "${fact}" already has another answer here; remove this, or move it out`;
  return isContradicted ? [{ what, path }] : [];
}
