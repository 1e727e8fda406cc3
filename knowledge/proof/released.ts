/** Checks that released ids stay in the tree. */
import type { Tree } from "../tree/tree.ts";
import type { Mistake } from "../tree/wrongKnowledge.ts";

/** Ids that tickets and statistics may refer to, by section of the tree. */
export type Released = Record<string, string[]>;

/** The sections whose ids get released, with their current ids. */
export function listIds(tree: Tree): Released {
  return {
    facts: Object.entries(tree.facts).flatMap(([id, { answers }]) => [
      id,
      ...Object.keys(answers).map((answer) => `${id}.${answer}`),
    ]),
    looks: Object.keys(tree.looks),
    tests: Object.keys(tree.tests),
    steps: Object.keys(tree.steps),
    causes: Object.keys(tree.causes),
    "hand-overs": Object.keys(tree["hand-overs"]),
  };
}

export function findVanished(tree: Tree, released: Released): Mistake[] {
  const now = listIds(tree);
  return Object.entries(released).flatMap(([section, ids]) =>
    ids
      .filter((id) => !now[section]?.includes(id))
      .map((id) => ({
        what: `"${id}" was released and is missing now; tickets refer to it, so restore it (you may change its text, but not its id)`,
        path: [section, ...id.split(".").flatMap((part, at) => (at === 0 ? part : ["answers", part]))],
      })),
  );
}
