/** Checks the catalogues of all languages against each other and against the code. */
import { type Catalogue, findPlaces, type Places } from "./catalogue.ts";

/** The catalogue that the others are compared with. */
export const firstLanguage = "en";

/** What `ids.ts` must hold, so that the compiler finds missing and wrongly filled sentences. */
export function writeIds(catalogue: Catalogue): string {
  const types = [...catalogue].map(([id, text]) => {
    const places = [...findPlaces(text)].map(
      ([name, kind]) => `${quote(name)}: ${kind === "number" ? "number" : "string | number"}`,
    );
    return `  ${quote(id)}: ${places.length > 0 ? `{ ${places.join("; ")} }` : "null"};`;
  });
  return [
    "/** The ids of the sentences and what fills their places. Written by: npm run -s words -- write */",
    "",
    "// biome-ignore format: one sentence a line",
    "export type Sentences = {",
    ...types,
    "};",
    "",
  ].join("\n");
}

const quote = (name: string): string => (/^[a-z]\w*$/i.test(name) ? name : `"${name}"`);

/**
 * Faults in words, with the way out. `sources`: the code that may use sentences, to find those that no one uses.
 */
export function findCatalogueFaults(catalogues: ReadonlyMap<string, Catalogue>, sources: readonly string[]): string[] {
  const first = catalogues.get(firstLanguage) ?? new Map<string, string>();
  const broken = [...catalogues].flatMap(([language, catalogue]) =>
    [...catalogue].flatMap(([id, text]) => {
      try {
        findPlaces(text);
        return [];
      } catch (error) {
        return [`${language}.yaml, ${id}: ${(error as Error).message.split("\n")[0]}; write '{' for a brace itself`];
      }
    }),
  );
  if (broken.length > 0) return broken;
  return [
    ...findUnused(first, sources),
    ...findUnknown(first, sources),
    ...[...catalogues].flatMap((entry) => compare(first, ...entry)),
  ];
}

function findUnused(catalogue: Catalogue, sources: readonly string[]): string[] {
  const used = new Set<string>();
  const prefixes = new Set<string>();
  for (const source of sources) {
    for (const [, id = ""] of source.matchAll(/["']([a-z][a-z0-9.-]*)["']/g)) used.add(id);
    for (const [, prefix = ""] of source.matchAll(/`([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.)\$\{/g)) prefixes.add(prefix);
    for (const [, group = ""] of source.matchAll(/listSentences\("([a-z.-]+)"\)/g)) prefixes.add(group);
  }
  return [...catalogue.keys()]
    .filter((id) => !used.has(id) && ![...prefixes].some((prefix) => id.startsWith(prefix)))
    .map((id) => `${firstLanguage}.yaml, ${id}: no code uses this sentence; delete it`);
}

/** The compiler does not read templates. */
function findUnknown(catalogue: Catalogue, sources: readonly string[]): string[] {
  const named = sources.flatMap((source) => [...source.matchAll(/\bsentence\(\s*"([^"]+)"/g)].map(([, id = ""]) => id));
  return [...new Set(named)]
    .filter((id) => !catalogue.has(id))
    .map((id) => `${firstLanguage}.yaml: the sentence ${id} is missing, and code uses it`);
}

function compare(first: Catalogue, language: string, catalogue: Catalogue): string[] {
  if (catalogue === first) return [];
  const missing = [...first.keys()].filter((id) => !catalogue.has(id));
  const others = [...catalogue.keys()].filter((id) => !first.has(id));
  const different = [...catalogue].flatMap(([id, text]) => {
    const original = first.get(id);
    if (original === undefined) return [];
    const [wanted, found] = [list(findPlaces(original)), list(findPlaces(text))];
    return wanted === found
      ? []
      : [`${language}.yaml, ${id}: fills ${found || "nothing"}, and must fill ${wanted || "nothing"}`];
  });
  return [
    ...missing.map((id) => `${language}.yaml: the sentence ${id} is missing`),
    ...others.map((id) => `${language}.yaml, ${id}: ${firstLanguage}.yaml has no such sentence; delete it`),
    ...different,
  ];
}

const list = (places: Places): string => [...places.keys()].sort().join(", ");
