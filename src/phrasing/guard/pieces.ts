/** Cuts a text into words and literals, with the marks between them. Knows nothing of what they mean. */

/** A stretch of text without blanks, or one in quotes or backticks. */
export type Piece = {
  /** As it stands there; a literal is compared by this. */
  raw: string;
  /** In lower case, apostrophes resolved. */
  lower: string;
  /** A code, command, path, name, number or quoted label: anything that is not plain words. */
  literal: boolean;
  /** Written with a capital where a sentence begins, so that it may be a name or any word. */
  capitalAtStart: boolean;
  /** The marks since the piece before, without blanks: "", ",", " - ", "(". */
  mark: string;
  /** Which sentence it is in, counted from 0. A semicolon or colon ends one too: which mark stands there is taste. */
  sentence: number;
  /** "the computer's": what follows belongs to it. */
  possessive: boolean;
};

export type Cut = {
  pieces: Piece[] /** Of each sentence, whether it ends in a question mark. */;
  questions: boolean[];
};

const stretch = /```[\s\S]*?```|`[^`\n]+`|"[^"\n]+"|(?<![\p{L}\p{N}])'[^'\n]+'(?![\p{L}\p{N}])|\n+|[^\s"`]+|["`]/gu;
const plainWord = /^\p{L}+(?:['-]\p{L}+)*'?$/u;

/** Expects typography to be resolved already. */
export function cut(text: string): Cut {
  const pieces: Piece[] = [];
  const questions: boolean[] = [];
  let mark = "";
  let ended = true;
  let sentence = -1;
  const end = (isQuestion: boolean) => {
    if (sentence >= 0) questions[sentence] = (questions[sentence] ?? false) || isQuestion;
    ended = true;
  };
  for (const [found] of text.matchAll(stretch)) {
    if (/^\n/.test(found)) {
      end(false);
      continue;
    }
    const quoted = /^["'`]./.test(found);
    const [before, core, after] = quoted ? ["", found, ""] : stripped(found);
    mark += before;
    if (core !== "") {
      if (ended) sentence += 1;
      for (const piece of piecesOf(core, quoted, ended || /[:(-]/.test(mark))) {
        pieces.push({ ...piece, mark, sentence });
        mark = "";
      }
      questions[sentence] ??= false;
      ended = false;
    }
    mark += after;
    if (/[.!?;:]/.test(after)) {
      end(after.includes("?"));
      mark = "";
    }
  }
  return { pieces, questions };
}

function stripped(found: string): [string, string, string] {
  if (/^[-.,;:!?()]+$/.test(found)) return ["", "", found];
  const [, before = "", core = "", after = ""] = /^(\(*)(.*?)([.,;:!?)]*)$/s.exec(found) ?? [];
  return [before, core, after];
}

type Bare = Omit<Piece, "mark" | "sentence">;

function piecesOf(core: string, quoted: boolean, atStart: boolean): Bare[] {
  const literal = (raw: string, possessive = false): Bare => ({
    raw,
    lower: raw,
    literal: true,
    capitalAtStart: false,
    possessive,
  });
  if (quoted) return [literal(core)];
  const owner = /^(.+)'s$/.exec(core);
  if (owner?.[1] && isLiteral(owner[1], atStart)) return [literal(owner[1], true)];
  if (!plainWord.test(core)) return [literal(core)];
  if (isLiteral(core.replace(/'$/, ""), atStart)) return [literal(core.replace(/'$/, ""), core.endsWith("'"))];
  return core.split("-").flatMap((part, at) => expanded(part, atStart && at === 0));
}

// Capitals inside a word, or at its beginning in mid-sentence, make a name.
function isLiteral(core: string, atStart: boolean): boolean {
  if (core === "I" || /^I'/.test(core) || (core === "A" && atStart)) return false;
  if (/\p{Lu}/u.test(core.slice(1))) return true;
  return !atStart && /^\p{Lu}/u.test(core);
}

const short: ReadonlyMap<string, string[]> = new Map([
  ["can't", ["can", "not"]],
  ["cannot", ["can", "not"]],
  ["won't", ["will", "not"]],
  ["shan't", ["shall", "not"]],
  ["let's", ["let", "us"]],
]);
const ends: [string, string][] = [
  ["n't", "not"],
  ["'re", "are"],
  ["'ll", "will"],
  ["'ve", "have"],
  ["'m", "am"],
  ["'d", "would"],
];
/** After these, 's is "is" or "has". */
const withIs = new Set(
  "it that there here what who he she this everything something nothing everybody somebody nobody everyone someone where how when".split(
    " ",
  ),
);

function expanded(word: string, atStart: boolean): Bare[] {
  const capitalAtStart = atStart && /^\p{Lu}/u.test(word) && word !== "I";
  const make = (lower: string, possessive = false, first = true): Bare => ({
    raw: first ? word : lower,
    lower,
    literal: false,
    capitalAtStart: first && capitalAtStart,
    possessive,
  });
  const lower = word.toLowerCase();
  const whole = short.get(lower);
  if (whole) return whole.map((part, at) => make(part, false, at === 0));
  const ending = ends.find(([end]) => lower.endsWith(end));
  if (ending) return [make(lower.slice(0, -ending[0].length)), make(ending[1], false, false)];
  if (lower.endsWith("'s")) {
    const stem = lower.slice(0, -2);
    return withIs.has(stem) ? [make(stem), make("is", false, false)] : [make(stem, true)];
  }
  return lower.endsWith("'") ? [make(lower.slice(0, -1), true)] : [make(lower)];
}
