/** `npm run -s knowledge`: a curator's tools: proofs and report, a picture of the walk, and how a message is read. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text as readText } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { proveTree } from "../../knowledge/proof/check.ts";
import { findCoverageFaults } from "../../knowledge/proof/coverage.ts";
import { drawWalk } from "../../knowledge/proof/graph.ts";
import { listIds, type Released } from "../../knowledge/proof/released.ts";
import { renderReport } from "../../knowledge/proof/report.ts";
import { understand } from "../../knowledge/reading/understand.ts";
import { loadCodes } from "../../knowledge/tree/codes.ts";
import { loadTree, readPlaces } from "../../knowledge/tree/load.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { loadObservations } from "../../knowledge/worlds/observations.ts";
import { examineWorlds, formatExamined, renderExamined } from "../../knowledge/worlds/report.ts";
import { loadWorlds } from "../../knowledge/worlds/world.ts";
import { readConfig, readEnvironment } from "../config.ts";
import { explainMistakes, type Program, runAsProcess } from "./program.ts";

const usage = `npm run -s knowledge -- check [<tree file>]     prove the tree, then report what it costs people
npm run -s knowledge -- worlds <folder>         let the people of worlds walk the tree; --json prints one line for each
npm run -s knowledge -- graph                   draw the walk into docs/walk.svg
npm run -s knowledge -- read "<message>"        show how a message is read; --json prints one line
npm run -s knowledge -- read --json -           read JSON strings from standard input, one per line
npm run -s knowledge -- release                 record the ids of this tree as released; they must not be removed afterwards
`;
const root = fileURLToPath(new URL("../..", import.meta.url));
const releasedFile = path.join(root, "knowledge", "released.yaml");
const coverageFile = path.join(root, "knowledge", "README.md");

export async function knowledge([what, ...words]: string[], program: Program): Promise<number> {
  const named = words.find((word) => what === "check" && !word.startsWith("--"));
  const file = () => named ?? readConfig(program.env ?? readEnvironment()).knowledge.treeFile;
  const tree = () => loadTree(file());
  return explainMistakes(program, async () => {
    switch (what) {
      case "check":
        return check(file(), program);
      case "worlds":
        return worlds(tree(), words, program);
      case "graph":
        return graph(tree(), program);
      case "read":
        return read(tree(), words, program);
      case "release":
        return release(tree(), program);
      default:
        program.errors.write(usage);
        return 1;
    }
  });
}

function check(file: string, { output }: Program): number {
  const tree = loadTree(file);
  const placeOf = readPlaces(file);
  const coverage = existsSync(coverageFile) ? findCoverageFaults(tree, readFileSync(coverageFile, "utf8")) : [];
  const faults = [
    ...proveTree(tree, readReleased(tree)).map(({ what, path }) => `✖ ${what}\n  → ${placeOf(path)}`),
    ...coverage.map((fault) => `✖ ${fault}`),
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

function readReleased(tree: Tree): Released {
  if (!existsSync(releasedFile)) return {};
  const all = parse(readFileSync(releasedFile, "utf8")) as Record<string, Released> | null;
  return all?.[tree.tree] ?? {};
}

function release(tree: Tree, { output }: Program): number {
  const before = existsSync(releasedFile)
    ? (parse(readFileSync(releasedFile, "utf8")) as Record<string, Released>)
    : {};
  const now = listIds(tree);
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

/** A folder with mistakes in some worlds is examined without them, and the command fails. */
function worlds(tree: Tree, words: readonly string[], { output, errors }: Program): number {
  const [folder, ...more] = words.filter((word) => !word.startsWith("--"));
  if (folder === undefined || more.length > 0) {
    errors.write(usage);
    return 1;
  }
  const table = loadObservations();
  const loaded = loadWorlds(folder, table, tree);
  for (const { message } of loaded.refused) errors.write(`${message}\n`);
  const examined = examineWorlds({ tree, codes: loadCodes() }, table, loaded.worlds);
  output.write(
    words.includes("--json")
      ? examined.map((row) => `${formatExamined(row)}\n`).join("")
      : `${renderExamined(examined)}\n`,
  );
  const failed = examined.some(({ verdict }) => verdict === "wrong" || verdict === "harmful");
  return failed || loaded.refused.length > 0 ? 1 : 0;
}

async function graph(tree: Tree, { output }: Program): Promise<number> {
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  const target = path.join(root, "docs", "walk.svg");
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, viz.renderString(drawWalk(tree), { format: "svg" }));
  output.write("Wrote docs/walk.svg.\n");
  return 0;
}

async function read(tree: Tree, words: readonly string[], { input, output, errors }: Program): Promise<number> {
  const codes = loadCodes();
  const json = words.includes("--json");
  const messages = words.filter((word) => word !== "--json");
  const line = (message: string) => {
    const { codes: found, inScope, facts } = understand({ tree, codes }, message);
    return JSON.stringify({ codes: found, inScope, facts });
  };
  if (messages.length === 1 && messages[0] === "-") {
    const lines = (await readText(input)).split(/\r?\n/);
    let wrong = 0;
    for (const [at, text] of lines.entries()) {
      if (text.trim() === "") continue;
      const message = parseString(text);
      if (message === undefined) {
        errors.write(`line ${at + 1} is not a JSON string such as "it says 0x904"; skipped\n`);
        wrong += 1;
      } else output.write(`${line(message)}\n`);
    }
    return wrong > 0 ? 1 : 0;
  }
  const [message] = messages;
  if (message === undefined || messages.length > 1) {
    errors.write(`${messages.length > 1 ? "Put the message in quotes.\n" : ""}${usage}`);
    return 1;
  }
  output.write(json ? `${line(message)}\n` : renderReading(tree, message));
  return 0;
}

function parseString(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    // The caller reports it with the line number.
    return undefined;
  }
}

function renderReading(tree: Tree, message: string): string {
  const { codes, inScope, facts } = understand({ tree, codes: loadCodes() }, message);
  const lines = [
    `in scope: ${inScope}`,
    ...codes.map(({ kind, hex, from }) => `${kind} code ${hex}, from "${from}"`),
    ...facts.map(
      ({ fact, answer, from }) => `${fact} = ${answer} (${tree.facts[fact]?.answers[answer]?.label}), from "${from}"`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

if (import.meta.main) await runAsProcess(knowledge);
