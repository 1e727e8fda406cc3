/** Checks that released ids stay in the tree. */
import type { Tree } from "../tree/tree.ts";
import type { Mistake } from "../tree/wrongKnowledge.ts";

/** Ids that tickets and statistics may refer to, by section of the tree. `versions` lists each released version with its hash. */
export type Released = Record<string, string[]>;

const versions = "versions";

/** The sections whose ids get released, with their current ids. */
export function listIds(tree: Tree): Released {
  return {
    facts: Object.entries(tree.facts).flatMap(([id, { answers }]) => [
      id,
      ...Object.keys(answers).map((answer) => `${id}.${answer}`),
    ]),
    looks: Object.keys(tree.looks),
    reports: Object.keys(tree.reports),
    tests: Object.keys(tree.tests),
    steps: Object.keys(tree.steps),
    causes: Object.keys(tree.causes),
    "hand-overs": Object.keys(tree["hand-overs"]),
  };
}

export function findVanished(tree: Tree, released: Released): Mistake[] {
  const now = listIds(tree);
  const ids = Object.entries(released).filter(([section]) => section !== versions);
  return ids.flatMap(([section, list]) =>
    list
      .filter((id) => !now[section]?.includes(id) && !tree.retired[section]?.[id])
      .map((id) => ({
        what: `"${id}" was released and is missing now; tickets refer to it, so restore it, or list it under "retired:" with the reason (you may change its text, but not its id)`,
        path: [section, ...id.split(".").flatMap((part, at) => (at === 0 ? part : ["answers", part]))],
      })),
  );
}

/** A tree whose text changed after its version was released. A case could not tell which of the two it was opened with. */
export function findUnraisedVersion(tree: Tree, released: Released): Mistake[] {
  const before = released[versions]?.find((entry) => entry.startsWith(`${tree.version} `));
  if (!before || before === nameVersion(tree)) return [];
  return [{ what: `version ${tree.version} was released with another text; raise "version:"`, path: ["version"] }];
}

/** The entry for the tree in the list of released versions. */
export function nameVersion(tree: Tree): string {
  return `${tree.version} ${tree.hash}`;
}
