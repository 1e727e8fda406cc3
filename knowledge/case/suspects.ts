/** Ranks the causes of a tree for one case, with reasons. Used for the ticket and for "what have we tried". */
import type { Step, Tree } from "../tree/tree.ts";
import { makeStepKey } from "./events.ts";
import { applies, findCounterEvidence, holds } from "./evidence.ts";
import { findPermission } from "./permission.ts";
import type { Standing } from "./standing.ts";

export type Suspect = {
  cause: string;
  title: string;
  standing: "likely" | "possible" | "tried" | "ruled-out";
  /** The labels of the answers, preceded by their question where a label alone is unclear. */
  because: string[];
  /** For the technician: what to know about the cause, and whether no page vouches for it. Only for a likely cause. */
  note?: string;
};

const unvouched = "No page that names this fault vouches for this cause, so confirm it before a change.";

/** The score of one step of `weight`. A fact of evidence scores 1. */
const commonness = 0.8;

const rank = { likely: 0, possible: 1, tried: 2, "ruled-out": 3 } as const;

/** Every cause, most suspected first. Evidence outweighs how common a cause is; causes with only low-trust sources come late. */
export function rankSuspects(tree: Tree, standing: Standing): Suspect[] {
  const observed = listObserved(tree);
  return Object.entries(tree.causes)
    .map(([id, cause]) => {
      const against = findCounterEvidence(tree, standing, id);
      const spoken = cause.for.filter((entry) => holds(standing, entry));
      const shows = spoken.some((entry) => Object.keys(entry).some((fact) => observed.has(fact)));
      const failed = standing.tried.get(id) === false;
      // What a machine shows stays true when the fix did not help, and a fix with steps left is not refuted.
      const left = failed && isLeft(tree, standing, id);
      const helped = failed && (shows || left) ? undefined : standing.tried.get(id);
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
            : [
                ...new Set(
                  (against.length > 0 ? against : spoken).flatMap((entry) => describeEvidence(tree, standing, entry)),
                ),
              ],
      };
      const isDoubtful = restsOnLowTrust(tree, id);
      const note = [cause.technician, isDoubtful ? unvouched : undefined].filter(Boolean).join(" ");
      if (note && suspect.standing === "likely") suspect.note = note;
      const evidence = new Set(spoken.flatMap((entry) => Object.keys(entry)));
      // Once there is evidence, low trust only decides between causes that are equally suspected.
      const doubt = spoken.length > 0 ? 0.5 : 2;
      const less = (isDoubtful ? doubt : 0) + (failed && !left ? 2 : 0);
      return { suspect, weight: cause.weight * commonness + weigh(evidence, observed) - less };
    })
    .sort((a, b) => rank[a.suspect.standing] - rank[b.suspect.standing] || b.weight - a.weight)
    .map(({ suspect }) => suspect);
}

/** Whether a fix that did not help has steps left that this person may not or could not do. It is not refuted then. */
function isLeft(tree: Tree, standing: Standing, cause: string): boolean {
  if (standing.tried.get(cause) !== false || standing.doneByTechnician.has(cause)) return false;
  const done = (step: string) => {
    const key = makeStepKey({ cause }, step);
    return standing.performed.has(key) || standing.notNeeded.has(key) || standing.reverted.has(key);
  };
  return (tree.causes[cause]?.fix ?? []).some((id) => {
    const step = tree.steps[id];
    if (!step || step.prepares || !applies(standing, step) || done(id)) return false;
    return standing.couldNot.has(makeStepKey({ cause }, id)) || findPermission(tree, step, standing) !== "yes";
  });
}

/** The facts that a look or a test establishes, or that the person reads off a screen. */
export function listObserved(tree: Tree): ReadonlySet<string> {
  const listed = observedIn.get(tree);
  if (listed) return listed;
  const observed = new Set([
    ...Object.entries(tree.facts).flatMap(([id, fact]) => (fact.observed ? [id] : [])),
    ...Object.values(tree.looks).flatMap(({ learns }) => learns),
    ...Object.values(tree.tests).map(({ learns }) => learns),
  ]);
  observedIn.set(tree, observed);
  return observed;
}

const observedIn = new WeakMap<Tree, ReadonlySet<string>>();

// What a machine shows counts three times as much as what a person says about the picture.
function weigh(facts: ReadonlySet<string>, observed: ReadonlySet<string>): number {
  return [...facts].reduce((sum, fact) => sum + (observed.has(fact) ? 3 : 1), 0);
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
