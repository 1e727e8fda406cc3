/** What the facts of a case say for and against a cause. */
import type { Tree } from "../tree/tree.ts";
import type { Standing } from "./standing.ts";

/** Whether a condition of the tree (all facts, any of the answers each) holds for what is known. */
export function holds(standing: Standing, condition: Record<string, string | string[]>): boolean {
  return Object.entries(condition).every(([fact, named]) => {
    const known = standing.facts.get(fact)?.answers ?? [];
    return [named].flat().some((answer) => known.includes(answer));
  });
}

/** Evidence that rules the cause out; empty when nothing does. */
export function ruledOutBy(tree: Tree, standing: Standing, cause: string): Record<string, string | string[]>[] {
  return (tree.causes[cause]?.against ?? []).filter((entry) => holds(standing, entry));
}
