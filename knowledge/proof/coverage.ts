/** The coverage table: every row of the brief, the causes that answer it, and how a conversation gets there. */
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

/** What is wrong with the table in a README: missing, or other than what the tree says. */
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
  const found = lines(table);
  return [
    ...expected.flatMap((line, at) => (found[at] === line ? [] : [`the coverage table should say: ${line}`])),
    ...found.slice(expected.length).map((line) => `the coverage table should not say: ${line}`),
  ].map((fault) => `knowledge/README.md: ${fault}`);
}
