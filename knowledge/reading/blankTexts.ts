/** Blanks the parts of a message that are not the person's own words. Places stay the same. */
import type { Tree } from "../tree/tree.ts";
import type { ReadReport } from "./readReports.ts";
import { blankLines, splitOutput } from "./splitOutput.ts";

export function blankReport(text: string, { from, to, earlier }: ReadReport): string {
  return [...earlier, { from, to }].reduce(blankPlace, text);
}

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
  return blankPlace(text, { from, to: printed ? from + printed.index : text.length });
}

const beginningOfScript = 30;

const blankPlace = (text: string, { from, to }: { from: number; to: number }): string =>
  text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, " ") + text.slice(to);

// Scripts hold words such as "not listening" that only their output may say.
export const blankScripts = (text: string): string =>
  blankLines(
    text,
    splitOutput(text).filter(({ isCode }) => isCode),
  );

/** Blanks the lines that a mail program quotes, which are other people's words. Places stay the same. */
export function blankQuotes(text: string): string {
  return text.replace(/^[ \t]*>.*$/gm, (line) => " ".repeat(line.length));
}
