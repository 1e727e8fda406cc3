/** What belongs to a fix, a test, or a neighbouring fault in the tree. */
import type { Tree } from "../tree/tree.ts";
import { makeOwnerKey, type Owner } from "./events.ts";

/** Its title; its key if the tree no longer has it. */
export function findTitle(tree: Tree, owner: Owner): string {
  const title =
    "cause" in owner
      ? tree.causes[owner.cause]?.title
      : "test" in owner
        ? tree.tests[owner.test]?.title
        : tree.neighbours[owner.neighbour]?.title;
  return title ?? makeOwnerKey(owner);
}

/** The ids of its steps, in order. A neighbouring fault has none. */
export function listSteps(tree: Tree, owner: Owner): string[] {
  if ("cause" in owner) return tree.causes[owner.cause]?.fix ?? [];
  return "test" in owner ? (tree.tests[owner.test]?.steps ?? []) : [];
}
