/** Combines the answers to one fact. */
import { NOT_SURE, type Tree } from "../tree/tree.ts";
import type { Event } from "./events.ts";
import type { KnownFact } from "./standing.ts";

/**
 * What is known of a fact after one more answer. For a fact with `many` answers they add up, for any other fact the latest
 * one counts. "Not sure" never replaces an answer.
 */
export function mergeAnswers(
  tree: Tree,
  known: KnownFact | undefined,
  event: Event & { kind: "answered" },
  at: number,
): KnownFact {
  const said: KnownFact = { answers: event.answers, origin: event.origin, words: event.words, event: at };
  const fact = tree.facts[event.fact];
  if (known && event.answers.every((answer) => answer === NOT_SURE)) return known;
  if (!fact?.many) return said;
  const before = known?.answers ?? [];
  const all = [...new Set([...before, ...event.answers])].filter((answer) => answer !== NOT_SURE);
  if (all.length === 0) return said;
  // "None of these" and a real answer exclude each other. The real answer counts, whichever came first.
  const real = all.filter((answer) => !fact.answers[answer]?.alone);
  const order = Object.keys(fact.answers);
  const answers = (real.length > 0 ? real : all).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return { ...said, answers, words: [...new Set([known?.words ?? "", said.words])].filter(Boolean).join("; ") };
}
