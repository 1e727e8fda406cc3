/** The small trees are whole trees: what the tests talk about could be served. */
import { expect, test } from "vitest";
import { proveTree } from "../../knowledge/proof/check.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { treeFiles } from "../support/trees.ts";

test.each(Object.entries(treeFiles))("%s is proved right", (_, file) => {
  expect(proveTree(loadTree(file), {})).toEqual([]);
});
