/** Recognizes the questions that people ask on the side, and for which the tree has an answer. */
import type { Tree } from "../tree/tree.ts";
import { findPhrases, type Phrases, preparePhrases } from "./phrases.ts";
import { readProse, type Word } from "./words.ts";

const prepared = new WeakMap<Tree, Phrases<string>>();
/** In a longer sentence without a question mark, the phrase is more likely a part of an account than a question. */
const mostOtherWords = 7;
const questionWords = new Set(
  "what why how when where which who is are am was were do does did can could may should would will must shall has have".split(
    " ",
  ),
);

/** A longer message is a paste. */
const mostCharacters = 1_500;

/** The id of the answer to the first question in the message, if the tree has one. */
export const findSideAnswer = (tree: Tree, text: string): string | undefined => findSideAnswers(tree, text)[0];

/** The ids of the answers to the questions in the message, in their order. */
export function findSideAnswers(tree: Tree, text: string): string[] {
  if (Object.keys(tree.answers).length === 0 || text.length > mostCharacters) return [];
  let phrases = prepared.get(tree);
  if (!phrases) {
    phrases = preparePhrases(
      Object.entries(tree.answers).flatMap(([id, { asks }]) =>
        asks.map((phrase) => ({ phrase, meaning: id, about: "question" })),
      ),
    );
    prepared.set(tree, phrases);
  }
  const prose = readProse(text);
  const asked = findPhrases(phrases, prose, "anyhow").filter(({ first, last }) => {
    const sentence = prose.words[first]?.sentence;
    const words = prose.words.filter((word) => word.sentence === sentence);
    const clauses = words.filter(({ clause }) => isWithin(clause, prose.words[first], prose.words[last]));
    const others = clauses.length - (last - first + 1);
    const isMarked = sentence !== undefined && prose.questions.has(sentence);
    const beginsAsking = questionWords.has(prose.words[first]?.text ?? "");
    const asks = isMarked || beginsAsking || questionWords.has(words[0]?.text ?? "");
    return others === 0 || (asks && others <= mostOtherWords) || (isMarked && beginsAsking);
  });
  return [...new Set(asked.map(({ meaning }) => meaning))];
}

const isWithin = (clause: number, first: Word | undefined, last: Word | undefined): boolean =>
  clause >= (first?.clause ?? 0) && clause <= (last?.clause ?? 0);
