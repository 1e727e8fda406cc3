/** Reads numbers that are dictated digit by digit: "zero x nine oh four". */

const digits: Record<string, string> = {
  ...{ zero: "0", oh: "0", o: "0", nought: "0", null: "0", one: "1", two: "2", three: "3", four: "4", five: "5" },
  ...{ six: "6", seven: "7", eight: "8", nine: "9", eins: "1", zwei: "2", zwo: "2", drei: "3", vier: "4" },
  ...{ fünf: "5", sechs: "6", sieben: "7", acht: "8", neun: "9" },
};
const word = `(?:${Object.keys(digits).join("|")})(?![\\p{L}\\p{N}])`;
const gap = "[\\s-]{1,3}";
const hex = `(?:zero|oh|o|nought|null|0)${gap}(?:x|ex|eks)${gap}(?:(?:${word}|\\d(?!\\d)|[a-f](?![\\p{L}\\p{N}]))(?:${gap}|$)?){1,5}`;
const labelled = `(?<=(?:code|error|error code|extended|ext|fehler|fehlercode|erweitert)(?: is| says)?[\\s:]{1,3})${word}(?:${gap}${word}){0,3}`;
const spoken = new RegExp(`(?<![\\p{L}\\p{N}])(?:${hex}|${labelled})`, "gu");

/**
 * Replaces words for digits with digits and pads them with spaces, so that the text keeps its length. `endOf` returns where
 * the words ended in the original.
 */
export function readSpokenDigits(folded: string): { folded: string; endOf: (from: number, to: number) => number } {
  const ends = new Map<number, number>();
  const written = folded.replace(spoken, (match, at: number) => {
    const words = match.trimEnd();
    const short = words
      .split(/[\s-]+/)
      .map((part) => (/^(?:x|ex|eks)$/.test(part) ? "x" : Object.hasOwn(digits, part) ? digits[part] : part))
      .join("");
    ends.set(at, at + words.length);
    return short.padEnd(match.length);
  });
  return { folded: written, endOf: (from, to) => ends.get(from) ?? to };
}
