/** Loads worlds: simulated machines and people, and the end that is right for them. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import * as z from "zod";
import type { Tree } from "../tree/tree.ts";
import { didYouMean, listMistakes, type Mistake, WrongKnowledge } from "../tree/wrongKnowledge.ts";
import { readYaml } from "../tree/yamlText.ts";
import type { Observations } from "./observations.ts";

const text = z.string().trim().min(1, "is empty; write a sentence");
const end = z
  .string()
  .regex(
    /^(?:(?:fix|hand-over|neighbour): \S+|hand-over)$/,
    'must be "fix: <cause>", "hand-over: <cause>", "hand-over", or "neighbour: <neighbour>"',
  );

const worldSchema = z.strictObject({
  title: text,
  from: z.array(text).min(1),
  why: text,
  person: z.strictObject({
    who: text,
    language: z.string().regex(/^[a-z]{2}$/, "must be a language such as en or de"),
    says: text,
    window: text.optional(),
    "does-not-know": z.array(z.string()).default([]),
  }),
  observes: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  cause: text,
  "cured-by": z.array(z.string()).default([]),
  end: z.strictObject({ right: z.enum(["fix", "hand-over", "neighbour"]), acceptable: z.array(end).default([]) }),
  never: z.array(z.string()).default([]),
  expert: z.strictObject({ answers: z.number().positive(), minutes: z.number().positive() }),
});

export type World = z.infer<typeof worldSchema> & {
  /** The name of its file, without the ending. */
  name: string;
};

/**
 * Loads one world, or every world of a folder, in alphabetical order. `refused` explains the files that hold mistakes; the
 * others can be used. Throws WrongKnowledge if there is no world at all.
 */
export function loadWorlds(
  place: string,
  table: Observations,
  tree: Tree,
): { worlds: World[]; refused: WrongKnowledge[] } {
  if (!existsSync(place))
    throw new WrongKnowledge(place, [
      { what: "this does not exist", place: "name a folder of worlds, such as test/worlds" },
    ]);
  const files = statSync(place).isDirectory()
    ? readdirSync(place)
        .filter((name) => /\.ya?ml$/.test(name))
        .sort()
        .map((name) => `${place.replace(/[\\/]$/, "")}/${name}`)
    : [place];
  if (files.length === 0)
    throw new WrongKnowledge(place, [
      { what: "this folder has no worlds", place: "each world is one file that ends in .yaml" },
    ]);
  const worlds: World[] = [];
  const refused: WrongKnowledge[] = [];
  for (const file of files) {
    try {
      worlds.push(loadWorld(file, table, tree));
    } catch (error) {
      if (!(error instanceof WrongKnowledge)) throw error;
      refused.push(error);
    }
  }
  return { worlds, refused };
}

function loadWorld(file: string, table: Observations, tree: Tree): World {
  const { value, placeOf } = readYaml(readFileSync(file, "utf8"), file);
  const refuse = (mistakes: readonly Mistake[]): never => {
    throw new WrongKnowledge(
      file,
      mistakes.map(({ what, path }) => ({ what, place: placeOf(path) })),
    );
  };
  const parsed = worldSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return refuse(listMistakes(parsed.error, listKnownKeys));
  const mistakes = findUnknownWords(parsed.data, table, tree);
  if (mistakes.length > 0) return refuse(mistakes);
  return { ...parsed.data, name: file.replace(/^.*[\\/]/, "").replace(/\.ya?ml$/, "") };
}

function listKnownKeys(path: readonly (string | number)[]): string[] {
  const inside = path.length === 0 ? worldSchema : worldSchema.shape[path[0] as keyof typeof worldSchema.shape];
  return inside instanceof z.ZodObject ? Object.keys(inside.shape) : [];
}

function findUnknownWords(world: z.infer<typeof worldSchema>, table: Observations, tree: Tree): Mistake[] {
  const ends = listEnds(tree);
  const known = (word: string, words: Iterable<string>, kind: string, path: (string | number)[]): Mistake[] =>
    new Set(words).has(word) ? [] : [{ what: `"${word}" is not ${kind}${didYouMean(word, words)}`, path }];
  const keys = Object.keys(table.observations);
  const actions = Object.keys(table.actions);
  return [
    ...Object.entries(world.observes).flatMap(([key, observed]) => {
      const unknown = known(key, keys, "an observation of knowledge/observations.yaml", ["observes", key]);
      if (unknown.length > 0) return unknown;
      const { values = {}, many } = table.observations[key] ?? {};
      const given = [observed].flat();
      return [
        ...given.flatMap((one) => known(one, Object.keys(values), `a value of "${key}"`, ["observes", key])),
        ...(given.length > 1 && !many
          ? [{ what: `"${key}" holds one value, not a list`, path: ["observes", key] }]
          : []),
      ];
    }),
    ...world.person["does-not-know"].flatMap((key, at) =>
      known(key, [...keys, ...Object.keys(table.values)], "an observation or a value of knowledge/observations.yaml", [
        "person",
        "does-not-know",
        at,
      ]),
    ),
    ...(["cured-by", "never"] as const).flatMap((field) =>
      world[field].flatMap((action, at) =>
        known(action, actions, "an action of knowledge/observations.yaml", [field, at]),
      ),
    ),
    ...known(world.cause, ends, "a cause or a neighbour", ["cause"]),
    ...world.end.acceptable.flatMap((named, at) => {
      const [, id] = named.split(": ");
      return id === undefined ? [] : known(id, ends, "a cause or a neighbour", ["end", "acceptable", at]);
    }),
  ];
}

/** The ids that a world may name as its cause or end. */
function listEnds(tree: Tree): string[] {
  return [...Object.keys(tree.causes), ...Object.keys(tree.neighbours)];
}
