/** What letters a rewrite may be written in: those of a keyboard, a few of typography, and those of its template. */

/** Quotation marks that models like, and what they stand for. */
const typography: Record<string, string> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u2026": "...",
  "\u00a0": " ",
};

/** The same words in plain characters. A dash stands between words; as part of a command or a number it stays what it is. */
export function plainly(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201c\u201d\u2026\u00a0]/g, (character) => typography[character] ?? character)
    .replace(/ [\u2013\u2014] |(?<=[a-z"'])\u2014(?=[a-z"'])/gi, " - ");
}

/**
 * The first character that a rewrite may not have: look-alikes of other scripts, full-width forms, anything invisible or
 * turning the direction of writing, emoji, control characters. What the template has is allowed if it can be seen.
 */
export function unusualCharacter(template: string, text: string): string | undefined {
  const allowed = new Set(template);
  for (const character of text) {
    if (/[\x20-\x7e\n]/.test(character) || character in typography || /[\u2013\u2014]/.test(character)) continue;
    if (!allowed.has(character) || !/[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return readClientName(character);
  }
  // A lone letter and a combining mark, or two halves of one character, would otherwise read as something else.
  return text.normalize("NFKC") === text || plainly(text).normalize("NFKC") === plainly(text)
    ? undefined
    : "a combined character";
}

function readClientName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
