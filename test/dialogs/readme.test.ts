import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { buildReport } from "../../knowledge/proof/report.ts";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

const readme = readFileSync(path.resolve(import.meta.dirname, "../../README.md"), "utf8");

test("the exchange on the README's first screen is exact", async () => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  const lines = [...readme.matchAll(/^> (You|Bot): (.*)$/gm)].map(([, who, words]) => ({ who, words: words ?? "" }));
  expect(lines.length).toBeGreaterThanOrEqual(4);
  for (const { who, words } of lines) {
    // A reference is new each time.
    if (who === "Bot") chat.bot(words.replace(/RC-.*$/, "RC-"));
    else await chat.user(words);
  }
});

test("the README's figures match the report", () => {
  const tree = loadTree();
  const rows = buildReport(tree).filter(({ kind }) => kind === "administrator of everything");
  const average = (take: (row: (typeof rows)[number]) => number) =>
    Math.round(rows.reduce((sum, row) => sum + take(row), 0) / rows.length);
  expect(readme).toContain(`${Object.keys(tree.causes).length} causes`);
  expect(readme).toContain(`${average((row) => row.minutes)} minutes on average`);
  expect(readme).toContain(`top to bottom takes ${average((row) => row.list.minutes)}`);
});
