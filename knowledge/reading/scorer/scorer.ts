/** The scorer: ranks what words probably mean, from sentences that people wrote. It never decides alone. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Scorer, Supposed } from "../../tree/scorer.ts";
import { readProse, splitWords } from "../words.ts";
import { anyQuestion, BankReader, formatBank, noAnswer } from "./bank.ts";
import { listFeatures, readSigns, readTokens } from "./features.ts";
import type { Models } from "./models.ts";
import { cutSegments } from "./segments.ts";
import { makeCorrector } from "./spelling.ts";

/** The weights, and the hash of the sentences that they were trained on. */
export type ScorerFile = { from: string } & Models;

const banks = ["stated", "replies", "acts", "questions"] as const;

/** A heading, then the banks, each after a line with its name. */
export const formatScorer = (file: ScorerFile): string =>
  [
    `# Weights of the scorer. Written by: npm run -s knowledge -- train\nfrom ${file.from}\n`,
    ...banks.map((name) => `[${name}]\n${formatBank(file[name])}`),
  ].join("");

/** The hash of the sentences that a file was trained on. */
export const readOrigin = (text: string): string => /^from (\w+)$/m.exec(text.slice(0, 500))?.[1] ?? "";

function cutBank(text: string, name: string): string {
  const start = text.indexOf(`\n[${name}]\n`);
  if (start < 0) throw new Error(`the scorer's weights have no part [${name}]; run: npm run -s knowledge -- train`);
  const from = start + name.length + 4;
  const end = text.indexOf("\n[", from);
  return text.slice(from, end < 0 ? text.length : end + 1);
}

/** Below this probability a reading is not worth a question. */
const leastWorth = 0.05;
/** A reply that is longer than this, in words, is read by its beginning. */
const mostWords = 60;

/** Reads the weights beside a tree file; undefined for a tree that has none. */
export function loadScorerBeside(treeFile: string): Scorer | undefined {
  const file = path.join(path.dirname(treeFile), "scorer.txt");
  return existsSync(file) ? makeScorer(readFileSync(file, "utf8")) : undefined;
}

/** Reads what `formatScorer` wrote. */
export function makeScorer(text: string): Scorer {
  const read = (name: (typeof banks)[number]) => new BankReader(cutBank(text, name));
  const readers = {
    stated: read("stated"),
    replies: read("replies"),
    acts: read("acts"),
    questions: read("questions"),
  };
  const startCorrecting = makeCorrector(new Set(Object.values(readers).flatMap((reader) => reader.listStems())));
  const readWhole = (text: string) =>
    listFeatures(readTokens(splitWords(text).slice(0, mostWords), startCorrecting()), readSigns(text));
  const readOne = (reader: BankReader, about: string, text: string) =>
    new Map(reader.score(readWhole(text), 0, about).map(({ label, probability }) => [label, probability]));
  return {
    facts: new Set(readers.stated.listQuestions()),
    readStatements: (text) => readStatements(readers.stated, text, startCorrecting()),
    explainStatement: ({ fact, answer, from }) => readers.stated.explain(readWhole(from), fact, answer).slice(0, 6),
    readReply: (fact, text) => readOne(readers.replies, fact, text),
    readAct: (place, text) => readOne(readers.acts, place, text),
    readQuestion: (text) => readOne(readers.questions, anyQuestion, text),
  };
}

function readStatements(reader: BankReader, text: string, correct: (stem: string) => string): Supposed[] {
  const prose = readProse(text);
  const segments = cutSegments(text, prose);
  const words = prose.words.slice(
    0,
    segments.reduce((most, { end }) => Math.max(most, end), 0),
  );
  const tokens = readTokens(
    words.map(({ text: word }) => word),
    correct,
    words.map(({ clause }) => clause),
  );
  // The index of the first token at or after each word.
  const tokenAt = new Int32Array(words.length + 1).fill(tokens.length);
  for (let at = tokens.length - 1, word = words.length; word >= 0; word -= 1) {
    while (at >= 0 && (tokens[at]?.word ?? 0) >= word) at -= 1;
    tokenAt[word] = at + 1;
  }
  const signs = readSigns(text);
  const best = new Map<string, Supposed>();
  for (const { from, to, first, end, asks } of segments) {
    const features = listFeatures(tokens, { ...signs, asks }, tokenAt[first], tokenAt[end]);
    for (const { about: fact, label: answer, probability } of reader.score(features, leastWorth)) {
      if (answer === noAnswer) continue;
      const known = best.get(`${fact}: ${answer}`);
      if (!known) {
        best.set(`${fact}: ${answer}`, { fact, answer, probability, from: text.slice(from, to) });
        continue;
      }
      // A short quotation that says nearly as much is easier to check than a long one.
      const isShorter = to - from < known.from.length;
      if (probability > known.probability * (isShorter ? 0.8 : 1.2)) known.from = text.slice(from, to);
      known.probability = Math.max(known.probability, probability);
    }
  }
  return [...best.values()];
}
