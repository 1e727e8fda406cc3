/** Rewrites of our own wordings, written by people and models who did not know the guard. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judge } from "../../src/phrasing/guard/guard.ts";

type Line = { of: string; text: string; kind?: string; note?: string };

const file = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const templates: Record<string, string> = JSON.parse(file("templates.json"));
const linesOf = (name: string): Line[] =>
  file(name)
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const verdictOn = ({ of, text }: Line) => judge(templates[of] ?? `there is no template "${of}"`, text);

test("careless, hallucinating and hostile rewrites are all rejected", () => {
  const lines = linesOf("adversarial.jsonl");
  const let_through = lines.filter((line) => verdictOn(line).accepted);
  const kinds = new Set(lines.map(({ kind }) => kind));
  console.info(
    `adversarial rewrites rejected: ${lines.length - let_through.length} of ${lines.length}, ${kinds.size} kinds`,
  );
  expect(let_through).toEqual([]);
  expect(lines.length).toBeGreaterThanOrEqual(250);
});

test("nine of ten honest rewrites within what a model is asked for are accepted", () => {
  const lines = linesOf("honest.jsonl");
  const accepted = lines.filter((line) => verdictOn(line).accepted);
  console.info(`honest rewrites accepted: ${accepted.length} of ${lines.length}`);
  expect(lines.length).toBeGreaterThanOrEqual(150);
  expect(accepted.length / lines.length).toBeGreaterThanOrEqual(0.9);
});

test("bolder honest rewrites are counted, and every rejection says where it stumbled", () => {
  const verdicts = linesOf("bolder.jsonl").map(verdictOn);
  const accepted = verdicts.filter((verdict) => verdict.accepted);
  console.info(`bolder honest rewrites accepted: ${accepted.length} of ${verdicts.length}`);
  expect(verdicts.filter((verdict) => !verdict.accepted && verdict.detail === "")).toEqual([]);
});
