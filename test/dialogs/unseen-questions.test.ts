/**
 * Questions that the scorer was not trained on, as people ask them at each place. A wrong answer is worse than none, and a
 * person who gets none is offered the known questions that come nearest.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { findSideQuestions, rankQuestions, type SideQuestion } from "../../dialogs/hearing/findSideQuestion.ts";
import type { Move } from "../../knowledge/case/moves.ts";
import { loadSentences } from "../../knowledge/reading/scorer/sentences.ts";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { loadKnowledge } from "../../src/turn/trees.ts";

/** `answers`: the labels that are right; empty for a question without an answer, and for what only looks like one. */
const line = z.strictObject({ place: z.string(), asks: z.string(), answers: z.array(z.string()) });
const lines = readFileSync(new URL("unseen-questions.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((each) => line.parse(JSON.parse(each)));

const moves: Record<string, unknown> = {
  opening: { key: "m", kind: "ask" },
  question: { key: "m", kind: "ask" },
  look: { key: "m", kind: "look" },
  step: { key: "m", kind: "step" },
  check: { key: "m", kind: "check" },
  offer: { key: "m", kind: "hand-over" },
  waiting: { key: "m", kind: "hand-over", reference: "RC-1" },
  end: { key: "m", kind: "close" },
};
const knowledge = loadKnowledge(embeddedTree);
const commands: Record<string, string> = { what: "@explain", how: "@how-to-find", news: "@wait", why: "@why-asked" };

const nameOf = (asked: SideQuestion): string =>
  asked.kind === "side-question"
    ? asked.answer
    : asked.kind === "state-question"
      ? `@${asked.topic}`
      : (commands[asked.command] ?? `@${asked.command}`);

const heard = lines.map(({ place, asks, answers }) => {
  const move = moves[place] as Move;
  const given = findSideQuestions(knowledge, move, asks).map(nameOf);
  const near = rankQuestions(knowledge, move, asks).slice(0, 3);
  return {
    answers,
    isAnswered: given.length > 0,
    isRight: given.some((label) => answers.includes(label)),
    isNear: near.some(({ label }) => answers.includes(label)),
  };
});
const known = heard.filter(({ answers }) => answers.length > 0);
const others = heard.filter(({ answers }) => answers.length === 0);
const share = <T>(list: readonly T[], holds: (each: T) => boolean): number => list.filter(holds).length / list.length;

test("none of them was trained on", () => {
  const trained = new Set(loadSentences().questions.map(({ text }) => text.toLowerCase()));
  expect(lines.filter(({ asks }) => trained.has(asks.toLowerCase()))).toEqual([]);
});

test("four in ten are answered at once, and for eight in ten the right answer is among the three nearest", () => {
  expect(share(known, ({ isRight }) => isRight)).toBeGreaterThan(0.4);
  expect(share(known, ({ isNear }) => isNear)).toBeGreaterThan(0.8);
});

test("one in eight at most gets the answer to another question", () => {
  expect(share(known, ({ isAnswered, isRight }) => isAnswered && !isRight)).toBeLessThan(0.125);
});

test("one in four at most of the others gets an answer to a known question", () => {
  expect(share(others, ({ isAnswered }) => isAnswered)).toBeLessThan(0.25);
});
