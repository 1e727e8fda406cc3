/** What a technician can record: the facts that tell most, and the values that commands need. */
import { findAskedFact, listAnswers } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Standing } from "../../knowledge/case/standing.ts";
import { rankSuspects } from "../../knowledge/case/suspects.ts";
import { listOpenBlanks, listRights, makeTechnicianCase } from "../../knowledge/case/technicianCase.ts";
import { listBlanks } from "../../knowledge/tree/blanks.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { OpenBlank, RecordableFact } from "./desk.ts";

/** How many facts count as the most useful ones. */
export const mostUseful = 3;

/** More than any number of suspects. */
const mostWeight = 1_000;

/** Unknown facts first: those that the walk asks for next, then those on which the most suspects depend. */
export function listRecordable(open: OpenCase): RecordableFact[] {
  const { tree } = open.knowledge;
  const next = listNextFacts(open);
  const weights = countDependents(tree, open.standing);
  const weigh = ({ fact, known }: RecordableFact): number =>
    known !== null ? -1 : next.includes(fact) ? mostWeight - next.indexOf(fact) : (weights.get(fact) ?? 0);
  return Object.entries(tree.facts)
    .map(([fact, entry]): RecordableFact => {
      const choices = listAnswers(entry).map(({ id, label }) => ({
        id,
        label,
        name: entry.answers[id]?.chip ?? label,
      }));
      const answers = open.standing.facts.get(fact)?.answers;
      const labels = answers?.map((answer) => choices.find(({ id }) => id === answer)?.label ?? answer);
      return { fact, question: entry.ask, known: labels?.join("; ") ?? null, many: entry.many ?? false, choices };
    })
    .sort((a, b) => weigh(b) - weigh(a));
}

/** The questions that the walk asks next, where it does not look by itself. */
function listNextFacts(open: OpenCase): string[] {
  const { move } = makeTechnicianCase(open, { withReports: false });
  if (move.kind === "together") return move.facts.map(({ id }) => id);
  const asked = findAskedFact(move);
  return asked === undefined ? [] : [asked];
}

/** How many suspects each fact can confirm or rule out. The person's own rights tell nothing to a technician. */
function countDependents(tree: Tree, standing: Standing): Map<string, number> {
  const rights = listRights(tree);
  const counts = new Map<string, number>();
  for (const { cause, standing: is } of rankSuspects(tree, standing)) {
    if (is !== "likely" && is !== "possible") continue;
    const { for: speaking = [], against = [] } = tree.causes[cause] ?? {};
    const facts = new Set([...speaking, ...against].flatMap((entry) => Object.keys(entry)));
    for (const fact of facts)
      if (!rights.has(fact)) counts.set(fact, (counts.get(fact) ?? 0) + (is === "likely" ? 3 : 1));
  }
  return counts;
}

/** The blanks of the ticket's commands that have no value yet, the computer's name first. */
export function listUnfilled({ knowledge: { tree }, standing }: OpenCase): OpenBlank[] {
  const used = new Set(Object.values(tree.looks).flatMap(({ run }) => listBlanks(run)));
  return listOpenBlanks(tree)
    .filter((blank) => used.has(blank) && !standing.values.get(blank))
    .flatMap((blank) => {
      const entry = tree.blanks[blank];
      return entry ? [{ blank, question: entry.ask, example: entry.example }] : [];
    });
}
