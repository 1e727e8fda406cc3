/** What a technician can record: the facts that tell most, the values that commands need, and what the person's words say. */
import { nameAnswer } from "../../dialogs/wording/chips.ts";
import { findAskedFact, listAnswers } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Standing } from "../../knowledge/case/standing.ts";
import { rankSuspects } from "../../knowledge/case/suspects.ts";
import { listOpenBlanks, listRights, makeTechnicianCase } from "../../knowledge/case/technicianCase.ts";
import { understand } from "../../knowledge/reading/understand.ts";
import { listBlanks } from "../../knowledge/tree/blanks.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { Offer, OpenBlank, RecordableFact } from "./desk.ts";

/** How many facts count as the most useful ones. */
export const mostUseful = 3;

/** How probable an answer must be to be offered. */
const leastProbable = 0.5;

/** More than any number of suspects. */
const mostWeight = 1_000;

/** A row of chips, not a list. */
const mostOffers = 4;

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

/** What the words say and the case does not know yet. */
export function listOffers({ knowledge, standing }: OpenCase, text: string): Offer[] {
  const { tree } = knowledge;
  const rights = listRights(tree);
  const { facts: sure, likely = [], reports = [], host } = understand(knowledge, text);
  if (reports.length > 0)
    return reports.map(({ report }) => ({
      name: tree.reports[report]?.title ?? report,
      action: { kind: "read", text },
    }));
  const isNews = (fact: string, answer: string) => !standing.facts.get(fact)?.answers.includes(answer);
  // The technician decides, so what is only likely is offered too.
  const probable = likely.filter(
    ({ fact, probability }, at) =>
      probability >= leastProbable &&
      !sure.some((read) => read.fact === fact) &&
      // One answer for each question, the most probable.
      !likely.some((other, before) => other.fact === fact && (other.probability > probability || before < at)),
  );
  const answers = [...sure, ...probable]
    .filter(({ fact, answer }) => fact !== "code" && !rights.has(fact) && tree.facts[fact] && isNews(fact, answer))
    .map(({ fact, answer }): Offer => {
      const before = tree.facts[fact]?.many ? (standing.facts.get(fact)?.answers ?? []) : [];
      return { name: nameAnswer(tree, fact, answer), action: { kind: "record", fact, answers: [...before, answer] } };
    });
  const name: Offer[] =
    host && tree.blanks.host && standing.values.get("host") !== host.host
      ? [{ name: host.host, action: { kind: "fill", blank: "host", value: host.host } }]
      : [];
  return [...answers, ...name].slice(0, mostOffers);
}
