/** Reads a text as rows of tokens: what counts in a comparison, without what may come and go. */
import { cut } from "./pieces.ts";
import { dependent, isFree, type Token, tokenOf } from "./token.ts";
import { nameOf, type Unit, unitsOf } from "./units.ts";

export type Sentence = { tokens: Token[]; question: boolean };

const clauseWords = new Set("and but so which who where because-of".split(" "));
const prepositions = new Set("of to in on at for with as into onto by from over through without during via".split(" "));
const leading = new Set("it this that these those there which who".split(" "));
const articles = new Set(["the", "a", "an", "its", "this", "these", "their", "your"]);

/** Expects typography to be resolved already. */
export function read(text: string): Sentence[] {
  const { pieces, questions } = cut(text);
  const units = unitsOf(pieces);
  const sentences: Sentence[] = questions.map((question, nth) => ({
    tokens: [],
    question: question || asks(units.filter(({ piece }) => piece.sentence === nth)),
  }));
  let clause = 0;
  let conditional = false;
  let mark = "";
  let apart = true;
  let preposition: string | undefined;
  let lead = false;
  for (const [at, unit] of units.entries()) {
    const { piece } = unit;
    const before = units[at - 1];
    const first = before?.piece.sentence !== piece.sentence;
    if (first) [conditional, preposition, mark, lead] = [false, undefined, "", false];
    mark += piece.mark;
    const name = nameOf(unit);
    if (first || /[,;:()-]/.test(piece.mark) || dependent.has(name) || clauseWords.has(name)) {
      clause += 1;
      apart = true;
    }
    if (isFree(units, at, conditional)) {
      apart = true;
      lead ||= leading.has(name);
      if (prepositions.has(name)) preposition = name;
      else if (!articles.has(name)) preposition = undefined;
      continue;
    }
    const token = tokenOf(units, at, name);
    if (token.kind === "condition") conditional = true;
    sentences[piece.sentence]?.tokens.push({
      ...token,
      clause,
      mark,
      apart,
      preposition,
      lead,
      article: articles.has(before?.piece.lower ?? "") && !first,
      previous: first ? "" : (before?.words.at(-1) ?? ""),
      next: wordAfter(units, at),
    });
    [apart, mark, lead] = [piece.possessive, "", false];
    preposition = prepositions.has(name) ? name : undefined;
  }
  return sentences.filter(({ tokens }) => tokens.length > 0);
}

// "Does it connect now." asks too.
function asks([first, second]: readonly Unit[]): boolean {
  return /^(?:do|does|is|are|am|has|have)$/.test(first?.piece.lower ?? "") && second?.piece.lower !== "not";
}

function wordAfter(units: readonly Unit[], at: number): string {
  const next = units[at + 1]?.piece;
  return next && next.sentence === units[at]?.piece.sentence ? next.lower : "";
}
