/** `knowledge check`: proves a tree, then reports what it costs people. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { proveTree } from "../../../knowledge/proof/check.ts";
import { findCoverageFaults } from "../../../knowledge/proof/coverage.ts";
import { renderReport } from "../../../knowledge/proof/report.ts";
import { embeddedTree, loadTree, readPlaces } from "../../../knowledge/tree/load.ts";
import type { Program } from "../program.ts";
import { isPictureStale } from "./graph.ts";
import { root } from "./paths.ts";
import { readReleased } from "./released.ts";

const coverageFile = path.join(root, "knowledge", "README.md");

export async function check(file: string, { output }: Program): Promise<number> {
  const tree = loadTree(file);
  const isOwn = path.resolve(file) === embeddedTree;
  const placeOf = readPlaces(file);
  const coverage = existsSync(coverageFile) ? findCoverageFaults(tree, readFileSync(coverageFile, "utf8")) : [];
  const faults = [
    ...proveTree(tree, readReleased(tree)).map(({ what, path }) => `✖ ${what}\n  → ${placeOf(path)}`),
    ...coverage.map((fault) => `✖ ${fault}`),
    // The picture and the worlds belong to the tree that Reconnect brings along.
    ...(isOwn && (await isPictureStale(tree))
      ? ["✖ docs/walk.svg shows an older walk\n  → npm run -s knowledge -- graph"]
      : []),
  ];
  if (faults.length > 0) {
    output.write(`${file} is not a correct tree\n${faults.join("\n")}\n`);
    return 1;
  }
  const { facts, causes, steps, sources } = tree;
  const counts = [facts, causes, steps, sources].map((section) => Object.keys(section).length);
  output.write(
    `${tree.tree} ${tree.version}: ${counts[0]} facts, ${counts[1]} causes, ${counts[2]} steps, ${counts[3]} sources. All proofs hold.\n\n${renderReport(tree)}\n`,
  );
  return 0;
}
