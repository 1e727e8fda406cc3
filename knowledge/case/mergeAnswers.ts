/** Combines the answers to one fact. */
import { NOT_SURE, type Tree } from "../tree/tree.ts";
import type { Event, Origin } from "./events.ts";
import type { KnownFact } from "./standing.ts";

/**
 * Combines what is known about a fact with one more answer. If the fact allows `many` answers they add up, otherwise the
 * latest one counts. "Not sure" never replaces an answer. What a look shows replaces what was said before it, except for a
 * log, which can hold more than the look shows.
 */
export function mergeAnswers(
  tree: Tree,
  known: KnownFact | undefined,
  event: Event & { kind: "answered" },
  at: number,
): KnownFact {
  const latest: KnownFact = { answers: event.answers, origin: event.origin, words: event.words, event: at };
  const fact = tree.facts[event.fact];
  if (known && event.answers.every((answer) => answer === NOT_SURE)) return known;
  if (!fact?.many) return latest;
  const isLog = Object.values(fact.answers).some(({ events }) => events.length > 0);
  if (isShown(event.origin) && known?.origin === "said" && !isLog) return latest;
  const before = known?.answers ?? [];
  const combined = [...new Set([...before, ...event.answers])].filter((answer) => answer !== NOT_SURE);
  if (combined.length === 0) return latest;
  // "None of these" and a real answer exclude each other. The real answer counts, whichever came first.
  const real = combined.filter((answer) => !fact.answers[answer]?.alone);
  const order = Object.keys(fact.answers);
  const answers = (real.length > 0 ? real : combined).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return { ...latest, answers, words: [...new Set([known?.words ?? "", latest.words])].filter(Boolean).join("; ") };
}

/** Whether the answer comes from a machine's output. */
const isShown = (origin: Origin): boolean => origin === "look" || origin === "pasted";
