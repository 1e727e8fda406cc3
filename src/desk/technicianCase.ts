/** A case as a technician would work on it: with the rights that the person may lack. */
import { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";

/** The facts that say what somebody may do and reach, which differ between the person and a technician. */
export function listRights({ who, looks, reports, steps }: Tree): ReadonlySet<string> {
  const needs = [...Object.values(looks), ...Object.values(reports), ...Object.values(steps)].flatMap(
    (action) => action.needs,
  );
  return new Set([...Object.values(who).flatMap(({ fact }) => fact ?? []), ...needs]);
}

/** The person's answers about their own rights are replaced; everything else stays. */
export function makeTechnicianCase({ knowledge, history }: OpenCase): OpenCase {
  const rights = [...listRights(knowledge.tree)].filter((fact) => knowledge.tree.facts[fact]?.answers.yes);
  const refused = history.flatMap((event, at) => (event.kind === "no-report" ? [at] : []));
  return new OpenCase(knowledge, [
    ...history,
    { kind: "taken-back", events: refused },
    ...rights.map((fact) => ({
      kind: "answered" as const,
      fact,
      answers: ["yes"],
      origin: "technician" as const,
      words: "",
    })),
  ]);
}
