/** Finds out what a person's question is about, by the words that it shares with the bot's own. */
import { readTokens } from "../../knowledge/reading/scorer/features.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import type { Fact } from "../../knowledge/tree/tree.ts";

/** Words of ordinary questions, which say nothing about their subject. */
const small = new Set(
  splitWords(
    `what where which when does doing done have having with your yours that this these those there here from they them their will would could should
    about into mean means need know tell want like just then than some anything something really exactly because being much many make made
    find look thing things kind sort ever even also only very more most other ask asking question answer please work works`,
  ),
);

/** The stems and concepts of a text that can name a subject. */
const listSubjects = (text: string): Set<string> =>
  new Set(
    readTokens(splitWords(text).filter((word) => !small.has(word))).flatMap(({ text: token }) =>
      token.startsWith("<") || token.length > 3 ? [token] : [],
    ),
  );

/** How many subjects two texts share. */
export function countShared(question: string, text: string): number {
  const subjects = listSubjects(text);
  return [...listSubjects(question)].filter((subject) => subjects.has(subject)).length;
}

/** Everything that a fact says to people. */
export const joinWords = ({ ask, why, how = "", answers }: Fact): string =>
  [ask, why, how, ...Object.values(answers).map(({ label }) => label)].join(" . ");

/** The one question among several that a person asks about; undefined if it could be more than one. */
export function findMentioned<Asked extends { fact: Fact }>(
  asked: readonly Asked[],
  question: string,
): Asked | undefined {
  // What a question asks for weighs more than what its answers and its explanation mention.
  const weigh = ({ fact }: Asked) => 3 * countShared(question, fact.ask) + countShared(question, joinWords(fact));
  const [first, second] = asked.map((each) => ({ each, weight: weigh(each) })).sort((a, b) => b.weight - a.weight);
  return first && first.weight > (second?.weight ?? 0) ? first.each : undefined;
}
