/** What a tree's facts are read with, and how several readings of one fact become one. */
import { NOT_SURE, type Tree } from "../tree/tree.ts";
import { type Phrases, preparePhrases } from "./phrases.ts";
import type { ReadEvent } from "./readEvents.ts";
import type { ReadFact } from "./readFact.ts";
import { type LineReader, prepareLineReaders } from "./readLines.ts";

type Facts = Pick<Tree, "facts">;
type Answer = { fact: string; answer: string };
type FactReaders = { says: Phrases<Answer>; lines: LineReader<Answer>[]; events: Map<number, Answer[]> };

const prepared = new WeakMap<Facts, FactReaders>();

/** Prepared once per tree. */
export function prepareFactReaders(tree: Facts): FactReaders {
  let readers = prepared.get(tree);
  if (!readers) {
    const answers = Object.entries(tree.facts).flatMap(([fact, { answers }]) =>
      Object.entries(answers)
        .filter(([answer]) => answer !== NOT_SURE)
        .map(([answer, patterns]) => ({ fact, answer, ...patterns })),
    );
    const events = new Map<number, Answer[]>();
    for (const { fact, answer, events: ids } of answers)
      for (const id of ids) events.set(id, [...(events.get(id) ?? []), { fact, answer }]);
    readers = {
      says: preparePhrases(
        answers.flatMap(({ fact, answer, says }) =>
          says.map((phrase) => ({ phrase, meaning: { fact, answer }, about: fact })),
        ),
      ),
      lines: prepareLineReaders(
        answers.flatMap(({ fact, answer, reads }) => reads.map((pattern) => ({ pattern, meaning: { fact, answer } }))),
      ),
      events,
    };
    prepared.set(tree, readers);
  }
  return readers;
}

/** `at` is the place in the text. */
export type Placed = ReadFact & { at: number };

/** What the events of a log say about the facts. */
export function readEventAnswers(
  readings: readonly ReadEvent[],
  events: FactReaders["events"],
  text: string,
): Placed[] {
  return readings
    .filter(({ counts }) => counts)
    .flatMap(({ id, from }) => (events.get(id) ?? []).map((answer) => ({ ...answer, from, at: text.indexOf(from) })));
}

/** One answer per fact, or several if the fact allows them. Contradictory answers are dropped, so that the bot asks. */
export function settle(tree: Facts, answers: readonly Placed[]): ReadFact[] {
  const byFact = new Map<string, Map<string, Placed>>();
  for (const reading of answers.toSorted((a, b) => a.at - b.at)) {
    const byAnswer = byFact.get(reading.fact) ?? new Map<string, Placed>();
    if (!byAnswer.has(reading.answer)) byAnswer.set(reading.answer, reading);
    byFact.set(reading.fact, byAnswer);
  }
  return [...byFact].flatMap(([fact, byAnswer]) => {
    const many = tree.facts[fact]?.many ?? false;
    const alone = [...byAnswer.keys()].some((answer) => tree.facts[fact]?.answers[answer]?.alone);
    // The words of a window say more than "there is no code".
    const unlisted = [...byAnswer.values()].filter(({ answer }) => tree.facts[fact]?.answers[answer]?.unlisted);
    const [named] = unlisted;
    if (named && unlisted.length === 1 && !many) return [{ fact, answer: named.answer, from: named.from }];
    if (byAnswer.size > 1 && (!many || alone)) return [];
    return [...byAnswer.values()].map(({ answer, from }) => ({ fact, answer, from }));
  });
}
