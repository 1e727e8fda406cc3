/** `knowledge -- examine` and `knowledge -- answer`: labelled messages and replies, compared with what is read. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { knowledge as command } from "../../src/commands/knowledge.ts";
import { run } from "../support/command.ts";

async function knowledge(words: string[], input = "") {
  const { status, out, err } = await run(command, words, { input });
  return { status, err, lines: out.split("\n").filter(Boolean) };
}

function setOf(...lines: unknown[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "set-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "set.jsonl");
  writeFileSync(file, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
  return file;
}

const overTunnel = {
  message: "over rustdesk it says 0x904",
  expected: { codes: ["disconnect 0x904"], inScope: "yes", facts_by_plain_words: ["goes-through: tunnel"] },
};

test("a set of messages gives one line of figures, and one line for each message that is not fully right", async () => {
  const wrongLabel = {
    ...overTunnel,
    expected: { ...overTunnel.expected, codes: [], must_not: ["goes-through: tunnel"] },
  };
  const { status, lines } = await knowledge(["examine", setOf(overTunnel, wrongLabel), "--json"]);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    messages: 2,
    plain: 2,
    sureRight: 2,
    likelyRight: 0,
    missed: 0,
    sureWrong: 1,
    scopeWrong: 0,
    codesMissed: 0,
    codesWrong: 1,
  });
  expect(lines.slice(1).map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      message: overTunnel.message,
      sureWrong: ["goes-through: tunnel"],
      codesWrong: ["disconnect 0x904"],
    }),
  ]);
  expect(status).toBe(0);
});

test("a fact that no label of a set names is not held against the reader", async () => {
  const older = { message: overTunnel.message, expected: { ...overTunnel.expected, facts_by_plain_words: [] } };
  const { lines } = await knowledge(["examine", setOf(older), "--json"]);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ sureWrong: 0, missed: 0 });
});

test("a set of replies is recognised, and its score counts every acceptable label", async () => {
  const file = setOf(
    { state: "check", prompt: "Does it work?", answer: "yes", expected: "works" },
    { state: "check", prompt: "Does it work?", answer: "no", expected: "told", acceptable: ["did-not-help"] },
    { state: "check", prompt: "Does it work?", answer: "no", expected: "works" },
  );
  const { lines } = await knowledge(["examine", file, "--json"]);
  expect(JSON.parse(lines[0] ?? "")).toEqual({ answers: 3, right: 2 });
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({ answer: "no", heard: "did-not-help", expected: "works" });
  expect((await knowledge(["examine", file])).lines[0]).toBe("2 of 3 answers are heard correctly");
});

test("answer hears one reply per line, with the other facts that it states", async () => {
  const replies = [
    { state: "check", prompt: "Does it work?", answer: "yes" },
    { state: "offer-hand-over", prompt: "Not handed over yet", answer: "no" },
    { state: "ask:goes-through", prompt: "How do you get there?", answer: "not sure" },
    { state: "form:name", prompt: "What is your name?", answer: "Ada Lovelace" },
    { state: "step", prompt: "Restart it.", answer: "over rustdesk it says 0x904" },
  ];
  const { lines, status } = await knowledge(
    ["answer", "--json", "-"],
    replies.map((line) => JSON.stringify(line)).join("\n"),
  );
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { heard: "works", also: [] },
    { heard: "no", also: [] },
    { heard: "not-sure", also: [] },
    { heard: "value", also: [] },
    { heard: "told", also: ["goes-through: tunnel"] },
  ]);
  expect(status).toBe(0);
});

test("a line that is no labelled message, and a place that does not exist, are named; the other lines are read", async () => {
  const messages = await knowledge(["examine", setOf(overTunnel, "not JSON", { message: 4 }), "--json"]);
  expect(JSON.parse(messages.lines[0] ?? "")).toMatchObject({ messages: 1 });
  expect(messages.err).toMatch(/set\.jsonl, line 2: .*skipped\n.*set\.jsonl, line 3: .*message.*skipped/);
  expect(messages.status).toBe(1);
  const replies = await knowledge(
    ["answer", "--json", "-"],
    '{"state":"asks:who","answer":"me"}\n{"state":"check","answer":"yes"}',
  );
  expect(replies.err).toContain('"asks:who" is no place of the conversation. Use ask:<fact>');
  expect(replies.lines).toEqual(['{"heard":"works","also":[]}']);
  expect(replies.status).toBe(1);
  const missing = await knowledge(["examine", "no-such-file.jsonl"]);
  expect(missing.err).toContain("no-such-file.jsonl cannot be read");
  expect(missing.status).toBe(1);
});
