/** What was released stays in the tree, or is retired with a reason, and a changed tree gets a new version. */
import { expect, test } from "vitest";
import { findUnraisedVersion, findVanished, nameVersion } from "../../../knowledge/proof/released.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { treeFiles } from "../../support/trees.ts";

const tree = loadTree(treeFiles.secondVersion);

test("an id that was released may be retired with a reason", () => {
  const released = { causes: ["certificate-expired", "solar-flare"] };
  expect(findVanished(tree, released).map(({ path }) => path)).toEqual([["causes", "solar-flare"]]);
  const retired = { ...tree, retired: { causes: { "solar-flare": "No page names it." } } };
  expect(findVanished(retired, released)).toEqual([]);
});

test("a tree whose text changed after its release needs a new version", () => {
  expect(findUnraisedVersion(tree, { versions: [nameVersion(tree)] })).toEqual([]);
  const [unraised] = findUnraisedVersion(tree, { versions: [`${tree.version} ${"0".repeat(64)}`] });
  expect(unraised?.what).toBe('version 1.0.0 was released with another text; raise "version:"');
  expect(findUnraisedVersion({ ...tree, version: "1.1.0" }, { versions: [nameVersion(tree)] })).toEqual([]);
});
