/** Examines a tree on worlds and renders the result. */
import type { Knowledge } from "../tree/codes.ts";
import { walkWorld } from "./examine.ts";
import { type Judged, judge, type Verdict } from "./judge.ts";
import type { Observations } from "./observations.ts";
import { followList, type ListResult } from "./popularList.ts";
import { walkers } from "./walker.ts";
import type { World } from "./world.ts";

/** `withReports`: the same walk by a person who runs the scripts of the reports where they can. */
export type Examined = Judged & { withReports: Judged; list: ListResult };

/** Every world, walked by its own person and by the four kinds of people. */
export function examineWorlds(knowledge: Knowledge, table: Observations, worlds: readonly World[]): Examined[] {
  return worlds.flatMap((world) =>
    walkers.map((walker) => {
      const walk = (reports: boolean) =>
        judge(knowledge.tree, table, world, walker, walkWorld(knowledge, table, world, walker, { reports }));
      return { ...walk(false), withReports: walk(true), list: followList(knowledge.tree, table, world, walker) };
    }),
  );
}

/** The ends that a tree must not have: a wrong one for a world's own person, and a harmful one for anybody. */
export function findBadEnds(examined: readonly Examined[]): string[] {
  return examined
    .flatMap((row) => [row, row.withReports])
    .filter(({ person, verdict }) => verdict === "harmful" || (verdict === "wrong" && person === "own"))
    .map(({ world, person, verdict, end, cause, harmful }) => {
      const who = person === "own" ? "its own person" : `an ${person}`.replace("an no ", "no ");
      const what =
        harmful.length > 0
          ? `does what must not be done there: ${harmful.join(", ")}`
          : `ends at ${end}${cause ? ` ${cause}` : ""}`;
      return `the world "${world}" ends ${verdict === "wrong" ? "wrongly" : "harmfully"} for ${who}: it ${what}`;
    });
}

/** The two lines that sum up the examination. */
export function summariseExamined(examined: readonly Examined[]): string {
  const own = examined.filter(({ person }) => person === "own");
  return `${summarise("their own person", own)}\n${summarise("all five kinds of people", examined)}`;
}

const verdicts: readonly Verdict[] = ["right", "acceptable", "wrong", "harmful"];

function describeReports({ verdict, answers, minutes, needless }: Judged): string {
  const told = verdict === "right" ? "" : ` (${verdict})`;
  return `| reports: ${String(answers).padStart(2)} answers ${String(minutes).padStart(3)}min ${needless} needless${told}`;
}

export function renderExamined(examined: readonly Examined[]): string {
  const own = examined.filter(({ person }) => person === "own");
  const width = Math.max(...own.map(({ world }) => world.length), 5);
  const lines = examined
    .filter(({ person, verdict }) => person === "own" || verdict === "wrong" || verdict === "harmful")
    .map((row) =>
      [
        (row.person === "own" ? row.world : `  as ${row.person}`).padEnd(width),
        row.verdict.padEnd(10),
        `${row.end}${row.cause ? ` ${row.cause}` : ""}`.padEnd(40),
        `${String(row.answers).padStart(2)} answers`,
        `${String(row.cards).padStart(2)} cards`,
        `${String(row.minutes).padStart(3)}min`,
        `${row.needless} needless`,
        describeReports(row.withReports),
        `| list: ${row.list.verdict.padEnd(10)} ${String(Math.round(row.list.minutes)).padStart(3)}min ${row.list.needless} needless`,
        row.harmful.length > 0 ? `| must not: ${row.harmful.join(", ")}` : "",
      ]
        .join("  ")
        .trimEnd(),
    );
  return [...lines, "", summariseExamined(examined)].join("\n");
}

function summarise(who: string, rows: readonly Examined[]): string {
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const average = (take: (row: Examined) => number) =>
    rows.length === 0 ? "0" : (rows.reduce((sum, row) => sum + take(row), 0) / rows.length).toFixed(1);
  const listRight = rows.filter(({ list }) => list.verdict === "right" || list.verdict === "acceptable").length;
  const share = ((100 * (count("right") + count("acceptable"))) / Math.max(1, rows.length)).toFixed(0);
  return (
    `Worlds walked by ${who}: ${rows.length}; ${verdicts.map((verdict) => `${count(verdict)} ${verdict}`).join(", ")} ` +
    `(${share}% right or acceptable). On average ${average((row) => row.answers)} answers, ${average((row) => row.minutes)} minutes, ` +
    `${average((row) => row.needless)} needless changes. With reports: ${average((row) => row.withReports.answers)} answers, ` +
    `${average((row) => row.withReports.minutes)} minutes, ${average((row) => row.withReports.needless)} needless changes; ` +
    `${rows.filter(({ withReports }) => withReports.verdict === "wrong" || withReports.verdict === "harmful").length} wrong. ` +
    `The list read top to bottom: ${listRight} cured without harm, ` +
    `${rows.filter(({ list }) => list.verdict === "harmful").length} harmful, ${average((row) => row.list.minutes)} minutes, ` +
    `${average((row) => row.list.needless)} needless changes.`
  );
}

/** One line of JSON for a walk. */
export function formatExamined({ list: _, withReports, ...judged }: Examined, { reports = false } = {}): string {
  const { harmful, ...shown } = reports ? withReports : judged;
  return JSON.stringify({ ...shown, harmful: harmful.length });
}
