/** Moves that ask for many things at once: several questions, or a report. */
import type { Report, ReportScript } from "../tree/reports.ts";
import type { Tree } from "../tree/tree.ts";
import { applies } from "./evidence.ts";
import type { BareMove } from "./moves.ts";
import { findPermission } from "./permission.ts";
import type { Standing } from "./standing.ts";

type Offer = { move: BareMove };

/** All questions of the list that are still open, in one move, if it is worth it. */
export function askTogether(tree: Tree, facts: readonly string[], standing: Standing): Offer | undefined {
  if (standing.wantsOneByOne) return undefined;
  const unknown = facts.flatMap((id) => {
    const fact = tree.facts[id];
    return fact && !standing.facts.has(id) && !standing.askedTogether.has(id) ? [{ id, fact }] : [];
  });
  return unknown.length < 2 ? undefined : { move: { kind: "together", facts: unknown } };
}

/** Offered before its rights and needs are asked for, because the report answers them, and refusing it does too. */
export function offerReport(tree: Tree, id: string, standing: Standing): Offer | undefined {
  const report = tree.reports[id];
  if (!report || standing.reports.has(id) || standing.reportsRefused.has(id)) return undefined;
  if (!applies(standing, { unless: report.unless })) return undefined;
  if (findPermission(tree, report, standing) === "no") return undefined;
  const right = tree.who[report.who]?.fact;
  const script = findScript(report, standing);
  const unknown = right !== undefined && !standing.facts.has(right) ? { right } : {};
  return script && { move: { kind: "report", id, report, script, ...unknown } };
}

/** The script for this case: the first whose facts hold, or the one for all others. */
export function findScript({ scripts }: Report, standing: Standing): ReportScript | undefined {
  return (
    scripts.find(({ when }) => when !== undefined && applies(standing, { when })) ?? scripts.find(({ when }) => !when)
  );
}
