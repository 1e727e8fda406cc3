/** What a technician can look at: the looks of a ticket, and the server report. */
import { fillBlanks } from "../../knowledge/case/blanks.ts";
import { findScript } from "../../knowledge/case/offers.ts";
import type { Standing } from "../../knowledge/case/standing.ts";
import type { Suspect } from "../../knowledge/case/suspects.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
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

/** Looks whose first fact is unknown, those first that concern the most suspects. */
export function suggestLooks(tree: Tree, standing: Standing, prime: readonly Suspect[]): SuggestedLook[] {
  return Object.entries(tree.looks)
    .filter(([id]) => !standing.looked.has(id) && !isLearned(tree, id, standing))
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

/** A healthy output does not name all facts of its look, so the first one counts. What people mention may be a part of it. */
function isLearned(tree: Tree, look: string, standing: Standing): boolean {
  const [first = ""] = tree.looks[look]?.learns ?? [];
  const known = standing.facts.get(first);
  return known !== undefined && !(tree.facts[first]?.many && known.origin === "said");
}

function dependsOn(tree: Tree, cause: string, facts: readonly string[]): boolean {
  const { for: speaking = [], against = [] } = tree.causes[cause] ?? {};
  return [...speaking, ...against].some((entry) => facts.some((fact) => fact in entry));
}
