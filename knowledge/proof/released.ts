/** Ids never vanish once they are released. */
import type { Tree } from "../tree/tree.ts";
import type { Mistake } from "../tree/wrongKnowledge.ts";

/** Ids that people, tickets and statistics may hold on to, by section of the tree. */
export type Released = Record<string, string[]>;

/** The sections whose ids are released, with the ids they hold now. */
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
        what: `"${id}" was released once and is gone; tickets refer to it, so bring it back (its text may change, its id may not)`,
        path: [section, ...id.split(".").flatMap((part, at) => (at === 0 ? part : ["answers", part]))],
      })),
  );
}
