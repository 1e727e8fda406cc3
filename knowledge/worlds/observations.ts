/** The table of plain observations and actions in which worlds are written, and what each of them means in a tree. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import type { Tree } from "../tree/tree.ts";
import { didYouMean, listMistakes, type Mistake, WrongKnowledge } from "../tree/wrongKnowledge.ts";
import { readYaml } from "../tree/yamlText.ts";

const text = z.string().trim().min(1, "is empty; write a sentence");
const answers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** The lines of a report by its kind. Null: the line is not printed. */
const printed = z.partialRecord(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.null()])));

const observation = z.strictObject({
  about: text,
  /** What is observed where a world states nothing. */
  ordinary: z.union([z.string(), z.array(z.string())]),
  /** Several values can hold at once. */
  many: z.boolean().default(false),
  values: z.record(
    z.string(),
    z.strictObject({
      means: text,
      /** The answers that a person gives who observes this value. */
      facts: answers.default({}),
      /** The answers that a person gives who does not observe this value. */
      otherwise: answers.default({}),
      /** The lines that a report prints where this value is observed, by the kind of report. */
      prints: printed.default({}),
    }),
  ),
});

const tableSchema = z.strictObject({
  observations: z.record(z.string(), observation),
  /** All lines that the reports of ordinary computers print. */
  reports: printed.default({}),
  actions: z.record(z.string(), z.strictObject({ about: text, steps: z.array(z.string()) })),
  values: z.record(z.string(), z.strictObject({ about: text, blanks: z.array(z.string()) })),
  /** The causes by the side on which they lie. */
  sides: z.record(z.string(), z.array(z.string())),
});

export type Observation = z.infer<typeof observation>;
export type Observations = z.infer<typeof tableSchema>;

export const embeddedObservations = fileURLToPath(new URL("../observations.yaml", import.meta.url));

/** Loads the table. Throws WrongKnowledge, which lists every mistake with its line. */
export function loadObservations(file: string = embeddedObservations): Observations {
  const { value, placeOf } = readYaml(readFileSync(file, "utf8"), file);
  const refuse = (mistakes: readonly Mistake[]): never => {
    throw new WrongKnowledge(
      file,
      mistakes.map(({ what, path }) => ({ what, place: placeOf(path) })),
    );
  };
  const parsed = tableSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return refuse(listMistakes(parsed.error, () => []));
  const mistakes = findUnknownOrdinary(parsed.data);
  return mistakes.length > 0 ? refuse(mistakes) : parsed.data;
}

function findUnknownOrdinary({ observations }: Observations): Mistake[] {
  return Object.entries(observations).flatMap(([key, { ordinary, values }]) =>
    [ordinary]
      .flat()
      .filter((value) => !values[value])
      .map((value) => ({
        what: `"${value}" is not a value of "${key}"${didYouMean(value, Object.keys(values))}`,
        path: ["observations", key, "ordinary"],
      })),
  );
}

/** What the table says about a tree that the tree does not have, and facts that no observation answers. */
export function findTableFaults(table: Observations, tree: Tree): Mistake[] {
  const named = Object.entries(table.observations).flatMap(([key, { values }]) =>
    Object.entries(values).flatMap(([value, { facts, otherwise }]) =>
      [...Object.entries(facts), ...Object.entries(otherwise)].map(([fact, given]) => ({
        fact,
        given: [given].flat(),
        path: ["observations", key, "values", value],
      })),
    ),
  );
  const answered = new Set(named.map(({ fact }) => fact));
  return [
    ...named.flatMap(({ fact, given, path }) => {
      const known = tree.facts[fact]?.answers;
      if (!known) return [{ what: `"${fact}" is not a fact${didYouMean(fact, Object.keys(tree.facts))}`, path }];
      return given
        .filter((answer) => !known[answer])
        .map((answer) => ({
          what: `"${answer}" is not an answer of "${fact}"${didYouMean(answer, Object.keys(known))}`,
          path,
        }));
    }),
    ...Object.entries(table.actions).flatMap(([action, { steps }]) =>
      steps
        .filter((step) => !tree.steps[step])
        .map((step) => ({
          what: `"${step}" is not a step${didYouMean(step, Object.keys(tree.steps))}`,
          path: ["actions", action, "steps"],
        })),
    ),
    ...Object.entries(tree.facts)
      .filter(([id, { note }]) => !note && id !== "code" && !answered.has(id))
      .map(([id]) => ({
        what: `no observation answers the fact "${id}"; add it to knowledge/observations.yaml, so that worlds can tell it`,
        path: ["observations"],
      })),
    ...findUnnamedChanges(table, tree),
  ];
}

// A change that no action names could never be found needless or harmful.
function findUnnamedChanges({ actions }: Observations, tree: Tree): Mistake[] {
  const named = new Set(Object.values(actions).flatMap(({ steps }) => steps));
  return Object.values(tree.steps)
    .filter((step) => step.risk !== "none" && !named.has(step.id))
    .map(({ id }) => ({
      what: `no action names the step "${id}"; add it under "actions:" in knowledge/observations.yaml`,
      path: ["actions"],
    }));
}
