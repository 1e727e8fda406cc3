import { readFileSync } from "node:fs";
import path from "node:path";
import { instance } from "@viz-js/viz";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readStanding } from "../../../knowledge/case/reducer.ts";
import { proveTree } from "../../../knowledge/proof/check.ts";
import { makeRandom, questionsForAnyone } from "../../../knowledge/proof/checkPeople.ts";
import { findCoverageFaults, renderCoverage } from "../../../knowledge/proof/coverage.ts";
import { drawWalk } from "../../../knowledge/proof/graph.ts";
import { listIds } from "../../../knowledge/proof/released.ts";
import { buildReport, renderReport } from "../../../knowledge/proof/report.ts";
import {
  countLongestPath,
  type KindOfPerson,
  kindsOfPeople,
  listTold,
  makeTypicalPerson,
  walkAs,
} from "../../../knowledge/proof/simulate.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { said } from "./people.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const tree = loadTree();
const text = (file: string) => readFileSync(path.join(root, file), "utf8");
const kinds = Object.keys(kindsOfPeople) as KindOfPerson[];
const rows = buildReport(tree);

const released = parse(text("knowledge/released.yaml"))[tree.tree];

test("all ids of the tree are released", () => {
  expect(Object.keys(released).sort()).toEqual([...Object.keys(listIds(tree)), "versions"].sort());
});

// The first one also parses the scripts of the reports, which takes long on a busy machine.
test.each([904, 7, 2308])(
  "the tree passes all proofs, with the random people of seed %i",
  (seed) => {
    expect(proveTree(tree, released, seed)).toEqual([]);
  },
  120_000,
);

test("a person who is not an administrator gets the fix or the right hand-over within seven questions, whatever the cause", () => {
  expect(questionsForAnyone).toBe(7);
  const theirs = rows.filter(({ kind }) => kind === "no administrator");
  expect(theirs.map(({ cause }) => cause)).toEqual(Object.keys(tree.causes));
  expect(theirs.filter(({ questions }) => questions > questionsForAnyone)).toEqual([]);
  expect(new Set(theirs.map(({ end }) => end))).toEqual(new Set(["fixed", "handed over"]));
});

test("an administrator of everything reaches the fix, whatever the cause", () => {
  const theirs = rows.filter(({ kind }) => kind === "administrator of everything");
  expect(theirs.filter(({ end }) => end !== "fixed")).toEqual([]);
});

test("the real cause is never ruled out, and every change of another fix is put back", () => {
  for (const cause of Object.keys(tree.causes))
    for (const kind of kinds) {
      const person = makeTypicalPerson(tree, cause, kind);
      const { history, moves } = walkAs(tree, person, listTold(tree, person));
      const { tried, openChanges } = readStanding(tree, history);
      expect(tried.get(cause), `${cause}, ${kind}`).not.toBe(false);
      expect(openChanges.filter(({ of }) => !("cause" in of && of.cause === cause))).toEqual([]);
      expect(moves.length).toBeLessThanOrEqual(countLongestPath(tree));
    }
});

test("decisive evidence in the first message leads an administrator to the fix without another question about the fault", () => {
  const person = makeTypicalPerson(tree, "cert-key-permissions", "administrator of everything");
  const { moves } = walkAs(tree, person, [said("server-log", "key-unreadable")]);
  const questions = moves.flatMap((move) => (move.kind === "ask" ? [move.id] : []));
  expect(questions).toEqual(["admin-there", "another-way-in", "breaks-again"]);
  expect(moves.at(-1)).toMatchObject({ kind: "close", cause: "cert-key-permissions" });
});

test("the tree takes less than half the time and half the needless changes of the list read from top to bottom", () => {
  const theirs = rows.filter(({ kind }) => kind === "administrator of everything");
  const sum = (take: (row: (typeof rows)[number]) => number) => theirs.reduce((total, row) => total + take(row), 0);
  expect(sum(({ minutes }) => minutes)).toBeLessThan(sum(({ list }) => list.minutes) / 2);
  expect(sum(({ needlessChanges }) => needlessChanges)).toBeLessThan(sum(({ list }) => list.needlessChanges) / 2);
});

test("the report has a line for every cause, the worst paths and the comparison", () => {
  const lines = renderReport(tree).split("\n");
  for (const cause of Object.keys(tree.causes))
    expect(lines.filter((line) => line.startsWith(`${cause} `))).toHaveLength(1);
  expect(lines.filter((line) => /^ {2}\S.*: \d+ questions \(\S+\), \d+min \(\S+\)$/.test(line))).toHaveLength(
    kinds.length,
  );
  expect(lines.at(-1)).toMatch(/^The brief's list read top to bottom: \d+min and \d+\.\d needless changes\.$/);
  expect(lines.join("\n")).not.toMatch(/WRONG|NaN|undefined/);
});

test("every row of the brief is covered, and the table in the README matches the tree", () => {
  expect(tree.brief.map(({ row }) => row).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  expect(findCoverageFaults(tree, text("knowledge/README.md"))).toEqual([]);
});

test("a coverage table that is missing, out of date or too long is reported", () => {
  const table = (rows: string) => `<!-- coverage:begin -->\n${rows}\n<!-- coverage:end -->`;
  const right = renderCoverage(tree);
  expect(findCoverageFaults(tree, table(right))).toEqual([]);
  expect(findCoverageFaults(tree, "# What we know")).toEqual([
    "knowledge/README.md has no coverage table between <!-- coverage:begin --> and <!-- coverage:end -->",
  ]);
  const [first = "", ...rest] = right.split("\n").slice(2);
  const head = right.split("\n").slice(0, 2);
  expect(findCoverageFaults(tree, table([...head, first.replace("| 1 |", "| 13 |"), ...rest].join("\n")))).toEqual([
    `knowledge/README.md: the coverage table should contain: ${first}`,
  ]);
  expect(findCoverageFaults(tree, table(`${right}\n| 13 | Pray | - | - |`))).toEqual([
    "knowledge/README.md: the coverage table should not contain: | 13 | Pray | - | - |",
  ]);
});

test("docs/walk.svg shows the current walk", async () => {
  const viz = await instance();
  const drawn = viz.renderString(drawWalk(tree), { format: "svg" });
  expect(drawn === text("docs/walk.svg"), "docs/walk.svg is out of date; run npm run -s knowledge -- graph").toBe(true);
});

test("the graph contains every cause, every test and the last hand-over", () => {
  const dot = drawWalk(tree);
  for (const cause of Object.keys(tree.causes)) expect(dot).toContain(`"fix: ${cause}"`);
  for (const id of Object.keys(tree.tests)) expect(dot).toContain(`"tests: ${id}"`);
  expect(dot).toContain('"technician: end-of-tree"');
});

test("the same seed gives the same people", () => {
  const numbers = (seed: number) => Array.from({ length: 50 }, makeRandom(seed));
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
  expect(numbers(7).every((number) => number >= 0 && number < 1)).toBe(true);
});
