/** The facts behind the entries of the walk. */
import type { Tree } from "./tree.ts";
import type { WalkNode } from "./walkNode.ts";

/** The fact that an "ask", "look" or "test" entry of the walk establishes. */
export function findFact(tree: Tree, node: Extract<WalkNode, { kind: "ask" | "look" | "test" }>): string | undefined {
  if (node.kind === "ask") return node.fact;
  if (node.kind === "look") return tree.looks[node.look]?.learns[0];
  return tree.tests[node.test]?.learns;
}
