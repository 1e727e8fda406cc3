/**
 * Finds a curator's phrases in a person's text.
 *
 * How a phrase is written (`says` in a tree, and in codes.yaml):
 * - small letters; punctuation does not count, and "can't" is the same as "can not"
 * - `works/worked for others`: one word or the other in that place
 * - `works ... my phone`: up to four words in between, within one clause, none of them not, no, never, without or from
 * - a number or a version is a word too: `tls 1.0`, `windows 7`
 * - `~no domain admin` means nothing and only keeps a shorter phrase inside it (`no domain`) from being read
 * Words are compared whole: `cert` does not find "certificate".
 * The longest phrase of a fact wins where two overlap.
 * What is denied, asked, supposed, quoted as advice or over and done is not read (doubts.ts); so "not only me" is its own phrase,
 * and wins over "only me".
 */
import { isMeant } from "./doubts.ts";
import type { Prose } from "./words.ts";
import { splitWords } from "./words.ts";

/** One place of a phrase: the words that may stand there (mostly one word each), or a gap. */
type Slot = { gap: true } | { gap: false; ways: string[][] };
type Phrase<Meaning> = { slots: Slot[]; meaning: Meaning; about: string; isEmpty: boolean };
export type Phrases<Meaning> = Map<string, Phrase<Meaning>[]>;
/** `first` and `last` are words of the prose. */
export type Found<Meaning> = { meaning: Meaning; about: string; first: number; last: number; from: string };

const longestGap = 4;

/** Makes phrases ready to be looked for; do it once. `about` is what competes: of two overlapping finds about the same the longer wins. */
export function preparePhrases<Meaning>(
  says: Iterable<{ phrase: string; meaning: Meaning; about: string }>,
): Phrases<Meaning> {
  const byFirstWord: Phrases<Meaning> = new Map();
  for (const { phrase, meaning, about } of says) {
    const slots = parseSlots(phrase);
    const head = slots[0];
    if (!head || head.gap) continue;
    for (const first of new Set(head.ways.map((way) => way[0] ?? ""))) {
      const list = byFirstWord.get(first) ?? [];
      list.push({ slots, meaning, about, isEmpty: phrase.trim().startsWith("~") });
      byFirstWord.set(first, list);
    }
  }
  return byFirstWord;
}

function parseSlots(phrase: string): Slot[] {
  return phrase
    .trim()
    .split(/\s+/)
    .map((slot): Slot => {
      if (slot === "..." || slot === "…") return { gap: true };
      const ways = slot
        .split("/")
        .map(splitWords)
        .filter((way) => way.length > 0);
      return { gap: false, ways };
    })
    .filter((slot) => slot.gap || slot.ways.length > 0);
}

/** Everything that was said and meant, in the order of the text. */
export function findPhrases<Meaning>(
  phrases: Phrases<Meaning>,
  prose: Prose,
  as: "fact" | "trouble" = "fact",
): Found<Meaning>[] {
  const found: (Found<Meaning> & { isEmpty: boolean })[] = [];
  prose.words.forEach((word, first) => {
    for (const phrase of phrases.get(word.text) ?? []) {
      const end = findEnd(phrase.slots, 0, prose, first, first);
      if (end < 0) continue;
      const from = prose.text.slice(word.from, prose.words[end]?.to);
      const { meaning, about, isEmpty } = phrase;
      found.push({ meaning, about, first, last: end, from, isEmpty });
    }
  });
  // The shorter one gives way before anything is doubted: "only me" inside a denied "not only me" was not said either.
  return longestOnly(found).filter(({ first, last, isEmpty }) => !isEmpty && isMeant(prose, first, last, as));
}

/** The last word of the match of slots from `slot` on at word `at`, or -1. */
function findEnd(slots: readonly Slot[], slot: number, prose: Prose, first: number, at: number): number {
  const here = slots[slot];
  if (!here) return at - 1;
  const sentence = prose.words[first]?.sentence;
  if (here.gap) {
    for (let skipped = 0; skipped <= longestGap; skipped += 1) {
      const end = findEnd(slots, slot + 1, prose, first, at + skipped);
      if (end >= 0) return end;
      const passed = prose.words[at + skipped];
      if (
        !passed ||
        passed.clause !== prose.words[at - 1]?.clause ||
        /^(?:not|no|never|without|from)$/.test(passed.text)
      )
        return -1;
    }
    return -1;
  }
  for (const way of here.ways) {
    if (!way.every((word, step) => isWord(prose, at + step, word, sentence))) continue;
    const end = findEnd(slots, slot + 1, prose, first, at + way.length);
    if (end >= 0) return end;
  }
  return -1;
}

function isWord(prose: Prose, at: number, text: string, sentence: number | undefined): boolean {
  const word = prose.words[at];
  return word !== undefined && word.text === text && word.sentence === sentence;
}

function longestOnly<One extends Found<unknown>>(found: One[]): One[] {
  const byLength = found.toSorted((a, b) => b.last - b.first - (a.last - a.first) || a.first - b.first);
  const taken = new Map<string, Set<number>>();
  const kept = byLength.filter(({ about, first, last }) => {
    const words = taken.get(about) ?? new Set<number>();
    taken.set(about, words);
    for (let at = first; at <= last; at += 1) if (words.has(at)) return false;
    for (let at = first; at <= last; at += 1) words.add(at);
    return true;
  });
  return kept.toSorted((a, b) => a.first - b.first);
}
