/** How the search compares texts: without case and accents, and names also in a near spelling. */
import type { DatabaseSync } from "node:sqlite";
import { distance } from "fastest-levenshtein";
import { dropAccents } from "../../../knowledge/reading/words.ts";

/** Shorter words have too many neighbours. In letters. */
const SHORTEST_NEAR = 5;

/** Shorter parts are in too many names of computers. In letters and digits. */
const SHORTEST_PART = 4;

/** Makes `folded(text)`, `has_name(names, word)`, `has_computer(path, words)` and `misread(reference, asked)` known to SQL. */
export function addTextFunctions(database: DatabaseSync): void {
  const isPure = { deterministic: true };
  database.function("folded", isPure, (text) => fold(String(text ?? "")));
  database.function("has_name", isPure, (names, word) => Number(hasName(String(names ?? ""), String(word))));
  database.function("has_computer", isPure, (path, words) => Number(hasComputer(String(path ?? ""), String(words))));
  database.function("misread", isPure, (reference, asked) => countMisread(String(reference), String(asked)));
}

export const fold = (text: string): string => dropAccents(text.toLowerCase());

/** Whether a name begins with the folded word, or is the word with one letter wrong, missing, added or swapped. */
function hasName(names: string, word: string): boolean {
  return fold(names)
    .split(/[^\p{L}\p{N}]+/u)
    .some((name) => name.startsWith(word) || (word.length >= SHORTEST_NEAR && isNear(name, word)));
}

function isNear(name: string, word: string): boolean {
  return distance(name, word) <= 1 || isSwapped(name, word);
}

function isSwapped(name: string, word: string): boolean {
  if (name.length !== word.length) return false;
  const at = [...name].findIndex((letter, index) => letter !== word[index]);
  const swapped = `${name.slice(0, at)}${name[at + 1]}${name[at]}${name.slice(at + 2)}`;
  return swapped === word;
}

/** Whether the name of a computer contains the words, however both are divided: "srv fin 02" is in "srv-fin-02". */
function hasComputer(path: string, words: string): boolean {
  const asked = squeeze(words);
  return asked.length >= SHORTEST_PART && path.split(/\s+/).some((name) => squeeze(name).includes(asked));
}

const squeeze = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, "");

const lookalikes: Record<string, string> = { s: "5", o: "0", i: "1", l: "1", b: "8", z: "2" };

/** How many letters of the reference differ from the asked one. Letters that look alike do not differ. */
function countMisread(reference: string, asked: string): number {
  const [one, other] = [reference, asked].map((text) =>
    squeeze(text).replace(/[soilbz]/g, (letter) => lookalikes[letter] ?? ""),
  );
  return one?.length === other?.length
    ? [...(one ?? "")].filter((letter, at) => letter !== other?.[at]).length
    : Number.MAX_SAFE_INTEGER;
}
