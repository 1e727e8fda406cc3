/** Reads `Test-NetConnection -InformationLevel Quiet`, which prints only True or False. */
import type { OutputLine } from "../splitOutput.ts";
import type { Verdict } from "./verdict.ts";

const asked = /\b(?:Test-NetConnection|tnc)\b(?=[^\n]{0,200}(?:\s-p\w*\s+3389\b|\bRDP\b))(?=[^\n]{0,200}\bQuiet\b)/i;

export function judgePortTest(lines: readonly OutputLine[]): Verdict[] {
  const rows = lines.filter(({ joined, text }) => !joined && text.trim() !== "");
  const at = rows.findIndex(({ text }) => asked.test(text));
  const answers = at < 0 ? [] : rows.slice(at + 1, at + 4).filter(({ text }) => /^\s*(?:True|False)\s*$/.test(text));
  return answers.slice(0, 1).map((line) => ({ says: `TcpTestSucceeded : ${line.text.trim()}`, line }));
}
