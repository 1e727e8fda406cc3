/** Blanks the parts of a message that are not the person's own words. Places stay the same. */
import type { Tree } from "../tree/tree.ts";
import type { ReadReport } from "./readReports.ts";
import { blankLines, splitOutput } from "./splitOutput.ts";

export function blankReports(text: string, reports: readonly ReadReport[]): string {
  const places = reports.flatMap(({ from, to, earlier }) => [...earlier, { from, to }]).sort((a, b) => a.from - b.from);
  const parts: string[] = [];
  let end = 0;
  for (const { from, to } of places) {
    parts.push(text.slice(end, Math.max(end, from)), blank(text.slice(Math.max(end, from), to)));
    end = Math.max(end, to);
  }
  return [...parts, text.slice(end)].join("");
}

const blank = (text: string): string => text.replace(/[^\n]/g, " ");

/**
 * Blanks the script of a report, up to what it printed: people paste the script in place of its output, or copy the whole
 * window.
 */
export function blankReportScript(reports: Tree["reports"], text: string): string {
  const scripts = Object.values(reports).flatMap((report) => report.scripts);
  const [from] = scripts
    .map(({ run }) => text.indexOf(run.slice(0, beginningOfScript)))
    .filter((at) => at >= 0)
    .sort((a, b) => a - b);
  if (from === undefined) return text;
  const printed = /^[^\n'"]*Reconnect report \d+ \w+\s*$/im.exec(text.slice(from));
  const to = printed ? from + printed.index : text.length;
  return text.slice(0, from) + blank(text.slice(from, to)) + text.slice(to);
}

const beginningOfScript = 30;

// Scripts hold words such as "not listening" that only their output may say.
export const blankScripts = (text: string): string =>
  blankLines(
    text,
    splitOutput(text).filter(({ isCode }) => isCode),
  );
