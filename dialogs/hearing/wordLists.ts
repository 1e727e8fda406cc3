/** Parses word lists that are written as text. */
import { splitWords } from "../../knowledge/reading/words.ts";

/** The words of a text, separated by spaces or line breaks. */
export const parseWords = (words: string) => new Set(words.trim().split(/\s+/));

/** The phrases of a text, separated by commas or line breaks, normalised for comparison. */
export const parsePhrases = (phrases: string) =>
  phrases
    .trim()
    .split(/\s*[,\n]\s*/)
    .map((phrase) => splitWords(phrase).join(" "));
