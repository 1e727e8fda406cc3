/** The cost of the guard per message, compared with reading a message, which every turn does. */
import { readFileSync } from "node:fs";
import { understand } from "../knowledge/reading/understand.ts";
import { loadCodes } from "../knowledge/tree/codes.ts";
import { loadTree } from "../knowledge/tree/load.ts";
import { judge } from "../src/phrasing/guard/guard.ts";
import { type Effort, type Report, summarize } from "./report.ts";

type Line = { of: string; text: string };

const sets = new URL("../test/phrasing/guard/", import.meta.url);
const templates: Record<string, string> = JSON.parse(readFileSync(new URL("templates.json", sets), "utf8"));

export async function measureGuard({ rounds, seconds }: Effort): Promise<Report[]> {
  const knowledge = { tree: loadTree(), codes: loadCodes() };
  const contestants: { name: string; lines: Line[]; run: (line: Line) => unknown }[] = [
    {
      name: "reading the same words as a person's message",
      lines: readLines("honest"),
      run: ({ text }) => understand(knowledge, text),
    },
    ...["honest", "bolder", "adversarial"].map((set) => ({
      name: `guard, ${set} rewrites`,
      lines: readLines(set),
      run: ({ of, text }: Line) => judge(templates[of] ?? "", text),
    })),
  ];
  const times = contestants.map((): number[] => []);
  // The first round is a warm-up.
  for (let round = 0; round <= rounds; round += 1)
    for (const [at, { lines, run }] of contestants.entries()) {
      const mean = timePerLine(lines, run, (seconds * 1000) / contestants.length);
      if (round > 0) times[at]?.push(mean);
    }
  const rows = contestants.map(({ name, lines }, at) => ({
    what: name,
    texts: lines.length,
    "µs each": summarize(times[at] ?? []),
    "x reading": summarize((times[at] ?? []).map((mean, round) => mean / (times[0]?.[round] ?? Number.NaN))),
  }));
  const note = "A message is judged once, after the model has taken hundreds of milliseconds.";
  return [{ title: "The guard, CPU for one message", note, rows }];
}

function timePerLine<T>(lines: readonly T[], run: (line: T) => unknown, forMs: number): number {
  const until = performance.now() + forMs;
  const started = performance.now();
  let count = 0;
  do {
    for (const line of lines) {
      run(line);
      count += 1;
      if (count % 50 === 0 && performance.now() > until) break;
    }
  } while (performance.now() < until);
  return ((performance.now() - started) / count) * 1000;
}

function readLines(set: string): Line[] {
  const text = readFileSync(new URL(`${set}.jsonl`, sets), "utf8");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
