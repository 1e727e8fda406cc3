/** The labelled messages, read as the product reads them: the figures of docs/reading.md must hold. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { examineMessages } from "../../knowledge/proof/labelled/examineMessages.ts";
import { labelledMessage, parseLines } from "../../knowledge/proof/labelled/labelled.ts";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { loadKnowledge } from "../../src/turn/trees.ts";

const knowledge = loadKnowledge(embeddedTree);
const folder = new URL("messages/", import.meta.url);
const sets = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));

describe.each(sets)("%s", (name) => {
  const { lines, wrong } = parseLines(readFileSync(new URL(name, folder), "utf8"), labelledMessage);
  const { score, faults } = examineMessages(knowledge, lines);

  test("every line is a labelled message", () => {
    expect(wrong).toEqual([]);
  });

  test("of 100 facts that are plainly stated, at least 85 are found", () => {
    expect(score.sureRight + score.likelyRight).toBeGreaterThanOrEqual(0.85 * score.plain);
  });

  test("in 100 messages, at most one fact is wrongly taken for sure", () => {
    const wrongly = faults.flatMap(({ sureWrong }) => sureWrong);
    expect(wrongly.length, wrongly.join(", ")).toBeLessThanOrEqual(Math.ceil(score.messages / 100));
  });

  test("every code is read, and nothing else is taken for one", () => {
    const misread = faults.filter(
      ({ codesMissed, codesWrong, scope }) => scope || codesMissed.length + codesWrong.length,
    );
    expect(misread.map(({ message }) => message)).toEqual([]);
  });
});
