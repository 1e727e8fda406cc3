/** Blanks the parts of a message that are not the person's own words. Places stay the same. */
import type { ReadReport } from "./readReports.ts";
import { blankLines, splitOutput } from "./splitOutput.ts";

export function blankReport(text: string, { from, to }: ReadReport): string {
  return text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, " ") + text.slice(to);
}

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
