/** Reads the facts that reports establish, by the tree's table of readings. */

import { fits } from "../tree/reportCondition.ts";
import type { ReportReading } from "../tree/reports.ts";
import type { Tree } from "../tree/tree.ts";
import { type FoundReport, findReports, type ReportFault, type ReportLine } from "./findReports.ts";

/** `from` holds the lines that it rests on. */
export type ReportFact = { fact: string; answer: string; from: string; because: string; ifUnknown?: true };

export type ReadReport = {
  report: string;
  faults: ReportFault[];
  facts: ReportFact[];
  /** Values of blanks, with the line that holds each. */
  values: { blank: string; value: string; from: string }[];
  /** When the script ran, in UTC as ISO 8601, and the computer that it is about, as far as the lines are there. */
  made?: string;
  host?: string;
  lines: ReportLine[];
  from: number;
  to: number;
  /** The places of earlier reports of the same kind in the text, which are not used. */
  earlier: { from: number; to: number }[];
};

type Knowledge = Pick<Tree, "facts" | "reports" | "blanks" | "known-issues">;

/** The reports in a text. A later report of the same kind replaces an earlier one. */
export function readReports(tree: Knowledge, text: string): ReadReport[] {
  const all = findReports(tree, text);
  const latest = new Map(all.map((found) => [found.report, found]));
  return [...latest.values()].map((found) => ({
    ...readReport(tree, found),
    earlier: all
      .filter((other) => other.report === found.report && other !== found)
      .map(({ from, to }) => ({ from, to })),
  }));
}

function readReport(tree: Knowledge, { report: id, lines, ...found }: FoundReport): Omit<ReadReport, "earlier"> {
  const report = tree.reports[id];
  const values = new Map(lines.map((line) => [line.key, line]));
  const readings = report?.readings ?? [];
  const facts = [...readings.flatMap((reading) => applyReading(reading, values)), ...readIssues(tree, id, values)];
  const made = values.get("made")?.value;
  const host = values.get("host")?.value;
  return {
    report: id,
    ...found,
    lines,
    facts: keepFirst(tree, facts),
    values: lines.flatMap(({ key, value, from }) => {
      const blank = report?.keys[key]?.fills;
      const matches = blank && tree.blanks[blank]?.matches;
      return blank && matches && new RegExp(`^(?:${matches})$`, "u").test(value) ? [{ blank, value, from }] : [];
    }),
    ...(made && { made }),
    ...(host && host !== "none" && { host }),
  };
}

function applyReading(
  { when, gives, because, "if-unknown": ifUnknown }: ReportReading,
  values: ReadonlyMap<string, ReportLine>,
): ReportFact[] {
  const lines = Object.keys(when).map((key) => values.get(key));
  const holds = Object.entries(when).every(([key, condition]) => {
    const line = values.get(key);
    return line !== undefined && fits(line.value, condition);
  });
  if (!holds) return [];
  const from = lines.flatMap((line) => (line ? `${line.key}: ${line.value}` : [])).join(", ");
  return Object.entries(gives).map(([fact, answer]) => ({
    fact,
    answer,
    from,
    because,
    ...(ifUnknown && { ifUnknown }),
  }));
}

// Each known issue has patterns of its own, which find its update or its build, on the side where it does harm.
function readIssues(
  { facts, reports, "known-issues": issues }: Knowledge,
  id: string,
  values: ReadonlyMap<string, ReportLine>,
): ReportFact[] {
  const side = reports[id]?.where === "this-pc" ? "client" : "host";
  const keys = Object.entries(reports[id]?.keys ?? {}).filter(([, key]) => key["known-issues"]);
  return keys.flatMap(([name]) => {
    const line = values.get(name);
    if (!line) return [];
    return Object.entries(facts["known-issue"]?.answers ?? {}).flatMap(([answer, { label, reads }]) =>
      issues[answer]?.side === side &&
      reads.some((pattern) => new RegExp(pattern, "imu").test(`${line.key}: ${line.value}`))
        ? [{ fact: "known-issue", answer, from: `${line.key}: ${line.value}`, because: label }]
        : [],
    );
  });
}

/** For a fact that takes one answer, the first reading of the table counts; "alone" answers give way to others. */
function keepFirst(tree: Knowledge, facts: readonly ReportFact[]): ReportFact[] {
  const kept: ReportFact[] = [];
  for (const fact of facts) {
    const same = kept.filter((other) => other.fact === fact.fact);
    if (same.some(({ answer }) => answer === fact.answer)) continue;
    if (same.length === 0 || tree.facts[fact.fact]?.many) kept.push(fact);
  }
  const isAlone = ({ fact, answer }: ReportFact) => tree.facts[fact]?.answers[answer]?.alone ?? false;
  return kept.filter(
    (fact) => !isAlone(fact) || !kept.some((other) => other.fact === fact.fact && other.answer !== fact.answer),
  );
}
