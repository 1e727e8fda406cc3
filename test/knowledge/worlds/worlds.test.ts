/** Worlds are walked by their people and judged by where they end and what was done on the way. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadCodes } from "../../../knowledge/tree/codes.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { findTableFaults, loadObservations } from "../../../knowledge/worlds/observations.ts";
import { type Examined, examineWorlds, formatExamined, renderExamined } from "../../../knowledge/worlds/report.ts";
import { loadWorlds } from "../../../knowledge/worlds/world.ts";
import { treeFiles } from "../../support/trees.ts";

const tree = loadTree(treeFiles.secondVersion);
const knowledge = { tree, codes: loadCodes() };
const table = loadObservations(path.resolve(import.meta.dirname, "small-observations.yaml"));

const expired = `title: The certificate has expired
from: [https://learn.microsoft.com/]
why: The certificate in use is no longer valid.
person:
  who: The administrator of the server
  language: en
  says: my server gives 0x904 since monday
observes:
  administers: [remote-computer]
  used-certificate: expired
cause: certificate-expired
cured-by: [delete-certificate]
end: { right: fix }
never: [install-updates]
expert: { answers: 3, minutes: 5 }
`;

/** A folder with these worlds. */
function makeFolder(worlds: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "worlds-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(worlds)) writeFileSync(path.join(folder, `${name}.yaml`), text);
  return folder;
}

function examine(text: string): Examined[] {
  const { worlds, refused } = loadWorlds(makeFolder({ one: text }), table, tree);
  expect(refused.map(({ message }) => message)).toEqual([]);
  return examineWorlds(knowledge, table, worlds);
}

const own = (rows: readonly Examined[]) => rows.find(({ person }) => person === "own");

test("the fix of the cause is right, and its answers are counted up to its first step", () => {
  expect(own(examine(expired))).toMatchObject({
    world: "one",
    end: "fix",
    cause: "certificate-expired",
    verdict: "right",
    needless: 0,
    harmful: [],
  });
});

test("each world is walked by its own person and by four kinds of people, each with their own rights", () => {
  const rows = examine(expired);
  expect(rows.map(({ person, end }) => `${person}: ${end}`)).toEqual([
    "own: fix",
    "no administrator: hand-over",
    "administrator of this PC: hand-over",
    "administrator of both: fix",
    "administrator of everything: fix",
  ]);
});

test("a fix helps only if one of the curing actions was done", () => {
  const row = own(examine(expired.replace("[delete-certificate]", "[wait]")));
  // Waiting cures here, and it comes first.
  expect(row).toMatchObject({ end: "fix", cause: "still-starting", verdict: "wrong" });
  const accepted = expired
    .replace("[delete-certificate]", "[wait]")
    .replace("right: fix", 'right: fix, acceptable: ["fix: still-starting"]');
  expect(own(examine(accepted))?.verdict).toBe("acceptable");
});

test("an action that must not be done there makes the end harmful, wherever it ends", () => {
  const row = own(examine(expired.replace("never: [install-updates]", "never: [delete-certificate]")));
  expect(row).toMatchObject({ verdict: "harmful", harmful: ["delete-certificate"] });
});

test("a change that does not cure is needless", () => {
  const misled = `${expired.replace("administers: [remote-computer]", "administers: [this-pc, remote-computer]\n  changed: update").replace("never: [install-updates]\n", "")}`;
  expect(own(examine(misled))).toMatchObject({ verdict: "right", needless: 1 });
});

test("a person who does not know a value is handed over, with that fix first", () => {
  const unknown = expired
    .replace("  says:", "  does-not-know: [old-thumbprint]\n  says:")
    .replace("right: fix", "right: hand-over");
  expect(own(examine(unknown))).toMatchObject({ end: "hand-over", cause: "certificate-expired", verdict: "right" });
});

test("a neighbour is right when it is recognized, by code or by words", () => {
  const neighbour = expired
    .replace("my server gives 0x904 since monday", "remote access to the server is not enabled, it says")
    .replace("cause: certificate-expired", 'cause: "0x204"')
    .replace("cured-by: [delete-certificate]\n", "")
    .replace("right: fix", "right: neighbour");
  expect(own(examine(neighbour))).toMatchObject({ end: "neighbour", cause: "0x204", verdict: "right", answers: 1 });
  const claimed = neighbour.replace("remote access to the server is not enabled, it says", "it says 0x904");
  expect(own(examine(claimed))).toMatchObject({ verdict: "wrong" });
});

test("the result is one line of JSON for each walk", () => {
  const [first] = examine(expired);
  expect(first && Object.keys(JSON.parse(formatExamined(first)))).toEqual([
    ...["world", "person", "end", "cause", "verdict", "answers", "cards", "minutes", "needless", "harmful"],
  ]);
});

test("the report names every world, and compares with the list read from top to bottom", () => {
  const report = renderExamined(examine(expired));
  expect(report).toMatch(/^one +right +fix certificate-expired/);
  expect(report).toContain("Worlds walked by their own person: 1; 1 right, 0 acceptable, 0 wrong, 0 harmful");
  expect(report).toContain("The list read top to bottom");
});

test("a world that is not understood is named with its line and the way out, and the others still count", () => {
  const broken = expired
    .replace("used-certificate: expired", "used-certificate: expird\n  weather: fine")
    .replace("[delete-certificate]", "[delete-certificat]");
  const { worlds, refused } = loadWorlds(makeFolder({ broken, good: expired }), table, tree);
  expect(worlds.map(({ name }) => name)).toEqual(["good"]);
  expect(refused[0]?.message.replace(/^.*[\\/]broken/, "broken")).toMatchInlineSnapshot(`
    "broken.yaml is not a valid knowledge file
    ✖ "expird" is not a value of "used-certificate" (did you mean "expired"?)
      → line 10, observes.used-certificate
    ✖ "weather" is not an observation of knowledge/observations.yaml
      → line 11, observes.weather
    ✖ "delete-certificat" is not an action of knowledge/observations.yaml (did you mean "delete-certificate"?)
      → line 13, cured-by[0]"
  `);
});

test("a table that does not fit its tree is refused: unknown facts and steps, facts that no observation answers", () => {
  expect(findTableFaults(table, tree).map(({ what }) => what)).toEqual([]);
  const faults = findTableFaults(loadObservations(), tree).map(({ what }) => what);
  expect(faults.some((fault) => fault.startsWith('"goes-through" is not a fact'))).toBe(true);
});
