/** Compares the evidence of a tree with the facts of a case. */
import type { Step, Tree } from "../tree/tree.ts";
import type { Standing } from "./standing.ts";

/** A condition holds when every fact it names has at least one of the answers named for it. */
export function holds(standing: Standing, condition: Record<string, string | string[]>): boolean {
  return Object.entries(condition).every(([fact, named]) => {
    const known = standing.facts.get(fact)?.answers;
    if (!known) return false;
    return typeof named === "string" ? known.includes(named) : named.some((answer) => known.includes(answer));
  });
}

/** Whether a step is for this case at all. */
export function applies(standing: Standing, { when, unless }: Pick<Partial<Step>, "when" | "unless">): boolean {
  return (!when || holds(standing, when)) && !(unless && holds(standing, unless));
}

/** The entries of "against" that hold and so rule the cause out. */
export function findCounterEvidence(
  tree: Tree,
  standing: Standing,
  cause: string,
): Record<string, string | string[]>[] {
  return (tree.causes[cause]?.against ?? []).filter((entry) => holds(standing, entry));
}
