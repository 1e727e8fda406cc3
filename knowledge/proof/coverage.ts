/** The coverage table: each row of the brief with its causes and how a conversation reaches them. */
import type { Tree } from "../tree/tree.ts";

const begin = "<!-- coverage:begin -->";
const end = "<!-- coverage:end -->";

export function renderCoverage(tree: Tree): string {
  const rows = [...tree.brief].sort((a, b) => a.row - b.row);
  const cell = (text: string) => text.replace(/\s+/g, " ").replace(/\|/g, "\\|").trim();
  return [
    "| # | in the brief | causes | how it is reached |",
    "|---|---|---|---|",
    ...rows.map(
      ({ row, says, causes, reached }) => `| ${row} | ${cell(says)} | ${causes.join(", ") || "-"} | ${cell(reached)} |`,
    ),
  ].join("\n");
}

/** Compares the table in the README with the tree. */
export function findCoverageFaults(tree: Tree, readme: string): string[] {
  if (tree.brief.length === 0) return [];
  const table = readme.split(begin)[1]?.split(end)[0]?.trim();
  if (table === undefined) return [`knowledge/README.md has no coverage table between ${begin} and ${end}`];
  const lines = (text: string) =>
    text.split("\n").map((line) =>
      line
        .replace(/\s+/g, " ")
        .replace(/^\|[\s|:-]+\|$/, "---")
        .trim(),
    );
  const expected = lines(renderCoverage(tree));
  const actual = lines(table);
  return [
    ...expected.flatMap((line, at) => (actual[at] === line ? [] : [`the coverage table should contain: ${line}`])),
    ...actual.slice(expected.length).map((line) => `the coverage table should not contain: ${line}`),
  ].map((fault) => `knowledge/README.md: ${fault}`);
}
