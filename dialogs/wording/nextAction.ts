/** What a technician does next: the step that the evidence calls for, the walk's own look or step, or a look that tells much. */
import { findDueFix } from "../../knowledge/case/dueFix.ts";
import { makeMoveKey } from "../../knowledge/case/moveKeys.ts";
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { makeTechnicianCase } from "../../knowledge/case/technicianCase.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { wordForTechnician } from "./technicianWords.ts";
import type { SuggestedLook } from "./ticketLooks.ts";

/** A look or a step of the tree, with the known values filled into its command. */
export type NextAction = {
  look?: string;
  step?: string;
  title?: string;
  do: string;
  where: string;
  warning?: string;
  run?: string;
  /** What a step should lead to. */
  expect?: string;
  /** What speaks for the cause that the step is for. */
  because?: string[];
};

/** The move that the walk has for a technician. */
export type TechnicianMove = Move & { kind: "report" | "look" | "step" };

/** Undefined where the walk goes on with a question to the person, or ends. */
export function findTechnicianMove(open: OpenCase): TechnicianMove | undefined {
  return keepAction(makeTechnicianCase(open).move);
}

/** The step of a fix that comes next for a technician, as it is recorded when it is done. */
export function findTechnicianStep(open: OpenCase): (Move & { kind: "step" }) | undefined {
  const { history, move, knowledge, standing } = makeTechnicianCase(open, { withReports: false });
  const due = findDueFix(knowledge.tree, standing);
  if (due) return { ...due.step, key: makeMoveKey(due.step, history) };
  return move.kind === "step" ? move : undefined;
}

/** A look with a command goes before one that says only where to look. Undefined once a fix stays. */
export function findNextAction(open: OpenCase, looks: readonly SuggestedLook[]): NextAction | undefined {
  const { tree } = open.knowledge;
  if (open.standing.fixed) return undefined;
  const { move, standing } = makeTechnicianCase(open, { withReports: false });
  const due = findDueFix(tree, standing);
  if (due) return { ...describeMove(tree, due.step), because: due.suspect.because };
  const walked = move.kind === "look" || move.kind === "step" ? [describeMove(tree, move)] : [];
  const others = looks.flatMap(({ look, do: what, run }): NextAction[] => {
    const { title, where } = tree.looks[look] ?? {};
    if (!where) return [];
    return [{ look, ...(title && { title }), do: what, where: tree.where[where] ?? where, ...(run && { run }) }];
  });
  const candidates = [...walked, ...others];
  return candidates.find(({ run }) => run) ?? candidates[0];
}

type Described = Pick<Move & { kind: "look" }, "kind" | "id" | "look" | "run"> | StepToDescribe;
type StepToDescribe = Pick<Move & { kind: "step" }, "kind" | "id" | "step" | "run">;

/** A report is left out, because its script does not fit into a head. */
function describeMove(tree: Tree, move: Described): NextAction {
  const { title, do: what, where, warning } = move.kind === "look" ? move.look : move.step;
  const expect = move.kind === "step" && wordForTechnician(move.step.expect);
  return {
    ...(move.kind === "look" ? { look: move.id } : { step: move.id }),
    ...(title && { title }),
    do: wordForTechnician(what),
    where: tree.where[where] ?? where,
    ...(warning && { warning }),
    ...(move.run && { run: move.run }),
    ...(expect && { expect }),
  };
}

function keepAction(move: Move): TechnicianMove | undefined {
  return move.kind === "report" || move.kind === "look" || move.kind === "step" ? move : undefined;
}
