/** The small trees are complete, so a server can run on them. */
import { expect, test } from "vitest";
import { proveTree } from "../../knowledge/proof/check.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { treeFiles } from "../support/trees.ts";

test.each(Object.entries(treeFiles))("%s passes all proofs", (_, file) => {
  expect(proveTree(loadTree(file), {})).toEqual([]);
});
