/** What the script of a report prints on the computers of a world. */
import { listPrintedKeys } from "../proof/printedKeys.ts";
import type { Report, ReportScript } from "../tree/reports.ts";
import { NOT_SURE, type Tree } from "../tree/tree.ts";
import type { Observations } from "./observations.ts";
import { listKnownAnswers, listObserved, type Walker } from "./walker.ts";
import type { World } from "./world.ts";

/** The observation that a person must be able to give in order to run the script. */
const neededFor: Record<string, string> = { client: "client-log", server: "host-log" };

/** Undefined if this person cannot run the script: no Windows, no way onto the computer, or not able to. */
export function printReport(
  tree: Tree,
  table: Observations,
  world: World,
  walker: Walker,
  { id, report, script }: { id: string; report: Report; script: ReportScript },
): string | undefined {
  if (world.person["does-not-know"].includes(neededFor[id] ?? "")) return undefined;
  const known = listKnownAnswers(world, table, tree, walker);
  const lacks = (fact: string) => ["no", NOT_SURE].includes(known.get(fact)?.[0] ?? NOT_SURE);
  if (report.needs.some(lacks)) return undefined;
  const lines = listLines(table, world, walker, id);
  const ending = lines?.get("script") ?? "ps1";
  if (!lines || !script.file.endsWith(`.${ending}`)) return undefined;
  const printed = listPrintedKeys(script);
  const kept = [...lines].filter(([key]) => printed.some((pattern) => pattern.test(key)));
  return [
    `Reconnect report 1 ${id}`,
    ...kept.map(([key, value]) => `${key}: ${value}`),
    `End of report: ${kept.length} lines`,
  ].join("\n");
}

/** Undefined where the system of the computer has no script. */
function listLines(table: Observations, world: World, walker: Walker, id: string): Map<string, string> | undefined {
  const lines = new Map(Object.entries(table.reports[id] ?? {}).map(([key, value]) => [key, String(value)]));
  for (const [observation, values] of listObserved(world, table, walker)) {
    const printed = values.map((value) => table.observations[observation]?.values[value]?.prints[id]);
    const own = new Map<string, string[]>();
    for (const [key, value] of printed.flatMap((entry) => Object.entries(entry ?? {}))) {
      if (key === "nothing") return undefined;
      if (value === null) lines.delete(key);
      else own.set(key, [...(own.get(key) ?? []), String(value)]);
    }
    for (const [key, given] of own) lines.set(key, joinValues(given));
  }
  return lines;
}

// "None" beside an error is no error.
function joinValues(values: readonly string[]): string {
  const real = values.filter((value) => value !== "none");
  return real.length > 0 ? real.join(" ") : "none";
}
