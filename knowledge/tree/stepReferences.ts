/** Checks the names in steps, and that each step has the parts that fixes and tests rely on. */
import { listBlanks } from "./blanks.ts";
import type { Names, Path } from "./names.ts";
import type { Step, TreeFile } from "./tree.ts";

/** Checks what a step and a look have in common. */
export function checkNeedsAndBlanks(names: Names, action: { needs: string[]; fill: string[] }, path: Path): void {
  action.needs.forEach((fact, at) => {
    // What an action needs is missing if the answer is "no".
    names.checkAnswer(fact, "no", [...path, "needs", at]);
  });
  names.checkBlanks(action.fill, [...path, "fill"]);
}

/** Checks one step, wherever it is written out. */
export function checkStep(names: Names, step: Step, path: Path): void {
  checkNeedsAndBlanks(names, step, path);
  names.checkBlanks(step.captures, [...path, "captures"]);
  if (!step.undo && !step["no-undo"])
    names.addMistake(
      `the step "${step.id}" needs "undo" (how to put it back) or "no-undo" (why it is not put back)`,
      path,
    );
  if (step.undo && step["no-undo"])
    names.addMistake(`the step "${step.id}" has both "undo" and "no-undo"; keep one`, path);
  if ((step.risk === "medium" || step.risk === "high") && !step.warning)
    names.addMistake(
      `the step "${step.id}" has ${step.risk} risk but no "warning"; write what can go wrong (people read it before the step)`,
      path,
    );
  if (step.prepares && step.undo)
    names.addMistake(
      `the step "${step.id}" has "prepares" and "undo", but a step that prepares changes nothing; replace "undo" with "no-undo", or remove "prepares"`,
      path,
    );
}

/** Checks the steps of one fix or test in their order. The path holds the section, then the id of the cause or test. */
export function checkStepList(names: Names, file: TreeFile, ids: readonly string[], path: Path): void {
  const { tree } = names;
  if (ids.every((id) => tree.steps[id]?.prepares))
    names.addMistake('every step here has "prepares: true"; add the step that they prepare', path);
  // A blank is known when the step asks for it, or when an earlier step of the list has captured it.
  const captured = new Set<string>();
  ids.forEach((id, at) => {
    const step = names.check("a step", id, tree.steps, [...path, at]) ? tree.steps[id] : undefined;
    if (!step) return;
    for (const blank of listBlanks(step.run))
      if (!step.fill.includes(blank) && !captured.has(blank))
        addUndeclared(names, blank, id, [...findStep(file, id), "run"], String(path[1]));
    for (const blank of listBlanks(step.undo?.run))
      if (!captured.has(blank) && !(step.fill.includes(blank) && listBlanks(step.run).includes(blank)))
        names.addMistake(
          `the undo of "${id}" needs {${blank}}, but no earlier step captures that value; add "captures: [${blank}]" to the step that reads it`,
          [...path, at],
        );
    for (const blank of step.captures) captured.add(blank);
  });
}

// Several causes can share a step. Its mistake is reported once and lists all of them.
function addUndeclared(names: Names, blank: string, step: string, path: Path, owner: string): void {
  const what = `the command of "${step}" has the blank {${blank}}; declare it with "fill: [${blank}]", or capture it with "captures: [${blank}]" in an earlier step of `;
  const reported = names.mistakes.find((mistake) => mistake.what.startsWith(what));
  if (reported) reported.what += `, ${owner}`;
  else names.addMistake(what + owner, path);
}

/** The path at which a step is written out in the file. */
export function findStep(file: TreeFile, id: string): Path {
  const shared = file.steps.findIndex((step) => step.id === id);
  if (shared >= 0) return ["steps", shared];
  const lists = [
    ...Object.entries(file.tests).map(([name, { steps }]) => ({ path: ["tests", name, "steps"], steps })),
    ...Object.entries(file.causes).map(([name, { fix }]) => ({ path: ["causes", name, "fix"], steps: fix })),
  ];
  for (const { path, steps } of lists) {
    const at = steps.findIndex((step) => typeof step !== "string" && step.id === id);
    if (at >= 0) return [...path, at];
  }
  return [];
}
