/** Weighs what a message states: phrases of the tree against the scorer's view of the same words. */
import type { Scorer } from "../tree/scorer.ts";
import type { Tree } from "../tree/tree.ts";
import type { Likely, ReadFact } from "./readFact.ts";

/** From this probability on, words without a phrase of the tree are worth a question. */
const leastLikely = 0.06;
/** Below this probability, a phrase of the tree is asked back instead of being taken. */
const leastSure = 0.2;
/** From this probability of another answer on, a phrase of the tree is asked back as well. */
const leastContrary = 0.5;
/** From this probability on, a second answer to a fact is worth offering beside the first. */
const leastSecond = 0.2;

/**
 * `stated` are the phrases that the scorer does not speak against. `likely` holds the others, and what only the scorer
 * finds: the best answer for each fact, the most probable first.
 */
export function judgeStatements<Said extends ReadFact>(
  tree: Pick<Tree, "facts">,
  scorer: Scorer | undefined,
  text: string,
  said: readonly Said[],
): { stated: Said[]; likely: Likely[] } {
  if (!scorer) return { stated: [...said], likely: [] };
  const supposed = scorer
    .readStatements(text)
    .filter(({ fact, answer }) => isReadable(tree, fact, answer))
    .sort((a, b) => b.probability - a.probability);
  const find = ({ fact, answer }: ReadFact) => supposed.find((each) => each.fact === fact && each.answer === answer);
  // Where the message also seems to say something else about the fact, the person decides.
  const isContradicted = (reading: Said) => {
    const least = Math.max(leastContrary, find(reading)?.probability ?? 0);
    const others = supposed.filter(({ fact, answer }) => fact === reading.fact && answer !== reading.answer);
    return !tree.facts[reading.fact]?.many && others.some(({ probability }) => probability >= least);
  };
  const isDoubted = (reading: Said) =>
    isReadable(tree, reading.fact, reading.answer) &&
    scorer.facts.has(reading.fact) &&
    ((find(reading)?.probability ?? 0) < leastSure || isContradicted(reading));
  const stated = said.filter((reading) => !isDoubted(reading));
  const doubted = said.filter(isDoubted);
  const known = new Set(stated.map(({ fact }) => fact));
  const likely: Likely[] = [];
  for (const { fact, answer, from, probability } of supposed) {
    if (probability < leastLikely || stated.some((read) => read.fact === fact && read.answer === answer)) continue;
    const allowsMore = tree.facts[fact]?.many ?? false;
    const others = likely.filter((read) => read.fact === fact);
    // Two answers can be near each other; a third one says nothing any more.
    const isNear = others.length === 0 || (others.length === 1 && probability >= leastSecond);
    if (!allowsMore && (known.has(fact) || !isNear)) continue;
    likely.push({ fact, answer, from, probability });
  }
  for (const { fact, answer, from } of doubted)
    if (!known.has(fact) && !likely.some((read) => read.fact === fact && read.answer === answer))
      likely.push({ fact, answer, from, probability: leastLikely });
  return { stated, likely };
}

function isReadable(tree: Pick<Tree, "facts">, fact: string, answer: string): boolean {
  const known = tree.facts[fact];
  return known !== undefined && fact !== "code" && known.answers[answer] !== undefined;
}
