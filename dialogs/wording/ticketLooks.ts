/** What a technician can look at next: the looks of a ticket, and the first thing to do. */
import { fillBlanks } from "../../knowledge/case/blanks.ts";
import { findScript } from "../../knowledge/case/offers.ts";
import type { Standing } from "../../knowledge/case/standing.ts";
import type { Suspect } from "../../knowledge/case/suspects.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { NextAction } from "./brief.ts";
import { wordForTechnician } from "./technicianWords.ts";

/** A look, or the script of a report, with the facts that it can establish. */
export type SuggestedLook = { look: string; do: string; run?: string; learns: string[] };

const mostLooks = 4;

/** The server report answers the most questions, so the ticket lists it first. */
export function suggestReport(tree: Tree, standing: Standing): SuggestedLook[] {
  return Object.entries(tree.reports)
    .filter(([id, { where }]) => where === "remote-pc" && !standing.reports.has(id))
    .flatMap(([id, report]) => {
      const script = findScript(report, standing);
      const learns = [...new Set(report.readings.flatMap(({ gives }) => Object.keys(gives)))];
      const how = wordForTechnician(`${report.explain} ${script?.do}`);
      return script ? [{ look: `report:${id}`, do: how, run: script.run, learns }] : [];
    });
}

/** Looks that can establish an unknown fact, those first that concern the most suspects. */
export function suggestLooks(tree: Tree, standing: Standing, prime: readonly Suspect[]): SuggestedLook[] {
  return Object.entries(tree.looks)
    .filter(([id, look]) => !standing.looked.has(id) && look.learns.some((fact) => !standing.facts.has(fact)))
    .map(([id, look]) => ({
      id,
      look,
      causes: prime.filter(({ cause }) => dependsOn(tree, cause, look.learns)).length,
    }))
    .filter(({ causes }) => causes > 0)
    .sort((a, b) => b.causes - a.causes)
    .slice(0, mostLooks)
    .map(({ id, look: { do: text, run, learns } }) => ({
      look: id,
      do: wordForTechnician(text),
      ...fillBlanks(run, standing),
      learns,
    }));
}

/** The walk's own action. A look with a command goes before one that says only where to look. */
export function pickNext(tree: Tree, walked: NextAction | undefined, looks: SuggestedLook[]): NextAction | undefined {
  const others = looks.flatMap(({ look, do: what, run }): NextAction[] => {
    const { title, where } = tree.looks[look] ?? {};
    if (!where) return [];
    return [{ look, ...(title && { title }), do: what, where: tree.where[where] ?? where, ...(run && { run }) }];
  });
  const candidates = [...(walked ? [walked] : []), ...others];
  return candidates.find(({ run }) => run) ?? candidates[0];
}

function dependsOn(tree: Tree, cause: string, facts: readonly string[]): boolean {
  const { for: speaking = [], against = [] } = tree.causes[cause] ?? {};
  return [...speaking, ...against].some((entry) => facts.some((fact) => fact in entry));
}
