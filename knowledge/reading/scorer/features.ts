/** Turns words into the features that the scorer weighs. */
import { stemmer } from "stemmer";
import { loadThesaurus } from "../thesaurus.ts";

const negations = new Set(
  "not no never without none neither nor nicht kein keine keinen nie ohne weder pas ne aucun aucune jamais sans rien ni nunca sin ningun ninguna tampoco hardly except unless".split(
    " ",
  ),
);
/** A negation reaches over this many words. */
const reach = 5;

/** Gives the known stem for a misspelt one. */
export type Correct = (stem: string) => string;
/** A concept or a word stem. `more`: what else the words say. `word`: the index of its first word. */
export type Token = { text: string; more: readonly string[]; word: number };
/** What a text holds besides words. */
export type Signs = { asks: boolean; happy: boolean; unhappy: boolean };

export const readSigns = (text: string): Signs => ({
  asks: text.includes("?"),
  happy: /[👍🙏🎉😀-😊✅]/u.test(text),
  unhappy: /[👎😡😢😭❌]/u.test(text),
});

/** Finds concepts and stems. A concept of several words does not cross a clause. `clauses`: the clause of each word. */
export function readTokens(
  words: readonly string[],
  correct: Correct = (stem) => stem,
  clauses?: readonly number[],
): Token[] {
  const { byFirstWord, ideographs } = loadThesaurus();
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? "";
    const entry = byFirstWord
      .get(word)
      ?.find(({ words: parts }) =>
        parts.every((part, step) => words[at + step] === part && clauses?.[at + step] === clauses?.[at]),
      );
    const length = entry?.words.length ?? 1;
    if (entry) tokens.push({ text: `<${entry.concept}>`, more: entry.words.map(stem), word: at });
    else if (isIdeographic(word)) tokens.push(...splitIdeographs(word, ideographs, at));
    else if (/^\d{1,2}$/.test(word)) tokens.push({ text: "#n", more: [word], word: at });
    else {
      const more = word.length > 5 ? [`${word.slice(0, 4)}~`, `~${word.slice(-4)}`] : [];
      tokens.push({ text: correct(stem(word)), more, word: at });
    }
    at += length;
  }
  return tokens;
}

/** The features of the tokens from `from` to before `to`: alone, in pairs, under a negation, and at the ends. */
export function listFeatures(tokens: readonly Token[], signs: Signs, from = 0, to = tokens.length): string[] {
  const features = new Set<string>();
  let negated = 0;
  for (let at = from; at < to; at += 1) {
    const { text, more } = tokens[at] as Token;
    features.add(text);
    for (const each of more) features.add(each);
    if (negated > 0) features.add(`!${text}`);
    negated = negations.has(text) ? reach : negated - 1;
    const next = at + 1 < to ? tokens[at + 1] : undefined;
    if (next) features.add(`${text} ${next.text}`);
  }
  const first = from < to ? tokens[from]?.text : undefined;
  if (first !== undefined) {
    features.add(`^${first}`);
    if (from + 1 < to) features.add(`^${first} ${tokens[from + 1]?.text}`);
    features.add(`${tokens[to - 1]?.text}$`);
  }
  if (signs.asks) features.add("?");
  if (signs.happy) features.add("(happy)");
  if (signs.unhappy) features.add("(unhappy)");
  const count = to - from;
  features.add(count <= 2 ? "#short" : count <= 6 ? "#middle" : "#long");
  return [...features];
}

const stems = new Map<string, string>();
/** Enough for the words that people use; a paste of anything else must not fill the memory. */
const mostStems = 20_000;

function stem(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  const result = stemmer(word);
  if (stems.size < mostStems) stems.set(word, result);
  return result;
}

const isIdeographic = (word: string): boolean =>
  word.charCodeAt(0) > 0x2e7f && /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word);

/** Chinese and Japanese write no spaces between words, so pairs of characters take their place. */
function splitIdeographs(text: string, concepts: readonly { word: string; concept: string }[], word: number): Token[] {
  const chars = [...text.slice(0, 200)];
  const pairs = chars.slice(0, -1).map((char, at) => `${char}${chars[at + 1]}`);
  const found = concepts.filter((entry) => text.includes(entry.word)).map(({ concept }) => `<${concept}>`);
  return [...found, ...(pairs.length > 0 ? pairs : chars)].map((each) => ({ text: each, more: [], word }));
}
