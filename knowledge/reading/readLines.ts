/** Tries the tree's regular expressions on pasted output, line by line. */
import { isMeant } from "./doubts.ts";
import type { Prose } from "./words.ts";

export type LineReader<Meaning> = { pattern: RegExp; meaning: Meaning };

const longestLine = 600;
const mostLines = 20_000;

export const prepareLineReaders = <Meaning>(
  reads: Iterable<{ pattern: string; meaning: Meaning }>,
): LineReader<Meaning>[] =>
  [...reads].map(({ pattern, meaning }) => ({ pattern: new RegExp(pattern, "imu"), meaning }));

/** At most one match for each reader. Long lines are split, to bound the time that a pattern takes. */
export function readLines<Meaning>(
  readers: readonly LineReader<Meaning>[],
  prose: Prose,
): { meaning: Meaning; from: string; at: number }[] {
  const matches: { meaning: Meaning; from: string; at: number }[] = [];
  let unmatched = [...readers];
  for (const { line, at } of splitLines(prose.text)) {
    unmatched = unmatched.filter(({ pattern, meaning }) => {
      const match = pattern.exec(line);
      if (!match) return true;
      const from = at + match.index;
      if (!isMeantAt(prose, from, from + match[0].length)) return true;
      matches.push({ meaning, from: match[0].trim(), at: from });
      return false;
    });
  }
  return matches;
}

function* splitLines(text: string): Generator<{ line: string; at: number }> {
  const seen = new Set<string>();
  let count = 0;
  let at = 0;
  while (at < text.length && count < mostLines) {
    const end = text.indexOf("\n", at);
    const stop = Math.min(end < 0 ? text.length : end, at + longestLine);
    const line = text
      .slice(at, stop)
      .replace(/\r$/, "")
      .replace(/\ufeff/g, " ");
    if (!seen.has(line)) {
      seen.add(line);
      count += 1;
      yield { line, at };
    }
    // Pieces of a long line overlap, so that a match is not cut in two.
    at = stop === end || (end < 0 && stop === text.length) ? stop + 1 : stop - 120;
  }
}

// A person may ask about a setting instead of pasting it: "should I add enablecredsspsupport:i:0?"
function isMeantAt(prose: Prose, from: number, to: number): boolean {
  const { words } = prose;
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.to ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  if (!words[low]) return true;
  let last = low;
  while ((words[last + 1]?.from ?? to) < to) last += 1;
  return isMeant(prose, low, last);
}
