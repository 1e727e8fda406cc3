/** Reads events whose number alone says too little: TermDD 50 and 56, those of the gateway, and Schannel 36887 and 36888, which depend on their TLS alert. */
import type { OutputLine } from "../splitOutput.ts";
import type { Verdict } from "./verdict.ts";

// Event ID: 56, <EventID>56</EventID>, or a column between commas, semicolons or tabs
const number = (ids: string): RegExp =>
  new RegExp(`(?:[:：]\\s*|<EventID[^>]{0,40}>|[,;\\s]"?)(${ids})(?:"?[,;]|\\s*$|</|\\s{2,}\\S|\\s[\\p{L}(])`, "iu");
const termDd = number("50|56");
const alerts = number("3688[78]");
const gateway = number("201|301|304");
const isGateway = /TerminalServices-Gateway(?![\p{L}])/iu;
const isTermDd = /(?:^|[^\p{L}])TermDD(?![\p{L}])/iu;
// The TLS protocol defined fatal alert code is 40.
const alert = /\b(?:TLS|SSL)\b[^\n]{0,160}?(?<![\d.])(?:40|70|71)(?!\d|[.,]\d)|AlertDesc["']?>(?:40|70|71)</i;

export function judgeEvents(lines: readonly OutputLine[]): Verdict[] {
  const rows = lines.filter(({ joined, isCode }) => !joined && !isCode);
  return rows.flatMap((line, at) => {
    const [, stream] = termDd.exec(line.text) ?? [];
    const nearby = rows.slice(Math.max(0, at - 6), at + 1);
    if (stream && nearby.some(({ text }) => isTermDd.test(text))) return [{ says: `FOUND: ${stream}`, line }];
    const [, gate] = gateway.exec(line.text) ?? [];
    if (gate && nearby.some(({ text }) => isGateway.test(text)))
      return [{ says: `GATEWAY LOG: ${gate === "304" ? "HOST NOT REACHED" : "POLICY"}`, line }];
    const [, refused] = alerts.exec(line.text) ?? [];
    if (!refused) return [];
    const next = rows.slice(at + 1, at + 30);
    const end = next.findIndex(({ text }) => /[:：]\s*\d{3,5}\s*$|<EventID/i.test(text));
    const record = [line, ...next.slice(0, end < 0 ? next.length : end)];
    return record.some(({ text }) => alert.test(text)) ? [{ says: `FOUND: ${refused}`, line }] : [];
  });
}
