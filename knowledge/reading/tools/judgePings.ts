/** Compares pings of several sizes. Windows translates the words of ping, but not its numbers and "TTL=". The words for a time-out are those of nine languages. */
import type { OutputLine } from "../splitOutput.ts";
import type { Verdict } from "./verdict.ts";

type Run = {
  host: string;
  size: number;
  replies: number;
  last: OutputLine;
  sent: number;
  refused: boolean;
  timeouts: number;
};

// Pinging srv01 [192.0.2.40] with 32 bytes of data:
const header = /(\d{1,3}(?:\.\d{1,3}){3})\]?[^\d\n]{1,40}\b(\d{1,5})\b[^\d\n]{1,30}[:：]\s*$/;
// Packets: Sent = 4, Received = 4, Lost = 0 (0% loss),
const totals = /= ?(\d{1,5})\s?[,、，][^=\n]{1,40}= ?\d{1,5}\s?[,、，]/;
const timeout =
  /timed out|zeitüberschreitung|dépassé|agotado|esgotado|excedeu o tempo|scaduta|タイムアウト|超时|превышен интервал/i;
const refusal = /\bDF\b|fragment|фрагмент/i;
/** Hosts that people ping to test their Internet connection. */
const elsewhere = /^(?:127\.|8\.8\.[48]\.|1\.[01]\.0\.1|9\.9\.9\.9|4\.2\.2\.)/;
const biggest = 1472;

export function judgePings(lines: readonly OutputLine[]): Verdict[] {
  const runs = readRuns(lines).filter(({ host, sent }) => sent > 0 && !elsewhere.test(host));
  const [first] = runs;
  if (!first || runs.some(({ host }) => host !== first.host)) return [];
  // "Destination host unreachable" and "General failure" come from the own computer or network.
  if (runs.some(({ replies, timeouts, sent, refused }) => replies + timeouts !== sent && !refused)) return [];
  const small = runs.filter(({ size }) => size <= 200);
  const big = runs.filter(({ size, refused }) => size >= 1200 && size <= biggest && !refused);
  const lossy = small.find(({ sent, replies }) => replies > 0 && isLoss(sent, sent - replies));
  if (lossy) return [{ says: "PINGS: LOSS", line: lossy.last }];
  const answered = small.some(({ sent, replies }) => sent >= 2 && replies === sent);
  const vanished = big.find(({ sent, replies }) => sent >= 2 && replies === 0);
  if (answered && vanished) return [{ says: "PINGS: VANISH", line: vanished.last }];
  const silent = small.find(({ sent, replies }) => sent >= 3 && replies === 0);
  return silent && runs.every(({ replies }) => replies === 0)
    ? [{ says: "PINGS: NONE ANSWER", line: silent.last }]
    : [];
}

// The first ping is often lost while a VPN or a cache wakes up.
const isLoss = (sent: number, lost: number): boolean => lost >= 2 && lost / sent >= 0.1;

function readRuns(lines: readonly OutputLine[]): Run[] {
  const runs: Run[] = [];
  for (const line of lines) {
    if (line.joined || line.isCode) continue;
    const [, host, size] = header.exec(line.text) ?? [];
    if (host && size)
      runs.push({ host, size: Number(size), replies: 0, last: line, sent: 0, refused: false, timeouts: 0 });
    const run = runs.at(-1);
    if (!run || run.sent > 0) continue;
    if (/\bTTL ?[=:] ?\d/i.test(line.text) && line.text.includes(run.host)) run.replies += 1;
    else if (timeout.test(line.text)) run.timeouts += 1;
    else if (refusal.test(line.text)) run.refused = true;
    const [, sent] = totals.exec(line.text) ?? [];
    if (!sent) continue;
    run.sent = Number(sent);
    run.last = line;
  }
  return runs;
}
