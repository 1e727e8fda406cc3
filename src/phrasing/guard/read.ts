/** Reads a text as a row of tokens: what counts in a comparison, without what may come and go. */
import { isPast, lemmasOf } from "./forms.ts";
import { type Cut, cut, type Piece } from "./pieces.ts";
import {
  commands,
  free,
  type MarkerKind,
  markers,
  mayCome,
  mayGo,
  type SameAs,
  type SetPhrase,
  sameAs,
  setPhrases,
  synonyms,
} from "./vocabulary.ts";

export type Token = {
  raw: string;
  kind: "literal" | "word" | MarkerKind;
  /** Two tokens say the same when they share one of these. */
  keys: ReadonlySet<string>;
  /** What it says too where it stands in a rewrite: "since" may stand for "because", which may not stand for "since". */
  also: readonly string[];
  /** May stand elsewhere in its clause. */
  floats: boolean;
  /** Undefined where the form does not tell. */
  past: boolean | undefined;
  /** "is refused" and "refused" are two things. */
  passive: boolean;
  /** May be left out of a rewrite. */
  mayGo: boolean;
  /** Counted through the whole text. */
  clause: number;
  /** Begins a clause that depends on another: "because ...", "if ...". */
  subordinates: boolean;
  /** The preposition in front of it, articles aside. */
  preposition: string | undefined;
  /** An article, preposition or mark stands before it, so that no noun in front belongs to it. */
  apart: boolean;
  possessive: boolean;
  /** The mark before it. */
  mark: string;
  /** An article stands right before it: "the only program". */
  article: boolean;
  /** The words right before and after it, whatever they are. */
  previous: string;
  next: string;
  /** "it", "this", "which": what it is said of was named before it anew. */
  lead: boolean;
};

export type Sentence = { tokens: Token[]; question: boolean };

const be = new Set("is are am be been being was were get gets getting got".split(" "));
const pronouns: Record<string, string> = {};
for (const [name, forms] of Object.entries({
  you: "your yours yourself yourselves",
  i: "me my mine myself",
  we: "us our ours ourselves",
  they: "them",
  he: "him his himself",
  she: "her hers herself",
}))
  for (const form of forms.split(" ")) pronouns[form] = name;

/** Which of two ends: "this computer" and "that computer" are never the same. */
const ends = new Set("pc pcs computer computers machine machines side end host server device system laptop".split(" "));
const mine = new Set(["pc", "side", "end"]);
const dependent = new Set(
  "if unless when whenever while until once even-if only-if only-when although because before after since case provided".split(
    " ",
  ),
);
const clauseWords = new Set("and but so which who where because-of".split(" "));
const prepositions = new Set("of to in on at for with as into onto by from over through without during via".split(" "));
const leading = new Set("it this that these those there which who".split(" "));
const articles = new Set(["the", "a", "an", "its", "this", "these", "their", "your"]);

/** In a rewrite these may stand for something else too. */
const wider: Record<string, string[]> = {
  since: ["because"],
  "as-because": ["because"],
  might: ["may"],
  if: ["whether"],
  just: ["only", "simply"],
};
const floating = new Set(
  "again yet still already now then immediately first here there also too later anymore".split(" "),
);
/** After "as" these begin a reason: "as it costs nothing". Elsewhere "as" is a word like "of". */
const reasonBegins = new Set("it this that these those the a an they you there its your we i no".split(" "));

/** A stretch of pieces that means one thing. */
type Unit = { piece: Piece; words: string[]; phrase?: SetPhrase };

/** Expects typography to be resolved already. */
export function read(text: string): Sentence[] {
  const { pieces, questions }: Cut = cut(text);
  const units = withPhrases(settled(withCommands(pieces)));
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

/** "net stop termservice" is one command, whatever its words mean elsewhere. */
function withCommands(pieces: readonly Piece[]): Piece[] {
  let within = false;
  return pieces.map((piece, at) => {
    const goesOn = within && piece.mark === "" && piece.sentence === pieces[at - 1]?.sentence && !isPlain(piece);
    within = goesOn || (commands.has(piece.raw) && !pieces[at - 1]?.literal);
    return within && !piece.literal ? { ...piece, literal: true, lower: piece.raw, capitalAtStart: false } : piece;
  });
}

function isPlain({ lower, literal }: Piece): boolean {
  return !literal && (free.has(lower) || markers.has(lower) || pronouns[lower] !== undefined);
}

/** The pieces with every way of saying the same brought to one. */
function settled(pieces: readonly Piece[]): Piece[] {
  const row: Piece[] = [];
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at] as Piece;
    const found = sameAs.get(piece.lower)?.find((one) => standHere(one, pieces, at));
    if (found)
      row.push(...found.are.map((lower, nth) => ({ ...piece, lower, raw: lower, mark: nth === 0 ? piece.mark : "" })));
    else row.push(piece);
    at += found?.words.length ?? 1;
  }
  return row;
}

