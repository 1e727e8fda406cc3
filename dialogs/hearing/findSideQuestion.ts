/** Finds out which question a person asks on the side: one that the tree answers, or one whose answer depends on the case. */
import type { Move } from "../../knowledge/case/moves.ts";
import { findSideAnswer } from "../../knowledge/reading/findSideAnswer.ts";
import { createQuestionMatcher, type MatchQuestion } from "../../knowledge/reading/matchQuestion.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { Topic } from "../wording/topics.ts";
import { listQuestions, seemsToAsk } from "./questions.ts";
import { fitsPlace, isTopic, listWays } from "./stateQuestions.ts";

export type SideQuestion = { kind: "side-question"; answer: string } | { kind: "state-question"; topic: Topic };

/** A part of a message says less about what is asked than the whole of it. */
const ofPart = 0.93;
/** From this score on, a question about this place wins over the tree's answer to the same words. */
const certain = 0.85;

/** What the message asks, if the bot can answer it at this place. */
export function findSideQuestion(tree: Tree, move: Move, text: string): SideQuestion | undefined {
  const exact = findSideAnswer(tree, text);
  const [best] = seemsToAsk(text) ? listNear(tree, move, text) : [];
  if (best && "topic" in best && (!exact || best.score >= certain))
    return { kind: "state-question", topic: best.topic };
  const answer = exact ?? (best && "answer" in best ? best.answer : undefined);
  return answer === undefined ? undefined : { kind: "side-question", answer };
}

type Near = ({ topic: Topic } | { answer: string }) & { score: number };

/** The nearest questions first; of two that are as near, the one about this place. */
export function listNear(tree: Tree, move: Move, text: string): Near[] {
  return listQuestions(text)
    .flatMap((question, at) =>
      findMatcher(tree)(question).map(({ id, score: found }): Near => {
        const score = at === 0 ? found : found * ofPart;
        const name = id.slice(1);
        return id.startsWith(ofState) && isTopic(name) ? { topic: name, score } : { answer: name, score };
      }),
    )
    .filter((near) => ("topic" in near ? fitsPlace(near.topic, move) : isSureEnough(tree, near)))
    .sort((a, b) => b.score - a.score);
}

/** "Yes" or "no" to another question than the one that was asked would mislead. */
const isSureEnough = (tree: Tree, { answer, score }: { answer: string; score: number }): boolean =>
  score >= leastOfVerdict || !/^(?:Yes|No)\b/.test(tree.answers[answer]?.says ?? "");
const leastOfVerdict = 0.8;

// An answer of a tree can have any id, also that of a topic.
const ofState = "@";
const ofTree = "=";
const matchers = new WeakMap<Tree, MatchQuestion>();

function findMatcher(tree: Tree): MatchQuestion {
  const known = matchers.get(tree);
  if (known) return known;
  const matcher = createQuestionMatcher([
    ...listWays().map(({ topic, phrase }) => ({ id: ofState + topic, phrase })),
    ...Object.entries(tree.answers).flatMap(([id, { asks }]) => asks.map((phrase) => ({ id: ofTree + id, phrase }))),
  ]);
  matchers.set(tree, matcher);
  return matcher;
}
