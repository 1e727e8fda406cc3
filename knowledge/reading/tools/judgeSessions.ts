/** Sees in the list of `qwinsta` that Remote Desktop has no listener. The names of the rows are the same on every Windows. */
import type { OutputLine } from "../splitOutput.ts";
import type { Verdict } from "./verdict.ts";

export function judgeSessions(lines: readonly OutputLine[]): Verdict[] {
  const rows = lines.filter(({ joined, isCode }) => !joined && !isCode);
  const services = rows.find(({ text }) => /^\s*services\s+0\s+\S/i.test(text));
  const hasConsole = rows.some(({ text }) => /^\s*>?console\s+\S/i.test(text));
  if (!services || !hasConsole || rows.some(({ text }) => /\brdp-|#\d/i.test(text))) return [];
  return [{ says: "LISTENER: NOT-LISTENING", line: services }];
}