function standHere({ words, ending }: SameAs, pieces: readonly Piece[], at: number): boolean {
  const next = pieces[at + words.length];
  const ends =
    next?.mark !== "" ||
    next.sentence !== pieces[at]?.sentence ||
    /^(?:and|or|but|when|if|is|are|was|were|has|have|can|could|may|might|must|does)$/.test(next.lower);
  if (ending && !ends) return false;
  return words.every((word, offset) => {
    const piece = pieces[at + offset];
    if (!piece || piece.literal || piece.lower !== word) return false;
    return offset === 0 || (piece.mark === "" && piece.sentence === pieces[at]?.sentence);
  });
}

function withPhrases(given: readonly Piece[]): Unit[] {
  const pieces = [...given];
  const units: Unit[] = [];
  for (let at = 0; at < pieces.length; ) {
    bringTogether(pieces, at);
    const piece = pieces[at] as Piece;
    const phrase = phraseAt(pieces, at);
    const length = phrase?.words.length ?? 1;
    const last = pieces[at + length - 1] as Piece;
    units.push({
      piece: { ...piece, possessive: last.possessive },
      words: pieces.slice(at, at + length).map(({ lower }) => lower),
      ...(phrase && { phrase }),
    });
    at += length;
  }
  return units;
}

const particle = /^(?:off|on|out|up|down|back|away|over|apart|aside)$/;
const afterParticle =
  /^(?:and|or|but|again|in|on|at|for|to|before|after|when|if|as|is|are|by|with|without|there|here|first|once|until|so|then|yet|also|only|was|were|has|have|can|could|may|might|must|will|would|should)$/;

// "switch NLA off" as "switch off NLA", where the two words have a meaning of their own.
function bringTogether(pieces: Piece[], at: number): void {
  const verb = pieces[at] as Piece;
  if (verb.literal) return;
  for (let far = at + 2; far <= at + 5; far += 1) {
    const [one, next] = [pieces[far], pieces[far + 1]];
    if (!one || one.sentence !== verb.sentence || pieces[far - 1]?.mark !== "" || one.mark !== "") return;
    if (one.literal || !particle.test(one.lower)) continue;
    const ends = !next || next.sentence !== verb.sentence || next.mark !== "" || afterParticle.test(next.lower);
    if (!ends || !isPhrase(verb, one) || isPhrase(pieces[far - 1] as Piece, one)) return;
    pieces.splice(far, 1);
    pieces.splice(at + 1, 0, one);
    return;
  }
}

function isPhrase(verb: Piece, { lower }: Piece): boolean {
  return [...lemmasOf(verb.lower)].some((lemma) =>
    setPhrases.get(lemma)?.some(({ words }) => words.length === 2 && words[1] === lower),
  );
}

function phraseAt(pieces: readonly Piece[], at: number): SetPhrase | undefined {
  const { lower, literal } = pieces[at] as Piece;
  if (literal) return undefined;
  return [...lemmasOf(lower)]
    .flatMap((lemma) => setPhrases.get(lemma)?.find((one) => stands(one, pieces, at)) ?? [])
    .reduce<SetPhrase | undefined>(
      (best, one) => (best && best.words.length >= one.words.length ? best : one),
      undefined,
    );
}

function stands({ words, marker }: SetPhrase, pieces: readonly Piece[], at: number): boolean {
  return words.every((word, offset) => {
    const piece = pieces[at + offset];
    if (!piece || piece.literal || (offset > 0 && (piece.mark !== "" || piece.sentence !== pieces[at]?.sentence)))
      return false;
    return piece.lower === word || (!marker && offset === 0 && lemmasOf(piece.lower).has(word));
  });
}

function nameOf({ piece, phrase }: Unit): string {
  if (phrase) return phrase.name;
  return pronouns[piece.lower] ?? markers.get(piece.lower)?.name ?? piece.lower;
}

function isFree(units: readonly Unit[], at: number, conditional: boolean): boolean {
  const { piece, phrase } = units[at] as Unit;
  if (piece.literal || phrase) return false;
  const { lower } = piece;
  const next = units[at + 1]?.piece;
  if (isDemonstrative(lower) && pointsAtAnEnd(units, at)) return false;
  if (lower === "there") return be.has(next?.lower ?? "") || be.has(units[at - 1]?.piece.lower ?? "");
  // "If it fails, then ..." says no more than "If it fails, ...", and ", and then" no more than ", and".
  if (lower === "then") return conditional || /[,;]/.test(piece.mark) || units[at - 1]?.piece.lower === "and";
  // "If this, or if that, ..."
  if (lower === "if") return conditional && /^(?:or|and)$/.test(units[at - 1]?.piece.lower ?? "");
  // "nothing but"
  if (lower === "but") return !/^(?:any|every|no|none|all)/.test(units[at - 1]?.piece.lower ?? "");
  if (lower === "been")
    return !/^(?:has|have)$/.test(units[at - 1]?.piece.lower ?? "") || isPast(next?.lower ?? "") !== true;
  return free.has(lower) || mayCome.has(lower);
}

