/** Loads a tree file. Refuses a tree that a case could not follow to its end, and names the line and the correction. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { addKnownIssues, addNeighbourAnswers } from "./generated.ts";
import { readWalk } from "./readWalk.ts";
import { findReferenceMistakes } from "./references.ts";
import type { Step, Tree, TreeFile } from "./tree.ts";
import { treeSchema } from "./tree.ts";
import { listMistakes, type Mistake, WrongKnowledge } from "./wrongKnowledge.ts";
import { readYaml } from "./yamlText.ts";

export const embeddedTree = fileURLToPath(new URL("../rdp-0x904.yaml", import.meta.url));

/**
 * Loads a tree. Checking runs in stages (YAML, schema, references) and stops after the first stage that finds mistakes.
 * Throws WrongKnowledge, which lists all mistakes of that stage.
 */
export function loadTree(file: string = embeddedTree): Tree {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new WrongKnowledge(file, [
      {
        what: unreadable[(cause as NodeJS.ErrnoException).code ?? ""] ?? String(cause),
        place: "name a tree file that exists, or leave the name out to use the built-in tree",
      },
    ]);
  }
  return parseTree(text, file);
}

const unreadable: Record<string, string> = {
  ENOENT: "the file does not exist",
  EISDIR: "this is a folder, not a file",
  EACCES: "Reconnect is not permitted to read this file",
};

/** Like `loadTree`, for a text that is already in memory, such as a tree stored under its hash. */
export function parseTree(text: string, file: string): Tree {
  const { value, placeOf } = readYaml(text, file);
  const refuse = (mistakes: readonly Mistake[]): never => {
    throw new WrongKnowledge(
      file,
      mistakes.map(({ what, path }) => ({ what, place: placeOf(path) })),
    );
  };
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse([
      {
        what:
          value === null
            ? 'the file is empty; a tree begins with "tree: its-name"'
            : 'this is not a tree; a tree begins with "tree: its-name" and has facts, causes and a walk',
        path: [],
      },
    ]);
  const parsed = treeSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return refuse(listMistakes(parsed.error, listKnownKeys));
  const mistakes: Mistake[] = [];
  const tree = assemble(parsed.data, createHash("sha256").update(text).digest("hex"), mistakes);
  mistakes.push(...findReferenceMistakes(tree, parsed.data));
  return mistakes.length > 0 ? refuse(mistakes) : tree;
}

/** Returns a function that names line and path of an entry in the tree file. */
export function readPlaces(file: string): (path: readonly (string | number)[]) => string {
  return readYaml(readFileSync(file, "utf8"), file).placeOf;
}

// The keys that the schema allows at a path, for "did you mean".
function listKnownKeys(path: readonly (string | number)[]): string[] {
  let here: unknown = treeSchema;
  for (const part of path) here = descend(here, part);
  here = unwrap(here);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function descend(schema: unknown, part: string | number): unknown {
  const here = unwrap(schema);
  if (here instanceof z.ZodObject) return here.shape[part];
  if (here instanceof z.ZodRecord) return here.valueType;
  if (here instanceof z.ZodArray) return here.element;
  return undefined;
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodUnion) return unwrap(schema.options.find((option) => option instanceof z.ZodObject));
  return schema;
}

/** Moves steps that are written in place into the table of steps, and types the walk. */
function assemble(file: TreeFile, hash: string, mistakes: Mistake[]): Tree {
  const steps: Record<string, Step> = {};
  const keep = (step: Step, path: (string | number)[]): string => {
    if (steps[step.id])
      mistakes.push({
        what: `the step "${step.id}" is written out twice; write it out once and use its id elsewhere`,
        path,
      });
    steps[step.id] = step;
    return step.id;
  };
  const byId = (list: (string | Step)[], path: (string | number)[]): string[] =>
    list.map((step, at) => (typeof step === "string" ? step : keep(step, [...path, at])));

  file.steps.forEach((step, at) => {
    keep(step, ["steps", at]);
  });
  const tests = Object.fromEntries(
    Object.entries(file.tests).map(([id, test]) => [id, { ...test, steps: byId(test.steps, ["tests", id, "steps"]) }]),
  );
  const causes = Object.fromEntries(
    Object.entries(file.causes).map(([id, cause]) => [id, { ...cause, fix: byId(cause.fix, ["causes", id, "fix"]) }]),
  );
  const facts = { ...file.facts };
  addNeighbourAnswers(file, facts);
  addKnownIssues(file, facts, steps, causes);
  return { ...file, facts, steps, tests, causes, walk: readWalk(file.walk, ["walk"], mistakes), hash };
}
