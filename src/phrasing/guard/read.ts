/** Reads a text as rows of tokens: what counts in a comparison, without what may come and go. */

import { isFree } from "./free.ts";
import { cut } from "./pieces.ts";
import { dependent, type Link, type Token, tokenOf } from "./token.ts";
import { readClientName, type Unit, unitsOf } from "./units.ts";

export type Sentence = { tokens: Token[]; question: boolean };

const clauseWords = new Set("and but so which who where because-of".split(" "));
const prepositions = new Set("of to in on at for with as into onto by from over through without during via".split(" "));
const links: ReadonlyMap<string, Link> = new Map<string, Link>([
  ["and", "and"],
  ["but", "and"],
  ["of", "of"],
  ["to", "to"],
  ["for", "for"],
  ["with", "with"],
  ["via", "via"],
  ...["in", "on", "at", "upon"].map((word) => [word, "at"] as const),
  ...["into", "onto"].map((word) => [word, "into"] as const),
  ...["that", "which", "who", "whom", "whose", "what"].map((word) => [word, "that"] as const),
]);
const pointing: ReadonlyMap<string, "this" | "that"> = new Map([
  ["this", "this"],
  ["these", "this"],
  ["that", "that"],
  ["those", "that"],
]);
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
  let link: Link = "start";
  let last: Token["kind"] | undefined;
  for (const [at, unit] of units.entries()) {
    const { piece } = unit;
    const before = units[at - 1];
    const first = before?.piece.sentence !== piece.sentence;
    if (first) [conditional, preposition, mark, lead] = [false, undefined, "", false];
    if (first) [link, last] = ["start", undefined];
    mark += piece.mark;
    if (/[,;:()-]/.test(piece.mark)) {
      lead = false;
      if (link !== "start") link = "mark";
    }
    const name = readClientName(unit);
    if (first || /[,;:()-]/.test(piece.mark) || dependent.has(name) || clauseWords.has(name)) {
      clause += 1;
      apart = true;
    }
    if (isFree(units, at, conditional)) {
      apart = true;
      lead ||= leading.has(name);
      // "That makes ..." begins anew; "the part that makes ..." goes on.
      const found = links.get(name);
      if (found && (found !== "that" || link === "none")) link = found;
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
      link,
      pointing: pointsAt(before, piece.raw),
      previousKind: last,
      apart,
      preposition,
      lead,
      article: articles.has(before?.piece.lower ?? "") && !first,
      previous: first ? "" : (before?.words.at(-1) ?? ""),
      next: wordAfter(units, at),
    });
    apart = piece.possessive;
    // A word that may stand elsewhere does not come between others.
    if (!token.floats) [mark, lead, link, last] = ["", false, "none", token.kind];
    preposition = prepositions.has(name) ? name : undefined;
  }
  return sentences.filter(({ tokens }) => tokens.length > 0);
}

// "Does it connect now." asks too.
function asks([first, second]: readonly Unit[]): boolean {
  return /^(?:do|does|is|are|am|has|have)$/.test(first?.piece.lower ?? "") && second?.piece.lower !== "not";
}

// "that gateway"; but "that fits" points at nothing by name.
function pointsAt(before: Unit | undefined, word: string): Token["pointing"] {
  const lower = before?.piece.lower ?? "";
  return /^th(?:is|at)$/.test(lower) && /[^s]s$/.test(word) ? undefined : pointing.get(lower);
}

function wordAfter(units: readonly Unit[], at: number): string {
  const next = units[at + 1]?.piece;
  return next && next.sentence === units[at]?.piece.sentence ? next.lower : "";
}
