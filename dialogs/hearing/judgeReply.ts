/** What the scorer makes of a reply. Rules decide first; this is for the many ways in which people say the same thing. */
import { findAskedFact, type Move } from "../../knowledge/case/moves.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";

/** `near`: two answers are about as probable, and the bot offers both. */
export type Judged =
  | { kind: "label"; label: string; probability: number }
  | { kind: "near"; answers: [string, string] };

/** Enough to go by, if no other label comes near. */
const enough = 0.45;
const clear = 0.3;
/** How probable the meaning of the first words must be to count for all of them. */
const clearOpening = 0.6;
/** A longer message is an account and no reply. */
const mostCharacters = 400;

/** Labels that leave the question open, and the share of their probability that an answer beside them needs. */
const loose = new Map([
  ["told", 0.5],
  ["unclear", 0.5],
  ["correction", 0.5],
  ["-", 0.18],
]);
/** How probable an answer must be beside such a label. */
const leastBeside = 0.14;

/** "Dear support team," asks for no one. */
const salutation = /^\s*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))\s+(?:\p{L}+\s+){0,2}\p{L}+\s*[,!.]/iu;

/** Undefined without a scorer, for a move that takes no reply, and for words that could mean anything. */
export function judgeReply(knowledge: Knowledge, move: Move, message: string): Judged | undefined {
  const text = message.replace(salutation, "").trim() || message;
  if (!knowledge.scorer || text.length > mostCharacters) return undefined;
  const whole = judgeWords(knowledge, move, text);
  if (whole?.kind === "label" && whole.probability >= enough) return whole;
  // "Before. Wait, I also said VPN, but it is the gateway": the first words answer, and the rest says something else.
  const [first = ""] = text.split(/[.,;!?\n]|\s[-–]\s/);
  const opening =
    first.trim() !== "" && first.length < text.trim().length ? judgeWords(knowledge, move, first) : undefined;
  return opening?.kind === "label" && opening.probability >= clearOpening ? opening : whole;
}

function judgeWords({ tree, scorer }: Knowledge, move: Move, text: string): Judged | undefined {
  const fact = findAskedFact(move);
  const isFact = fact !== undefined && tree.facts[fact] !== undefined && move.kind !== "report";
  const scores = isFact ? scorer?.readReply(fact, text) : scorer?.readAct(findPlace(move), text);
  const [first, second] = [...(scores ?? [])].sort(([, a], [, b]) => b - a);
  if (!first) return undefined;
  const answers = isFact ? tree.facts[fact]?.answers : undefined;
  const [best] = [...(scores ?? [])].filter(([each]) => answers?.[each]).sort(([, a], [, b]) => b - a);
  // An answer with a story around it is still an answer.
  const share = loose.get(first[0]);
  if (best && share !== undefined && best[1] >= leastBeside && best[1] >= first[1] * share)
    return { kind: "label", label: best[0], probability: Math.max(best[1], clear) };
  const [label, probability] = first;
  const [otherLabel, otherProbability] = second ?? ["", 0];
  if (probability >= enough || (probability >= clear && otherProbability < probability / 2))
    return { kind: "label", label, probability };
  const isNear = answers?.[label] && answers[otherLabel] && probability + otherProbability >= enough;
  return isNear ? { kind: "near", answers: [label, otherLabel] } : { kind: "label", label, probability };
}

/** Below this probability, an answer is no guess worth showing. */
const leastGuess = 0.02;

/** The two answers of the asked question that come nearest to words that were not understood. */
export function guessAnswers({ tree, scorer }: Knowledge, move: Move, text: string): [string, string] | undefined {
  const fact = findAskedFact(move);
  const answers = fact === undefined || move.kind === "report" ? undefined : tree.facts[fact]?.answers;
  if (!scorer || !answers || fact === undefined || text.length > mostCharacters) return undefined;
  const [first, second] = [...scorer.readReply(fact, text)]
    .filter(([id, probability]) => answers[id] && probability >= leastGuess)
    .sort(([, a], [, b]) => b - a);
  return first && second ? [first[0], second[0]] : undefined;
}

/** The place of the conversation, as the sentences name it. */
function findPlace(move: Move): string {
  if (move.kind !== "hand-over") return places[move.kind] ?? "";
  if (move.reference) return "";
  return move.optional ? "offer-hand-over" : "form";
}

const places: Partial<Record<Move["kind"], string>> = {
  step: "step",
  revert: "step",
  check: "check",
  neighbour: "check",
  confirm: "check",
  look: "look",
  report: "look",
};
