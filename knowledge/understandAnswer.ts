/** What a short reply means when one certain thing was asked. */
import { findPhrases, type Phrases, preparePhrases } from "./phrases.ts";
import type { Tree } from "./tree.ts";
import type { Knowledge, ReadFact } from "./understand.ts";
import { proseOf } from "./words.ts";

/** Longer replies tell a story; there only what would be read anywhere counts. */
const mostWords = 14;

const prepared = new WeakMap<Tree, Map<string, Phrases<string>>>();

/** Answers of the asked fact by its `short` phrases besides `says`. Several at once only where several can hold. */
export function understandAnswer({ tree }: Pick<Knowledge, "tree">, fact: string, text: string): ReadFact[] {
  if (text.length > 400) return [];
  const prose = proseOf(text);
  if (prose.words.length > mostWords) return [];
  const found = findPhrases(phrasesOf(tree, fact), prose);
  const answers = new Map(found.map(({ meaning, from }) => [meaning, { fact, answer: meaning, from }]));
  if (answers.size > 1 && !tree.facts[fact]?.many) return [];
  return [...answers.values()];
}

function phrasesOf(tree: Tree, fact: string): Phrases<string> {
  const facts = prepared.get(tree) ?? new Map<string, Phrases<string>>();
  prepared.set(tree, facts);
  const known = facts.get(fact);
  if (known) return known;
  const says = Object.entries(tree.facts[fact]?.answers ?? {}).flatMap(([id, answer]) =>
    [...answer.short, ...answer.says].map((phrase) => ({ phrase, meaning: id, about: fact })),
  );
  const phrases = preparePhrases(says);
  facts.set(fact, phrases);
  return phrases;
}
