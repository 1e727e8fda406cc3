/** A case as a technician would work on it: with the rights that the person may lack. */
import type { Tree } from "../tree/tree.ts";
import { OpenCase } from "./openCase.ts";

/** The facts that say what somebody may do and reach, which differ between the person and a technician. */
export function listRights(tree: Tree): ReadonlySet<string> {
  const listed = rightsIn.get(tree);
  if (listed) return listed;
  const { who, looks, reports, steps } = tree;
  const needs = [...Object.values(looks), ...Object.values(reports), ...Object.values(steps)].flatMap(
    (action) => action.needs,
  );
  const rights = new Set([...Object.values(who).flatMap(({ fact }) => fact ?? []), ...needs]);
  rightsIn.set(tree, rights);
  return rights;
}

const rightsIn = new WeakMap<Tree, ReadonlySet<string>>();

/**
 * The person's answers about their own rights are replaced, the case counts as handed back, and a value that is not known
 * yet, such as the computer's name, stays as its blank in a command: `{host}`. Everything else stays. `withReports`: the
 * technician runs the scripts of reports, even where the person would not.
 */
export function makeTechnicianCase({ knowledge, history, standing }: OpenCase, { withReports = true } = {}): OpenCase {
  const rights = [...listRights(knowledge.tree)].filter((fact) => knowledge.tree.facts[fact]?.answers.yes);
  const refused = history.flatMap((event, at) => (event.kind === "no-report" ? [at] : []));
  const leftOut = withReports ? [] : Object.keys(knowledge.tree.reports);
  const unknown = listOpenBlanks(knowledge.tree).filter((blank) => !standing.values.get(blank));
  return new OpenCase(knowledge, [
    ...history,
    { kind: "handed-back", by: "" },
    { kind: "taken-back", events: refused },
    ...leftOut.map((report) => ({ kind: "no-report" as const, report })),
    ...unknown.map((blank) => ({ kind: "filled" as const, blank, value: `{${blank}}` })),
    ...rights.map((fact) => ({
      kind: "answered" as const,
      fact,
      answers: ["yes"],
      origin: "technician" as const,
      words: "",
    })),
  ]);
}

/** The blanks that no step shows the value of, so that a person has to name it. */
export function listOpenBlanks({ blanks, steps }: Tree): string[] {
  const captured = new Set(Object.values(steps).flatMap(({ captures }) => captures));
  return Object.keys(blanks).filter((blank) => !captured.has(blank));
}
