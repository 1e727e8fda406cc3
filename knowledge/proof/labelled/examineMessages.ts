/** Compares what is read from labelled messages with their labels. */
import { readFacts } from "../../reading/readFacts.ts";
import { understandAsked } from "../../reading/understandAnswer.ts";
import type { Knowledge } from "../../tree/codes.ts";
import type { LabelledMessage } from "./labelled.ts";

/** Counts over a set of messages. `plain` are the facts that the labels call plainly stated. */
export type MessageScore = {
  messages: number;
  plain: number;
  sureRight: number;
  likelyRight: number;
  missed: number;
  sureWrong: number;
  scopeWrong: number;
  codesMissed: number;
  codesWrong: number;
};

/** What differs in one message; an empty list for a message that is fully right. */
export type MessageFaults = {
  message: string;
  missed: string[];
  asLikely: string[];
  sureWrong: string[];
  codesMissed: string[];
  codesWrong: string[];
  scope?: { read: string; expected: string };
};

/** Reads each message as the first one of a case. */
export function examineMessages(
  knowledge: Knowledge,
  messages: readonly LabelledMessage[],
): { score: MessageScore; faults: MessageFaults[] } {
  const score: MessageScore = {
    messages: messages.length,
    plain: 0,
    sureRight: 0,
    likelyRight: 0,
    missed: 0,
    sureWrong: 0,
    scopeWrong: 0,
    codesMissed: 0,
    codesWrong: 0,
  };
  const labelled = listLabelledFacts(messages);
  const faults = messages.map((message) => examineMessage(knowledge, message, labelled, score)).filter(isFault);
  return { score, faults };
}

// A set says nothing about a fact that none of its labels names: it can be older than the fact.
function listLabelledFacts(messages: readonly LabelledMessage[]): ReadonlySet<string> {
  const labels = messages.flatMap(({ expected }) => [
    ...expected.facts_by_plain_words,
    ...expected.likely,
    ...expected.must_not,
    ...expected.acceptable,
    ...expected.also_acceptable,
  ]);
  return new Set(labels.map((label) => label.split(":")[0] ?? "").filter((fact) => fact !== "code"));
}

function examineMessage(
  knowledge: Knowledge,
  { message, expected }: LabelledMessage,
  labelled: ReadonlySet<string>,
  score: MessageScore,
): MessageFaults {
  const understood = understandAsked(knowledge, "code", message);
  const read = readFacts(knowledge.tree, understood, { asked: "code", first: true, pasted: false });
  const list = (facts: readonly { fact: string; answer: string }[]) => [
    ...new Set(
      facts.filter(({ fact }) => fact === "code" || labelled.has(fact)).map(({ fact, answer }) => `${fact}: ${answer}`),
    ),
  ];
  const sure = list(read);
  const likely = list(understood.likely ?? []).filter((reading) => !sure.includes(reading));
  // A set can be older than the tree, and name a fact that has been replaced since.
  const plain = expected.facts_by_plain_words.filter((reading) => !isRetired(knowledge, reading));
  const right = new Set([...plain, ...expected.likely, ...expected.acceptable, ...expected.also_acceptable]);

  const missed = plain.filter((reading) => !sure.includes(reading) && !likely.includes(reading));
  const asLikely = plain.filter((reading) => likely.includes(reading));
  // The labels for codes and scope judge the code; here it only counts where a label names it.
  const sureWrong = sure.filter(
    (reading) => expected.must_not.includes(reading) || !(right.has(reading) || reading.startsWith("code: ")),
  );
  // Sets that leave out the numbers of events say nothing about them.
  const eventsCount = expected.codes.some((code) => code.startsWith("event "));
  const codes = understood.codes
    .map(({ kind, hex }) => `${kind} ${hex}`)
    .filter((code) => eventsCount || !code.startsWith("event "));
  const codesMissed = expected.codes.filter((code) => !codes.includes(code));
  const codesWrong = codes.filter((code) => !expected.codes.includes(code));
  const wrongScope = understood.inScope !== expected.inScope;

  score.plain += plain.length;
  score.sureRight += plain.filter((reading) => sure.includes(reading)).length;
  score.likelyRight += asLikely.length;
  score.missed += missed.length;
  score.sureWrong += sureWrong.length;
  score.scopeWrong += wrongScope ? 1 : 0;
  score.codesMissed += codesMissed.length;
  score.codesWrong += codesWrong.length;
  return {
    message,
    missed,
    asLikely,
    sureWrong,
    codesMissed,
    codesWrong,
    ...(wrongScope && { scope: { read: understood.inScope, expected: expected.inScope } }),
  };
}

function isRetired({ tree }: Knowledge, reading: string): boolean {
  const [fact = ""] = reading.split(":");
  return !tree.facts[fact] && tree.retired.facts?.[fact] !== undefined;
}

function isFault({ missed, sureWrong, codesMissed, codesWrong, scope }: MessageFaults): boolean {
  return [missed, sureWrong, codesMissed, codesWrong].some((list) => list.length > 0) || scope !== undefined;
}
