/** Inflection, and nothing beyond it: "expires" is a form of "expire", but "expiry" and "unexpired" are other words. */
import { irregular } from "./vocabulary.ts";

const vowel = /[aeiouy]/;

/** What the word may be a form of, itself included. Says too much rather than too little where English is ambiguous. */
export function lemmasOf(word: string): ReadonlySet<string> {
  const known = remembered.get(word);
  if (known) return known;
  const found = findLemmas(word);
  // What people type never comes here, but what a model writes may be anything.
  if (remembered.size > 5000) remembered.clear();
  remembered.set(word, found);
  return found;
}

const remembered = new Map<string, ReadonlySet<string>>();

function findLemmas(word: string): Set<string> {
  const found = new Set([word]);
  const add = (stem: string, ...endings: string[]) => {
    if (stem.length < 2 || !vowel.test(stem)) return;
    for (const ending of endings) found.add(stem + ending);
  };
  for (const base of irregular.bases.get(word) ?? []) found.add(base);
  if (/[^s]s$/.test(word) && !/(?:us|is)$/.test(word)) add(word.slice(0, -1), "");
  if (/(?:s|x|z|ch|sh|o)es$/.test(word)) add(word.slice(0, -2), "");
  if (/ies$/.test(word)) add(word.slice(0, -3), "y");
  if (/ied$/.test(word)) add(word.slice(0, -3), "y");
  else if (/(?<!e)ed$|greed$|freed$|teed$/.test(word)) addStem(word.slice(0, -2));
  if (/ing$/.test(word)) addStem(word.slice(0, -3));
  if (/ying$/.test(word)) add(word.slice(0, -4), "ie");
  return found;

  function addStem(stem: string): void {
    add(stem, "", "e");
    // "stopped" doubles the last letter of "stop".
    if (/([^aeiouy])\1$/.test(stem)) add(stem.slice(0, -1), "");
  }
}

/** Whether the form is a past or a participle, which tells a deed from a possibility; undefined where that cannot be seen. */
export function isPast(word: string): boolean | undefined {
  const bases = irregular.bases.get(word);
  if (bases) return irregular.pasts.has(word) ? (bases.has(word) ? undefined : true) : undefined;
  return /ed$/.test(word) && lemmasOf(word).size > 1;
}
