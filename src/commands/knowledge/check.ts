/** `knowledge check`: proves a tree, then reports what it costs people. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { proveTree } from "../../../knowledge/proof/check.ts";
import { findCoverageFaults } from "../../../knowledge/proof/coverage.ts";
import { renderReport } from "../../../knowledge/proof/report.ts";
import { loadCodes } from "../../../knowledge/tree/codes.ts";
import { embeddedTree, loadTree, readPlaces } from "../../../knowledge/tree/load.ts";
import type { Tree } from "../../../knowledge/tree/tree.ts";
import { findTableFaults, loadObservations } from "../../../knowledge/worlds/observations.ts";
import { examineWorlds, findBadEnds, summariseExamined } from "../../../knowledge/worlds/report.ts";
import { loadWorlds } from "../../../knowledge/worlds/world.ts";
import type { Program } from "../program.ts";
import { areTablesStale, isPictureStale } from "./graph.ts";
import { root } from "./paths.ts";
import { readReleased } from "./released.ts";
import { checkSentences } from "./train.ts";

const coverageFile = path.join(root, "knowledge", "README.md");

export async function check(file: string, { output }: Program): Promise<number> {
  const tree = loadTree(file);
  const isOwn = path.resolve(file) === embeddedTree;
  const placeOf = readPlaces(file);
  const coverage = existsSync(coverageFile) ? findCoverageFaults(tree, readFileSync(coverageFile, "utf8")) : [];
  const examined = isOwn ? examineOwnWorlds(tree) : { faults: [], summary: "" };
  const faults = [
    ...proveTree(tree, readReleased(tree)).map(({ what, path }) => `✖ ${what}\n  → ${placeOf(path)}`),
    ...coverage.map((fault) => `✖ ${fault}`),
    // The picture and the worlds belong to the tree that Reconnect brings along.
    ...(isOwn && (await isPictureStale(tree))
      ? ["✖ docs/walk.svg shows an older walk\n  → npm run -s knowledge -- graph"]
      : []),
    ...(isOwn && areTablesStale(tree)
      ? ["✖ docs/reports.md lists other lines than the reports print\n  → npm run -s knowledge -- graph"]
      : []),
    ...(isOwn ? checkSentences(tree) : []),
    ...examined.faults.map((fault) => `✖ ${fault}\n  → npm run -s knowledge -- worlds test/worlds`),
  ];
  if (faults.length > 0) {
    output.write(`${file} is not a correct tree\n${faults.join("\n")}\n`);
    return 1;
  }
  const { facts, causes, steps, sources } = tree;
  const counts = [facts, causes, steps, sources].map((section) => Object.keys(section).length);
  output.write(
    `${tree.tree} ${tree.version}: ${counts[0]} facts, ${counts[1]} causes, ${counts[2]} steps, ${counts[3]} sources. All proofs hold.\n\n${renderReport(tree)}\n${examined.summary}`,
  );
  return 0;
}

/** Lets the people of test/worlds walk the tree. A checkout without tests has no worlds. */
function examineOwnWorlds(tree: Tree): { faults: string[]; summary: string } {
  const folder = path.join(root, "test", "worlds");
  if (!existsSync(folder)) return { faults: [], summary: "" };
  const table = loadObservations();
  const { worlds, refused } = loadWorlds(folder, table, tree);
  const examined = examineWorlds({ tree, codes: loadCodes() }, table, worlds);
  const faults = [
    ...findTableFaults(table, tree).map(({ what }) => `knowledge/observations.yaml: ${what}`),
    ...refused.map(({ message }) => message),
    ...findBadEnds(examined),
  ];
  return { faults, summary: `\n${summariseExamined(examined)}\n` };
}
