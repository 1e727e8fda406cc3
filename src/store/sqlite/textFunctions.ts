/** How the search compares texts: without case and accents, and names also in a near spelling. */
import type { DatabaseSync } from "node:sqlite";
import { distance } from "fastest-levenshtein";
import { dropAccents } from "../../../knowledge/reading/words.ts";

/** Shorter words have too many neighbours. In letters. */
const SHORTEST_NEAR = 5;

/** Makes `folded(text)` and `has_name(names, word)` known to SQL. */
export function addTextFunctions(database: DatabaseSync): void {
  const isPure = { deterministic: true };
  database.function("folded", isPure, (text) => fold(String(text ?? "")));
  database.function("has_name", isPure, (names, word) => Number(hasName(String(names ?? ""), String(word))));
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
