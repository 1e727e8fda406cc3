/** `knowledge release`: records the ids and the version of a tree. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { findUnraisedVersion, listIds, nameVersion, type Released } from "../../../knowledge/proof/released.ts";
import type { Tree } from "../../../knowledge/tree/tree.ts";
import type { Program } from "../program.ts";
import { root } from "./paths.ts";

const releasedFile = path.join(root, "knowledge", "released.yaml");

/** What was released of this tree. */
export function readReleased(tree: Tree): Released {
  if (!existsSync(releasedFile)) return {};
  const all = parse(readFileSync(releasedFile, "utf8")) as Record<string, Released> | null;
  return all?.[tree.tree] ?? {};
}

/** Refuses a tree that changed without a new version. */
export function release(tree: Tree, { output, errors }: Program): number {
  const [unraised] = findUnraisedVersion(tree, readReleased(tree));
  if (unraised) {
    errors.write(`${unraised.what}\n`);
    return 1;
  }
  const before = existsSync(releasedFile)
    ? (parse(readFileSync(releasedFile, "utf8")) as Record<string, Released>)
    : {};
  const now = { ...listIds(tree), versions: [nameVersion(tree)] };
  const merged = Object.fromEntries(
    Object.entries(now).map(([section, ids]) => [
      section,
      [...new Set([...(before[tree.tree]?.[section] ?? []), ...ids])].sort(),
    ]),
  );
  const head =
    "# Ids that tickets and statistics refer to. Written by: npm run -s knowledge -- release. Do not remove any.\n";
  writeFileSync(releasedFile, head + stringify({ ...before, [tree.tree]: merged }));
  output.write(`${Object.values(merged).flat().length} ids are released.\n`);
  return 0;
}
