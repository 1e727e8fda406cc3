/** Recognizes the questions that people ask on the side, and for which the tree has an answer. */
import type { Tree } from "../tree/tree.ts";
import { findPhrases, type Phrases, preparePhrases } from "./phrases.ts";
import { readProse } from "./words.ts";

const prepared = new WeakMap<Tree, Phrases<string>>();
/** In a longer sentence, the phrase is more likely a part of an account than a question. */
const mostOtherWords = 7;
const questionWords = new Set(
  "what why how when where which who is are am was were do does did can could may should would will must shall has have".split(
    " ",
  ),
);

/** The id of the answer to the first question in the message, if the tree has one. */
export function findSideAnswer(tree: Tree, text: string): string | undefined {
  if (Object.keys(tree.answers).length === 0 || text.length > 600) return undefined;
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
  return findPhrases(phrases, prose, "anyhow").find(({ first, last }) => {
    const sentence = prose.words[first]?.sentence;
    const words = prose.words.filter((word) => word.sentence === sentence);
    const others = words.length - (last - first + 1);
    const asks =
      (sentence !== undefined && prose.questions.has(sentence)) ||
      questionWords.has(prose.words[first]?.text ?? "") ||
      questionWords.has(words[0]?.text ?? "");
    return others === 0 || (asks && others <= mostOtherWords);
  })?.meaning;
}
