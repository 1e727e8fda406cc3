/** Sees in a whole .rdp file that a line is missing. Windows then uses its default. */
import type { OutputLine } from "../splitOutput.ts";
import type { Verdict } from "./verdict.ts";

const setting = /^\s*[a-z][a-z ]{3,60}:[isb]:/i;

export function judgeRdpFile(lines: readonly OutputLine[]): Verdict[] {
  const rows = lines.filter(({ joined, text }) => !joined && setting.test(text));
  const address = rows.find(({ text }) => /^\s*full address:s:/i.test(text));
  const isWhole =
    address !== undefined && rows.length >= 8 && rows.some(({ text }) => /^\s*authentication level:i:/i.test(text));
  if (!isWhole || lines.some(({ text }) => /enablecredsspsupport/i.test(text))) return [];
  return [{ says: "enablecredsspsupport:i:1", line: address }];
}
