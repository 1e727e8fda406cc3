/** Loads the thesaurus: words that mean the same for this fault, each list under the name of its concept. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { splitWords } from "./words.ts";

const file = new URL("../thesaurus.yaml", import.meta.url);
const schema = z.record(z.string().regex(/^[a-z0-9-]+$/), z.string());

/** One entry of a list, as words. */
type Entry = { words: string[]; concept: string };
export type Thesaurus = {
  /** The entries that begin with a word, the longest first. */
  byFirstWord: ReadonlyMap<string, Entry[]>;
  /** Entries in Chinese or Japanese, which stand inside longer runs of characters. */
  ideographs: readonly { word: string; concept: string }[];
  /** The entries of each concept. */
  entries: ReadonlyMap<string, string[][]>;
};

let loaded: Thesaurus | undefined;

/** Parsed once per process. */
export function loadThesaurus(): Thesaurus {
  if (loaded) return loaded;
  const lists = schema.parse(parse(readFileSync(file, "utf8")));
  const byFirstWord = new Map<string, Entry[]>();
  const entries = new Map<string, string[][]>();
  const ideographs: { word: string; concept: string }[] = [];
  for (const [concept, list] of Object.entries(lists)) {
    const all = list.split(",").map(splitWords);
    entries.set(concept, all);
    for (const words of all) {
      const [first = ""] = words;
      byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { words, concept }]);
      if (/\p{Script=Han}/u.test(first)) ideographs.push({ word: words.join(""), concept });
    }
  }
  for (const list of byFirstWord.values()) list.sort((a, b) => b.words.length - a.words.length);
  loaded = { byFirstWord, ideographs, entries };
  return loaded;
}
