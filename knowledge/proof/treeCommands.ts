/** Whether the commands of a tree work where they are typed, are allowed, and are put back by their undo. */
import { listBlanks } from "../tree/blanks.ts";
import type { Look, Step, Tree } from "../tree/tree.ts";
import type { Mistake } from "../tree/wrongKnowledge.ts";
import { type CommandText, findCommandFaults } from "./commandFaults.ts";
import { findScriptFaults } from "./scriptFaults.ts";
import { findUndoFaults } from "./undoFaults.ts";

/** Lists the faults of all commands in looks, reports, steps, undos and the checks of neighbours. */
export function findTreeCommandFaults(tree: Tree): Mistake[] {
  return [...findLookFaults(tree), ...findScriptFaults(tree), ...findStepFaults(tree), ...findNeighbourFaults(tree)];
}

function findLookFaults(tree: Tree): Mistake[] {
  return Object.entries(tree.looks).flatMap(([id, look]) => {
    const name = `the look "${id}"`;
    const path = ["looks", id];
    return [
      ...checkCommand(name, look, path, (text) => findCommandFaults(text, { oldest: look["works-on"] })),
      ...findWrongWindow(tree, name, look, path),
      ...findUnusedBlanks(name, look.fill, [look.run, look.do], path),
    ];
  });
}

function findStepFaults(tree: Tree): Mistake[] {
  return Object.values(tree.steps).flatMap((step) => {
    const name = `the step "${step.id}"`;
    const path = locateStep(tree, step.id);
    const oldest = step["works-on"];
    const undo = step.undo?.run ? { run: step.undo.run, window: step.window } : undefined;
    return [
      ...checkCommand(name, step, path, (text) => [
        ...findCommandFaults(text, { oldest, undo: isPlaced(undo) ? undo : undefined }),
        ...(isPlaced(undo) ? findUndoFaults(text, undo) : []),
      ]),
      ...checkCommand(`the undo of ${name}`, { ...undo }, path, (text) => findCommandFaults(text, { oldest })),
      ...findWrongWindow(tree, name, step, path),
      ...findUnusedBlanks(name, step.fill, [step.run, step.do, step.undo?.run, step.undo?.do], path),
    ];
  });
}

// Where the first fix or test that uses the step writes or names it.
function locateStep(tree: Tree, id: string): Mistake["path"] {
  const lists = [
    ...Object.entries(tree.causes).map(([name, { fix }]) => ({ path: ["causes", name, "fix"], ids: fix })),
    ...Object.entries(tree.tests).map(([name, { steps }]) => ({ path: ["tests", name, "steps"], ids: steps })),
  ];
  const owner = lists.find(({ ids }) => ids.includes(id));
  return owner ? [...owner.path, owner.ids.indexOf(id)] : ["steps"];
}

function findNeighbourFaults(tree: Tree): Mistake[] {
  return Object.entries(tree.neighbours).flatMap(([id, { checks }]) =>
    checks.flatMap((check, at) =>
      checkCommand(`check ${at + 1} of the neighbour "${id}"`, check, ["neighbours", id, "checks", at], (text) =>
        findCommandFaults(text),
      ),
    ),
  );
}

function isPlaced(text: { run: string; window: CommandText["window"] | undefined } | undefined): text is CommandText {
  return text?.window !== undefined;
}

function checkCommand(
  name: string,
  { run, window }: { run?: string | undefined; window?: CommandText["window"] | undefined },
  path: Mistake["path"],
  find: (text: CommandText) => string[],
): Mistake[] {
  if (!run) return [];
  if (!window) return [{ what: `${name} has a command but no "window"; name where it is typed`, path }];
  return find({ run, window }).map((what) => ({ what: `${name}: ${what}`, path: [...path, "run"] }));
}

function findWrongWindow(
  tree: Tree,
  name: string,
  { window, who, needs }: Step | Look,
  path: Mistake["path"],
): Mistake[] {
  if (window !== "powershell-admin" || tree.who[who]?.fact || needs.length > 0) return [];
  return [
    {
      what: `${name} is for everybody but needs an administrator's window; name an administrator as "who", or set the window to powershell`,
      path,
    },
  ];
}

// A person is asked for a blank before the step. One that is not used costs them an answer.
function findUnusedBlanks(
  name: string,
  fill: Step["fill"],
  texts: readonly (string | undefined)[],
  path: Mistake["path"],
): Mistake[] {
  const used = new Set(texts.flatMap((text) => listBlanks(text)));
  return fill
    .filter((blank) => !used.has(blank))
    .map((blank) => ({
      what: `${name} asks for {${blank}} and does not use it; remove it from "fill"`,
      path: [...path, "fill"],
    }));
}
