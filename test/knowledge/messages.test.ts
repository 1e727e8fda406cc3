/** The labelled messages, read as the product reads them: the figures of docs/reading.md must hold. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hearState } from "../../dialogs/hearing/hearState.ts";
import { examineMessages } from "../../knowledge/proof/labelled/examineMessages.ts";
import { labelledMessage, labelledReply, parseLines } from "../../knowledge/proof/labelled/labelled.ts";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { loadKnowledge } from "../../src/turn/trees.ts";

const knowledge = loadKnowledge(embeddedTree);
const folder = new URL("messages/", import.meta.url);
const replies = new URL("replies/", import.meta.url);
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

  test("in 100 messages, at most six codes or scopes are misread; in the older sets none", () => {
    const misread = faults.filter(
      ({ codesMissed, codesWrong, scope }) => scope || codesMissed.length + codesWrong.length > 0,
    );
    const most = name.startsWith("unseen") ? (6 * score.messages) / 100 : 0;
    expect(misread.length, misread.map(({ message }) => message).join("\n")).toBeLessThanOrEqual(most);
  });
});

test("in 100 messages, at most one fact is wrongly taken for sure", () => {
  const all = sets.flatMap((name) => parseLines(readFileSync(new URL(name, folder), "utf8"), labelledMessage).lines);
  const { faults } = examineMessages(knowledge, all);
  const wrongly = faults.flatMap(({ message, sureWrong }) => sureWrong.map((fact) => `${fact} in ${message}`));
  expect(wrongly.length, wrongly.join("\n")).toBeLessThanOrEqual(all.length / 100);
});

describe.each(readdirSync(replies))("replies, %s", (name) => {
  const { lines, wrong } = parseLines(readFileSync(new URL(name, replies), "utf8"), labelledReply);
  const misheard = lines.filter(({ state, answer, expected, acceptable }) => {
    const { heard } = hearState(knowledge, state, answer);
    return heard !== expected && !acceptable.includes(heard);
  });

  test("of 100 replies, at least 90 are heard correctly", () => {
    expect(wrong).toEqual([]);
    expect(misheard.length).toBeLessThanOrEqual(lines.length / 10);
  });
});