// "Does it connect now." asks too.
function asks([first, second]: readonly Unit[]): boolean {
  return /^(?:do|does|is|are|am|has|have)$/.test(first?.piece.lower ?? "") && second?.piece.lower !== "not";
}

function givesReason(units: readonly Unit[], at: number): boolean {
  const { piece } = units[at] as Unit;
  const begins = units[at - 1]?.piece.sentence !== piece.sentence || piece.mark.includes(",");
  return begins && reasonBegins.has(units[at + 1]?.piece.lower ?? "");
}

function wordAfter(units: readonly Unit[], at: number): string {
  const next = units[at + 1]?.piece;
  return next && next.sentence === units[at]?.piece.sentence ? next.lower : "";
}

// "this computer", "this remote computer"
function pointsAtAnEnd(units: readonly Unit[], at: number): boolean {
  const [next = "", afterNext = ""] = [units[at + 1], units[at + 2]].map((unit) => unit?.piece.lower.toLowerCase());
  return ends.has(next) || (ends.has(afterNext) && !free.has(next) && !markers.has(next));
}

function endsClause(units: readonly Unit[], at: number): boolean {
  const next = units[at + 1]?.piece;
  return next?.sentence !== units[at]?.piece.sentence || next?.mark !== "" || next.lower === "and";
}

function isDemonstrative(lower: string): boolean {
  return /^(?:this|these|that|those)$/.test(lower);
}

type Bare = Omit<Token, "clause" | "mark" | "apart" | "preposition" | "lead" | "article" | "previous" | "next">;

function tokenOf(units: readonly Unit[], at: number, name: string): Bare {
  const { piece, phrase, words } = units[at] as Unit;
  const next = units[at + 1]?.piece.lower.toLowerCase() ?? "";
  const bare = {
    raw: words.length > 1 ? words.join(" ") : piece.raw,
    past: undefined,
    passive: false,
    mayGo: !phrase && (mayGo.has(piece.lower) || piece.lower === "then" || mayCome.has(piece.lower)),
    subordinates: dependent.has(name),
    also: wider[name] ?? [],
    floats: floating.has(name),
    possessive: piece.possessive,
  };
  if (piece.lower === "as" && !phrase && givesReason(units, at))
    return { ...bare, kind: "cause", also: ["because"], subordinates: true, keys: new Set(["as-because"]) };
  // "has been replaced" and "was replaced" tell the same deed.
  if (piece.lower === "been") return { ...bare, kind: "tense", keys: new Set(["was"]) };
  if (piece.lower === "too" && endsClause(units, at))
    return { ...bare, kind: "order", floats: true, keys: new Set(["also"]) };
  if (piece.lower === "but") return { ...bare, kind: "negation", keys: new Set(["except"]) };
  if (piece.literal) return { ...bare, kind: "literal", keys: new Set([`=${piece.raw}`]) };
  if (!phrase && isDemonstrative(piece.lower))
    return { ...bare, kind: "place", keys: new Set([/^th(?:is|ese)$/.test(piece.lower) ? "this-one" : "that-one"]) };
  if (piece.lower === "your" && mine.has(next)) return { ...bare, kind: "place", keys: new Set(["this-one"]) };
  const past = isPast(words[0] ?? "");
  const marker = phrase?.marker
    ? markers.get(phrase.name.toLowerCase())
    : phrase
      ? undefined
      : markers.get(name.toLowerCase());
  const capital = piece.capitalAtStart ? [`=${piece.raw.replace(/'s?$/, "")}`] : [];
  if (marker)
    return {
      ...bare,
      kind: marker.kind,
      past,
      floats: bare.floats || marker.kind === "strength",
      keys: new Set([marker.name, ...capital]),
    };
  if (phrase?.marker) throw new Error(`the name "${phrase.name}" of a meaning in markers.yaml is no marker`);
  const passive = past !== false && past !== undefined && afterBe(units, at);
  if (phrase) return { ...bare, kind: "word", past, passive, keys: new Set([phrase.name, `~${phrase.name}`]) };
  const lemmas = [...lemmasOf(piece.lower)];
  const meanings = lemmas.flatMap((lemma) => [...(synonyms.get(lemma) ?? [])].map((meaning) => `~${meaning}`));
  return {
    ...bare,
    kind: "word",
    // "outdated" is a word of its own there, and tells no deed.
    past: past && synonyms.has(piece.lower) ? undefined : past,
    passive,
    keys: new Set([...lemmas, ...meanings, ...capital]),
  };
}

// "is refused", "is not always refused"
function afterBe(units: readonly Unit[], at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 3); before -= 1) {
    const unit = units[before] as Unit;
    if (be.has(unit.piece.lower)) return true;
    const kind = markers.get(nameOf(unit).toLowerCase())?.kind;
    if (kind !== "negation" && kind !== "strength" && kind !== "order" && !mayGo.has(unit.piece.lower)) return false;
  }
  return false;
}
