/** Ranks the causes of a tree for one case, with reasons. Used for the ticket and for "what have we tried". */
import type { Step, Tree } from "../tree/tree.ts";
import { findCounterEvidence, holds } from "./evidence.ts";
import { findPermission } from "./permission.ts";
import type { Standing } from "./standing.ts";

export type Suspect = {
  cause: string;
  title: string;
  standing: "likely" | "possible" | "tried" | "ruled-out";
  /** The labels of the answers, preceded by their question where a label alone is unclear. */
  because: string[];
};

const rank = { likely: 0, possible: 1, tried: 2, "ruled-out": 3 } as const;

/** Every cause, most suspected first. Evidence outweighs how common a cause is; causes with only low-trust sources come late. */
export function rankSuspects(tree: Tree, standing: Standing): Suspect[] {
  return Object.entries(tree.causes)
    .map(([id, cause]) => {
      const against = findCounterEvidence(tree, standing, id);
      const spoken = cause.for.filter((entry) => holds(standing, entry));
      const helped = standing.tried.get(id);
      const suspect: Suspect = {
        cause: id,
        title: cause.title,
        standing:
          helped === false
            ? "tried"
            : against.length > 0
              ? "ruled-out"
              : spoken.length > 0 || helped
                ? "likely"
                : "possible",
        because:
          helped === false
            ? ["its fix did not help"]
            : (against.length > 0 ? against : spoken).flatMap((entry) => describeEvidence(tree, standing, entry)),
      };
      return { suspect, weight: cause.weight + 3 * spoken.length - (restsOnLowTrust(tree, id) ? 2 : 0) };
    })
    .sort((a, b) => rank[a.suspect.standing] - rank[b.suspect.standing] || b.weight - a.weight)
    .map(({ suspect }) => suspect);
}

/** Whether all sources of a cause have low trust. */
export function restsOnLowTrust(tree: Tree, cause: string): boolean {
  return (tree.causes[cause]?.sources ?? []).every((source) => tree.sources[source]?.trust === "low");
}

/** The steps of a cause that the person is not known to be allowed to do. They are the technician's list. */
export function listNotAllowed(tree: Tree, standing: Standing, cause: string): Step[] {
  return (tree.causes[cause]?.fix ?? []).flatMap((id) => {
    const step = tree.steps[id];
    return step && findPermission(tree, step, standing) !== "yes" ? [step] : [];
  });
}

function describeEvidence(tree: Tree, standing: Standing, entry: Record<string, string | string[]>): string[] {
  return Object.entries(entry).flatMap(([fact, named]) => {
    const known = standing.facts.get(fact)?.answers ?? [];
    const labels = [named]
      .flat()
      .filter((answer) => known.includes(answer))
      .map((answer) => tree.facts[fact]?.answers[answer]?.label ?? answer);
    // Most labels are clear on their own; "Yes" and "No" need their question.
    return labels.map((label) =>
      /^(?:Yes|No|True|False)\b/.test(label) ? `${tree.facts[fact]?.ask} ${label}` : label,
    );
  });
}
