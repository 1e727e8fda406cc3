/** Checks that every name in the walk is defined. */
import type { Names, Path } from "./names.ts";
import { findFact } from "./walkFacts.ts";
import type { WalkNode } from "./walkNode.ts";

type NodeOf<K extends WalkNode["kind"]> = Extract<WalkNode, { kind: K }>;

export function checkWalk(names: Names, nodes: readonly WalkNode[], path: Path): void {
  nodes.forEach((node, at) => {
    checkNode(names, node, [...path, at]);
  });
}

function checkNode(names: Names, node: WalkNode, path: Path): void {
  const { tree } = names;
  switch (node.kind) {
    case "fix":
      names.check("a cause", node.cause, tree.causes, [...path, "fix"]);
      return;
    case "hand-over":
      names.check("a hand-over", node.to, tree["hand-overs"], [...path, "hand-over"]);
      return;
    case "together":
      node.facts.forEach((fact, at) => {
        names.checkFact(fact, [...path, "together", at]);
      });
      return;
    case "report":
      names.check("a report", node.report, tree.reports, [...path, "report"]);
      return;
    case "neighbours":
      names.check("a hand-over", "neighbour", tree["hand-overs"], [...path, "neighbours"]);
      if (node.id) names.check("a neighbour", node.id, tree.neighbours, [...path, "neighbours"]);
      return;
    case "when":
      checkWhen(names, node, path);
      return;
    case "ask":
      if (names.checkFact(node.fact, [...path, "ask"])) checkBranches(names, node, path);
      return;
    case "look":
      if (names.check("a look", node.look, tree.looks, [...path, "look"])) checkBranches(names, node, path);
      return;
    case "test":
      if (names.check("a test", node.test, tree.tests, [...path, "test"])) checkBranches(names, node, path);
      return;
  }
}

function checkWhen(names: Names, node: NodeOf<"when">, path: Path): void {
  for (const [fact, answers] of Object.entries(node.when)) {
    const here = [...path, "when", fact];
    if (names.checkFact(fact, here)) for (const answer of answers) names.checkAnswer(fact, answer, here);
  }
  checkWalk(names, node.then, [...path, "then"]);
}

function checkBranches(names: Names, node: NodeOf<"ask" | "look" | "test">, path: Path): void {
  const fact = findFact(names.tree, node);
  // A look or test that learns an unknown fact is reported where it is written out.
  const isKnown = fact !== undefined && names.tree.facts[fact] !== undefined;
  for (const { answer, then } of node.branches) {
    const here = [...path, answer];
    if (isKnown) names.checkAnswer(fact, answer, here);
    checkWalk(names, then, here);
  }
}
