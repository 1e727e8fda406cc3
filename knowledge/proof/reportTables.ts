/** The tables of docs/reports.md: every line that a report prints, what it tells, and what follows from it. */
import type { Report, ReportCondition } from "../tree/reports.ts";
import type { Tree } from "../tree/tree.ts";

export const begin = "<!-- lines:begin -->";
export const end = "<!-- lines:end -->";

export function renderReportTables(tree: Tree): string {
  return Object.entries(tree.reports)
    .map(([id, report]) => renderReport(tree, id, report))
    .join("\n\n");
}

function renderReport(tree: Tree, id: string, report: Report): string {
  const files = [...new Set(report.scripts.map(({ file }) => file))].join(", ");
  return [
    `### ${report.title}`,
    "",
    `Scripts: ${files}. The first line is \`Reconnect report 1 ${id}\`, the last one \`End of report: N lines\`.`,
    "",
    "| line | what it tells | possible values |",
    "|---|---|---|",
    ...Object.entries(report.keys).map(
      ([key, { says, matches }]) => `| \`${key}\` | ${formatCell(says)} | \`${formatCell(matches)}\` |`,
    ),
    "",
    "| if | then | because |",
    "|---|---|---|",
    ...report.readings.map(
      ({ when, gives, because }) =>
        `| ${describe(when)} | ${formatCell(nameFacts(tree, gives))} | ${formatCell(because)} |`,
    ),
  ].join("\n");
}

function describe(when: Record<string, ReportCondition>): string {
  return Object.entries(when)
    .map(([key, condition]) => `\`${key}\`: ${formatCell([condition].flat().join(" or "))}`)
    .join(", ");
}

function nameFacts(tree: Tree, gives: Record<string, string>): string {
  return Object.entries(gives)
    .map(([fact, answer]) => `${fact}: ${tree.facts[fact]?.answers[answer]?.label ?? answer}`)
    .join("; ");
}

const formatCell = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/\|/g, "\\|").replace(/</g, "&lt;").trim();

/** Whether the page holds the tables as they are now. */
export function holdsReportTables(tree: Tree, page: string): boolean {
  return page.split(begin)[1]?.split(end)[0]?.trim() === renderReportTables(tree);
}

/** The page with the tables between its marks. */
export function replaceReportTables(tree: Tree, page: string): string {
  const [before = "", rest = ""] = page.split(begin);
  return `${before}${begin}\n\n${renderReportTables(tree)}\n\n${end}${rest.split(end)[1] ?? ""}`;
}
