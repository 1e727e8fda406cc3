/**
 * Finds a curator's phrases in a person's text.
 *
 * The syntax of a phrase (`says` in a tree and in codes.yaml):
 * - lowercase letters; punctuation does not count, and "can't" is the same as "can not"
 * - `works/worked for others`: either word matches
 * - `works ... my phone`: up to four words in between, within one clause, except not, no, never, without and from
 * - `over/via <vpn>`: any word that thesaurus.yaml lists under that concept
 * - a number or a version is a word too: `tls 1.0`, `windows 7`
 * - `~no domain admin` has no meaning and only keeps a shorter phrase inside it (`no domain`) from matching
 * Words match whole: `cert` does not match "certificate".
 * If two phrases of a fact overlap, the longer one wins.
 * A phrase that is denied, asked, supposed, quoted as advice or about the past does not count (doubts.ts). That is why
 * "not only me" is a phrase of its own, which wins over "only me".
 */
import { isMeant } from "./doubts.ts";
import { loadThesaurus } from "./thesaurus.ts";
import type { Prose } from "./words.ts";
import { splitWords } from "./words.ts";

/** One slot of a phrase: a gap, or alternatives of mostly one word each. */
type Slot = { gap: true } | { gap: false; ways: string[][] };
type Phrase<Meaning> = { slots: Slot[]; meaning: Meaning; about: string; isEmpty: boolean };
export type Phrases<Meaning> = Map<string, Phrase<Meaning>[]>;
/** `first` and `last` are words of the prose. */
export type Match<Meaning> = { meaning: Meaning; about: string; first: number; last: number; from: string };

const longestGap = 4;

/** Indexes phrases for `findPhrases`; do it once per tree. Overlapping matches compete if they share `about`; the longer one wins. */
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
        .flatMap((way) => listWays(way))
        .filter((way) => way.length > 0);
      return { gap: false, ways };
    })
    .filter((slot) => slot.gap || slot.ways.length > 0);
}

/** The word itself, or every word of a concept. */
function listWays(way: string): string[][] {
  const [, concept = ""] = /^<([a-z0-9-]+)>$/.exec(way) ?? [];
  const entries = concept === "" ? undefined : loadThesaurus().entries.get(concept);
  return entries ?? [splitWords(way)];
}

/** All phrases that the person stated as fact, in text order; with "anyhow", also those that are asked, denied, or supposed. */
export function findPhrases<Meaning>(
  phrases: Phrases<Meaning>,
  prose: Prose,
  as: "fact" | "trouble" | "anyhow" = "fact",
): Match<Meaning>[] {
  // The sentence of a window is one phrase, whatever clauses it has. A person's clauses say one thing each.
  // "How do I know | if I am an administrator" is one question.
  const unit = as === "trouble" || as === "anyhow" ? "sentence" : "clause";
  const matches: (Match<Meaning> & { isEmpty: boolean })[] = [];
  prose.words.forEach((word, first) => {
    for (const phrase of phrases.get(word.text) ?? []) {
      const end = findEnd(phrase.slots, 0, prose, unit, first, first);
      if (end < 0) continue;
      const from = prose.text.slice(word.from, prose.words[end]?.to);
      const { meaning, about, isEmpty } = phrase;
      matches.push({ meaning, about, first, last: end, from, isEmpty });
    }
  });
  // Drop the shorter matches before checking for denials: "only me" inside a denied "not only me" does not count either.
  return keepLongest(matches).filter(
    ({ first, last, isEmpty }) => !isEmpty && (as === "anyhow" || isMeant(prose, first, last, as)),
  );
}

/** The index of the last word if the slots from `slot` on match from word `at` on, otherwise -1. */
function findEnd(
  slots: readonly Slot[],
  slot: number,
  prose: Prose,
  unit: "clause" | "sentence",
  first: number,
  at: number,
): number {
  const current = slots[slot];
  if (!current) return at - 1;
  const within = prose.words[first]?.[unit];
  if (current.gap) {
    for (let skipped = 0; skipped <= longestGap; skipped += 1) {
      const end = findEnd(slots, slot + 1, prose, unit, first, at + skipped);
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
  for (const way of current.ways) {
    if (!way.every((word, step) => isWord(prose, at + step, word, unit, within))) continue;
    const end = findEnd(slots, slot + 1, prose, unit, first, at + way.length);
    if (end >= 0) return end;
  }
  return -1;
}

function isWord(
  prose: Prose,
  at: number,
  text: string,
  unit: "clause" | "sentence",
  within: number | undefined,
): boolean {
  const word = prose.words[at];
  return word !== undefined && word.text === text && word[unit] === within;
}

function keepLongest<Each extends Match<unknown>>(matches: Each[]): Each[] {
  const byLength = matches.toSorted((a, b) => b.last - b.first - (a.last - a.first) || a.first - b.first);
  const wordsByTopic = new Map<string, Set<number>>();
  const winners = byLength.filter(({ about, first, last }) => {
    const words = wordsByTopic.get(about) ?? new Set<number>();
    wordsByTopic.set(about, words);
    for (let at = first; at <= last; at += 1) if (words.has(at)) return false;
    for (let at = first; at <= last; at += 1) words.add(at);
    return true;
  });
  return winners.toSorted((a, b) => a.first - b.first);
}
