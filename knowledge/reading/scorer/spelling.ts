/** Corrects misspelt word stems to those that the scorer knows. */
import { distance } from "fastest-levenshtein";
import type { Correct } from "./features.ts";

/** Shorter stems differ by one letter from too many others. */
const shortest = 5;
/** From this length on, two wrong letters are still the same word. */
const long = 9;
/** A long text of unknown words is no text with typing mistakes. */
const mostCorrections = 300;

/** `stems` are the known ones, with the number of questions that each of them matters to. */
export function makeCorrector(stems: Iterable<string>): () => Correct {
  const byHead = new Map<string, string[]>();
  const known = new Set<string>();
  for (const stem of stems) {
    if (!/^[a-z]{4,}$/.test(stem)) continue;
    known.add(stem);
    const head = stem[0] ?? "";
    byHead.set(head, [...(byHead.get(head) ?? []), stem]);
  }
  const corrected = new Map<string, string>();
  // A new count for each text.
  return () => {
    let left = mostCorrections;
    return (stem) => {
      if (stem.length < shortest || !/^[a-z]+$/.test(stem) || known.has(stem)) return stem;
      const before = corrected.get(stem);
      if (before !== undefined) return before;
      if (left <= 0) return stem;
      left -= 1;
      const result = findNearest(byHead.get(stem[0] ?? "") ?? [], stem);
      if (corrected.size < 5_000) corrected.set(stem, result);
      return result;
    };
  };
}

function findNearest(candidates: readonly string[], stem: string): string {
  const most = stem.length >= long ? 2 : 1;
  let nearest = stem;
  let least = most + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - stem.length) > most) continue;
    // Two letters that changed places count as one mistake.
    const apart = isSwapped(candidate, stem) ? 1 : distance(candidate, stem);
    if (apart < least) {
      least = apart;
      nearest = candidate;
    }
  }
  return nearest;
}

function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, place) => letter !== b[place]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
