/** A person's words -> codes and facts. Says less rather than guess: what is not read is asked, what is misread misleads. */

import type { Codes, OtherFault } from "../tree/codes.ts";
import { NOT_SURE, type Tree } from "../tree/tree.ts";
import { findPhrases, type Phrases, preparePhrases } from "./phrases.ts";
import { type Code, readCodes } from "./readCodes.ts";
import { type ReadEvent, readEvents } from "./readEvents.ts";
import { type LineReader, prepareLineReaders, readLines } from "./readLines.ts";
import { type Prose, readProse } from "./words.ts";

export type { Code } from "./readCodes.ts";
export type ReadFact = { fact: string; answer: string; from: string };
export type Understood = {
  /** In the order of the text, without doubles. */
  codes: Code[];
  /** Whether the words name the fault of this tree, another one, or neither. */
  inScope: "yes" | "no" | "unknown";
  facts: ReadFact[];
  /** The extended code that came with 0x904, when it is not 0x7. */
  extendedDiffers?: string;
  /** A fault named by words alone, when no code was given. */
  otherFault?: OtherFault & { from: string };
};

const ownCode = "0x904";
const ownExtended = "0x7";
type Answer = { fact: string; answer: string };
type Prepared = {
  says: Phrases<Answer>;
  lines: LineReader<Answer>[];
  events: Map<number, Answer[]>;
};
const preparedTrees = new WeakMap<Facts, Prepared>();
const preparedFaults = new WeakMap<Codes, Phrases<OtherFault>>();

/** Only what people can say about a tree, so that a tree of a few facts will do. */
type Facts = Pick<Tree, "facts">;

export function understand({ tree, codes }: { tree: Facts; codes: Codes }, text: string): Understood {
  const prose = readProse(text);
  const { says, lines, events } = preparedTree(tree);
  const seen = readEvents(codes, new Set(events.keys()), prose);
  const eventIds = new Set([...seen.map(({ id }) => id), ...codes.events.map(({ event }) => event), ...events.keys()]);
  const named = readCodes(codes, text, eventIds, seen.length > 0);
  const answers = [
    ...findPhrases(says, prose).map(({ meaning, from, first }) => ({
      ...meaning,
      from,
      at: prose.words[first]?.from ?? 0,
    })),
    ...readLines(lines, prose).map(({ meaning, from, at }) => ({ ...meaning, from, at })),
    ...readEventAnswers(seen, events, text),
  ];
  const inOrder = inTextOrder([...named, ...seen], text);
  const otherFault = named.length === 0 ? findOtherFault(codes, prose) : undefined;
  const inScope = judgeScope(
    named,
    seen.some(({ id }) => events.has(id)),
    otherFault,
    prose,
  );
  const extended = named.filter(({ kind }) => kind === "extended");
  const differs = inScope === "yes" && extended.length > 0 && extended.every(({ hex }) => hex !== ownExtended);
  return {
    codes: inOrder.map(({ kind, hex, from }) => ({ kind, hex, from })),
    inScope,
    facts: settle(tree, answers),
    ...(differs && extended[0] ? { extendedDiffers: extended[0].hex } : {}),
    ...(inScope === "no" && otherFault ? { otherFault } : {}),
  };
}

function judgeScope(
  named: readonly Code[],
  hasEvidence: boolean,
  otherFault: OtherFault | undefined,
  prose: Prose,
): Understood["inScope"] {
  if (named.some(({ kind, hex }) => kind === "disconnect" && hex === ownCode)) return "yes";
  if (hasEvidence) return "unknown";
  if (named.some(({ kind }) => kind === "disconnect" || kind === "other")) return "no";
  if (named.length > 0 || !otherFault) return "unknown";
  // The dialog of this fault has a sentence that says little, but it is this dialog.
  const sentence = prose.words.map(({ text }) => text).join(" ");
  return /this computer can not connect/.test(sentence) ? "unknown" : "no";
}

function findOtherFault(codes: Codes, prose: Prose): (OtherFault & { from: string }) | undefined {
  let phrases = preparedFaults.get(codes);
  if (!phrases) {
    phrases = preparePhrases(
      codes["other-faults"].flatMap((fault) =>
        fault.says.map((phrase) => ({ phrase, meaning: fault, about: "fault" })),
      ),
    );
    preparedFaults.set(codes, phrases);
  }
  const [found] = findPhrases(phrases, prose, "trouble");
  return found && { ...found.meaning, from: found.from };
}

function preparedTree(tree: Facts): Prepared {
  let prepared = preparedTrees.get(tree);
  if (!prepared) {
    const answers = Object.entries(tree.facts).flatMap(([fact, { answers }]) =>
      Object.entries(answers)
        .filter(([answer]) => answer !== NOT_SURE)
        .map(([answer, how]) => ({ fact, answer, ...how })),
    );
    const events = new Map<number, Answer[]>();
    for (const { fact, answer, events: ids } of answers)
      for (const id of ids) events.set(id, [...(events.get(id) ?? []), { fact, answer }]);
    prepared = {
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
    preparedTrees.set(tree, prepared);
  }
  return prepared;
}

type Placed = ReadFact & { at: number };

function readEventAnswers(seen: readonly ReadEvent[], events: Prepared["events"], text: string): Placed[] {
  return seen
    .filter(({ counts }) => counts)
    .flatMap(({ id, from }) => (events.get(id) ?? []).map((answer) => ({ ...answer, from, at: text.indexOf(from) })));
}

function inTextOrder<Read extends { from: string }>(read: Read[], text: string): Read[] {
  const places = new Map(read.map((one) => [one, text.indexOf(one.from)]));
  return read.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** One answer a fact, or several where several can hold; contradictions are left for a question. */
function settle(tree: Facts, answers: readonly Placed[]): ReadFact[] {
  const byFact = new Map<string, Map<string, Placed>>();
  for (const read of answers.toSorted((a, b) => a.at - b.at)) {
    const all = byFact.get(read.fact) ?? new Map<string, Placed>();
    if (!all.has(read.answer)) all.set(read.answer, read);
    byFact.set(read.fact, all);
  }
  return [...byFact].flatMap(([fact, read]) => {
    const many = tree.facts[fact]?.many ?? false;
    const alone = [...read.keys()].some((answer) => tree.facts[fact]?.answers[answer]?.alone);
    if (read.size > 1 && (!many || alone)) return [];
    return [...read.values()].map(({ answer, from }) => ({ fact, answer, from }));
  });
}
