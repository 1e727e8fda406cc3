/** Tries the tree's regular expressions on pasted output, line by line. */
import { isMeant } from "./doubts.ts";
import { type OutputLine, placeIn, quote, splitOutput } from "./splitOutput.ts";
import { judgeOutput } from "./tools/judgeOutput.ts";
import { type Prose, readProse } from "./words.ts";

export type LineReader<Meaning> = { pattern: RegExp; meaning: Meaning };

const longestLine = 600;

export const prepareLineReaders = <Meaning>(
  reads: Iterable<{ pattern: string; meaning: Meaning }>,
): LineReader<Meaning>[] =>
  [...reads].map(({ pattern, meaning }) => ({ pattern: new RegExp(pattern, "imu"), meaning }));

/** At most one match in the text itself for each reader. Long lines are split, to bound the time that a pattern takes. */
export function readLines<Meaning>(
  readers: readonly LineReader<Meaning>[],
  prose: Prose,
): { meaning: Meaning; from: string; at: number }[] {
  const matches: { meaning: Meaning; from: string; at: number }[] = [];
  let unmatched = [...readers];
  const lines = splitOutput(prose.text);
  for (const { line, start } of cutLines(lines)) {
    const text = line.text.slice(start, start + longestLine);
    const seam = line.joined ? (line.pieces[1]?.start ?? 0) - start : undefined;
    unmatched = unmatched.filter(({ pattern, meaning }) => {
      const match = pattern.exec(text);
      if (!match) return true;
      const end = match.index + match[0].length;
      if (seam !== undefined && (match.index >= seam || end <= seam)) return true;
      const at = placeIn(line, start + match.index);
      const to = placeIn(line, start + end - 1) + 1;
      // Guacamole puts its guess in brackets: "Authentication failure (invalid credentials?)"
      const isGuess = prose.text.startsWith("?)", to);
      if (!isGuess && !(line.isCut ? isMeantInLine(prose, line, at, to) : isMeantAt(prose, at, to))) return true;
      matches.push({ meaning, from: quote(prose.text, line, start + match.index, start + end), at });
      return false;
    });
  }
  for (const { says, line } of judgeOutput(lines))
    for (const { pattern, meaning } of unmatched)
      if (pattern.test(says))
        matches.push({ meaning, from: quote(prose.text, line, 0, line.text.length), at: placeIn(line, 0) });
  return matches;
}

function* cutLines(lines: readonly OutputLine[]): Generator<{ line: OutputLine; start: number }> {
  const seen = new Set<string>();
  for (const line of lines) {
    if (line.isCode || seen.has(line.text)) continue;
    seen.add(line.text);
    // Pieces of a long line overlap, so that a match is not cut in two.
    for (let start = 0; start === 0 || start + 120 < line.text.length; start += longestLine - 120)
      yield { line, start };
  }
}

// Words of the output before it on the same row, such as "NOT-LISTENING", do not deny it.
function isMeantInLine(prose: Prose, line: OutputLine, from: number, to: number): boolean {
  const start = placeIn(line, 0);
  return isMeantAt(readProse(prose.text.slice(start, start + longestLine)), from - start, to - start);
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
