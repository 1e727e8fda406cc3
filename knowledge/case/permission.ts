/** Whether the person may do a step or a look. */
import { NOT_SURE, type Step, type Tree } from "../tree/tree.ts";
import type { BareMove } from "./moves.ts";
import type { Standing } from "./standing.ts";

type Allowed = "yes" | "no" | (BareMove & { kind: "ask" });

/**
 * Whether this person may do the action: yes, no, or the question to ask first. A right needs "yes". What else
 * it needs is there unless the answer is "no" or "not sure", so that an answer can also name the kind of way in.
 */
export function findPermission(tree: Tree, action: { who: Step["who"]; needs: string[] }, standing: Standing): Allowed {
  const role = tree.who[action.who]?.fact;
  const needed = [...(role ? [role] : []), ...action.needs];
  const answers = needed.map((fact) => ({ fact, known: standing.facts.get(fact)?.answers }));
  if (answers.some(({ fact, known }) => known && !allows(known, fact === role))) return "no";
  const open = answers.find(({ known }) => !known)?.fact;
  const fact = open ? tree.facts[open] : undefined;
  return open && fact ? { kind: "ask", id: open, fact } : "yes";
}

function allows(answers: readonly string[], isRight: boolean): boolean {
  return isRight ? answers.includes("yes") : !answers.some((answer) => answer === "no" || answer === NOT_SURE);
}
