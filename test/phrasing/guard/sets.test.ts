/** Rewrites of our own wordings, written by people and models who did not know the guard. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judge } from "../../../src/phrasing/guard/guard.ts";

/** A rewrite of one of our own wordings (`of`), or of a template that somebody else made up. */
type Line = { of?: string; template?: string; text: string; kind?: string; note?: string };

const file = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const templates: Record<string, string> = JSON.parse(file("templates.json"));
const linesOf = (name: string): Line[] =>
  file(name)
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const verdictOn = ({ of = "", template = templates[of], text }: Line) => {
  if (template === undefined) throw new Error(`there is no template "${of}"`);
  return judge(template, text);
};

test("careless, hallucinating and hostile rewrites are all rejected", () => {
  const lines = linesOf("adversarial.jsonl");
  const letThrough = lines.filter((line) => verdictOn(line).accepted);
  const kinds = new Set(lines.map(({ kind }) => kind));
  console.info(
    `adversarial rewrites rejected: ${lines.length - letThrough.length} of ${lines.length}, ${kinds.size} kinds`,
  );
  expect(letThrough).toEqual([]);
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

test("what others made up about words that are not ours is rejected as well", () => {
  const lines = linesOf("elsewhere-hostile.jsonl");
  const letThrough = lines.filter((line) => verdictOn(line).accepted);
  console.info(`bad rewrites of other wordings rejected: ${lines.length - letThrough.length} of ${lines.length}`);
  expect(letThrough).toEqual([]);
});

test("honest rewrites of other wordings are counted, by how much they change", () => {
  const lines = linesOf("elsewhere-honest.jsonl");
  const counts = Map.groupBy(lines, ({ kind = "" }) => kind);
  for (const [kind, all] of counts) {
    const accepted = all.filter((line) => verdictOn(line).accepted);
    console.info(`honest rewrites of other wordings accepted, ${kind}: ${accepted.length} of ${all.length}`);
  }
  // Those that change a word or two; the guard is of no use when it turns these away.
  const lightest = (counts.get("very-light") ?? []).filter((line) => verdictOn(line).accepted);
  expect(lightest.length / (counts.get("very-light")?.length ?? 0)).toBeGreaterThan(0.6);
});
