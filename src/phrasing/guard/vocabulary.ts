/** Reads the guard's word lists. Curators edit them; a test holds what is promised about them. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { listMistakes, WrongKnowledge } from "../../../knowledge/tree/wrongKnowledge.ts";
import { readYaml } from "../../../knowledge/tree/yamlText.ts";

const group = z
  .string()
  .transform((line) => line.split(",").map((phrase) => phrase.trim().split(/\s+/)))
  .refine((phrases) => phrases.every(([word]) => word !== ""), "has a comma with nothing beside it")
  .refine(([first]) => first?.length === 1, "must begin with one word, the name of the meaning");
/** Its name tells one meaning from another, so two of one name would be one. */
const groups = z.array(group).superRefine((all, context) => {
  for (const [at, [[name] = []]] of all.entries())
    if (all.findIndex((phrases) => phrases[0]?.[0] === name) < at)
      context.addIssue({ code: "custom", path: [at], message: `begins with "${name}", as an earlier line does` });
});
const words = z.string().transform((text) => text.trim().split(/\s+/));
const kinds = z.enum([
  "negation",
  "condition",
  "strength",
  "modal",
  "actor",
  "place",
  "order",
  "quantity",
  "cause",
  "direction",
  "tense",
]);
const files = {
  markers: z.record(kinds, groups),
  synonyms: groups,
  everyday: z.strictObject({
    named: words,
    commands: words,
    names: words,
    "same-as": z.record(z.string(), words),
    free: words,
    "may-go": words,
    "may-come": words,
    starts: z.array(z.string()),
    openers: z.array(z.string()),
  }),
  irregular: z.strictObject({ verbs: words, nouns: words }),
};

/** What kind of meaning a marker carries; also the reason that is given when it is not the same. */
export type MarkerKind = z.infer<typeof kinds>;

/** Words that are the same as other words; `ending` ones only where a clause ends with them. */
export type SameAs = { words: string[]; are: string[]; ending: boolean };

/** Several words that stand for one: "as a rule" for "usually". */
export type SetPhrase = { words: string[]; name: string; marker: boolean };

function read<Name extends keyof typeof files>(name: Name): z.infer<(typeof files)[Name]> {
  const file = new URL(`words/${name}.yaml`, import.meta.url);
  const path = fileURLToPath(file);
  const { value, placeOf } = readYaml(readFileSync(path, "utf8"), path);
  const read = files[name].safeParse(value, { reportInput: true });
  if (read.success) return read.data as z.infer<(typeof files)[Name]>;
  throw new WrongKnowledge(
    path,
    listMistakes(read.error, () => []).map(({ what, path }) => ({ what, place: placeOf(path) })),
  );
}

const everyday = read("everyday");
export const free: ReadonlySet<string> = new Set(everyday.free);
export const mayGo: ReadonlySet<string> = new Set(everyday["may-go"]);
export const mayCome: ReadonlySet<string> = new Set(everyday["may-come"]);
export const commands: ReadonlySet<string> = new Set(everyday.commands);
/** In lower case. */
export const names: ReadonlySet<string> = new Set(everyday.names);
export const named: ReadonlySet<string> = new Set(everyday.named);
/** The longest first. */
export const starts = byLength(everyday.starts);
export const openers = byLength([...everyday.starts, ...everyday.openers]);

function byLength(phrases: readonly string[]): readonly string[] {
  return phrases.toSorted((one, other) => other.length - one.length);
}

/** By their first word, the longest first. */
export const sameAs = byFirstWord<SameAs>(
  Object.entries(everyday["same-as"]).map(([from, are]) => {
    const words = from.split(" ");
    const ending = words.at(-1) === "|";
    return { words: ending ? words.slice(0, -1) : words, are, ending };
  }),
);

/** Marker words of one word each, with the name of their meaning. */
export const markers: ReadonlyMap<string, { name: string; kind: MarkerKind }> = new Map(
  Object.entries(read("markers")).flatMap(([kind, groups]) =>
    groups.flatMap((phrases) =>
      phrases
        .filter(({ length }) => length === 1)
        .map(([word = ""]) => [word.toLowerCase(), { name: phrases[0]?.[0] ?? "", kind: kind as MarkerKind }] as const),
    ),
  ),
);

const synonymGroups = read("synonyms");

/** For every word with synonyms, the names of the meanings it can have. */
export const synonyms: ReadonlyMap<string, ReadonlySet<string>> = gathered(
  synonymGroups.flatMap((phrases) =>
    phrases.filter(({ length }) => length === 1).map(([word = ""]) => [word, phrases[0]?.[0] ?? ""]),
  ),
);

/** By their first word, the longest first, so that "one more time" is not taken for "one" and "more". */
export const setPhrases = byFirstWord<SetPhrase>([
  ...Object.values(read("markers")).flatMap((groups) => groups.flatMap((phrases) => listPhrases(phrases, true))),
  ...synonymGroups.flatMap((phrases) => listPhrases(phrases, false)),
]);

function byFirstWord<Entry extends { words: string[] }>(entries: Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const sorted = entries.toSorted((one, other) => other.words.length - one.words.length);
  return Map.groupBy(sorted, ({ words }) => words[0] ?? "");
}

function listPhrases(phrases: string[][], marker: boolean): SetPhrase[] {
  const name = phrases[0]?.[0] ?? "";
  return phrases.filter(({ length }) => length > 1).map((words) => ({ words, name, marker }));
}

const inflected = read("irregular");

/** Forms that no rule makes: what they are forms of, and which of them are pasts or participles. */
export const irregular: {
  bases: ReadonlyMap<string, ReadonlySet<string>>;
  pasts: ReadonlySet<string>;
} = {
  bases: gathered([
    ...inflected.verbs.flatMap((verb) => {
      const [base = "", ...pasts] = verb.split("/");
      return pasts.map((past): [string, string] => [past, base]);
    }),
    ...inflected.nouns.map((noun) => noun.split("/") as [string, string]),
  ]),
  pasts: new Set(inflected.verbs.flatMap((verb) => verb.split("/").slice(1))),
};

function gathered(pairs: readonly (readonly [string, string] | string[])[]): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const [key = "", value = ""] of pairs) all.set(key, (all.get(key) ?? new Set()).add(value));
  return all;
}
