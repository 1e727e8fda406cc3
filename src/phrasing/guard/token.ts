/** What one unit means in a comparison, given what stands around it. */
import { isPast, lemmasOf } from "./forms.ts";
import { nameOf, type Unit } from "./units.ts";
import { free, irregular, type MarkerKind, markers, mayCome, mayGo, names, synonyms } from "./vocabulary.ts";

/** "at" stands for "in" and "on" too, "that" for all relative words, "mark" for a comma or the like. */
export type Link = "none" | "start" | "mark" | "and" | "that" | "of" | "to" | "at" | "for" | "with" | "into" | "via";

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
  /** What stands between it and the token before. */
  link: Link;
  /** "this gateway", "that gateway". */
  pointing: "this" | "that" | undefined;
  previousKind: Token["kind"] | undefined;
  /** An article stands right before it: "the only program". */
  article: boolean;
  /** The words right before and after it, whatever they are. */
  previous: string;
  next: string;
  /** "it", "this", "which": what it is said of was named before it anew. */
  lead: boolean;
};

const be = new Set("is are am be been being was were get gets getting got".split(" "));
/** Which of two ends: "this computer" and "that computer" are never the same. */
const ends = new Set("pc pcs computer computers machine machines side end host server device system laptop".split(" "));
const mine = new Set(["pc", "side", "end"]);
/** These begin a clause that depends on another. */
export const dependent = new Set(
  "if unless when whenever while until once even-if only-if only-when although because before after since case provided".split(
    " ",
  ),
);
/** In a rewrite these may stand for something else too. */
const wider: ReadonlyMap<string, string[]> = new Map(
  Object.entries({
    since: ["because"],
    "as-because": ["because"],
    might: ["may"],
    if: ["whether"],
    just: ["only", "simply"],
  }),
);
const floating = new Set(
  "just simply own again yet still already now then immediately first here there also too later anymore".split(" "),
);
/** After "as" these begin a reason: "as it costs nothing". Elsewhere "as" is a word like "of". */
const reasonBegins = new Set("it this that these those the a an they you there its your we i no".split(" "));

/** Whether the unit counts for nothing where it stands. `conditional`: its sentence has an "if" already. */
export function isFree(units: readonly Unit[], at: number, conditional: boolean): boolean {
  const { piece, phrase } = units[at] as Unit;
  if (piece.literal || phrase) return false;
  const { lower } = piece;
  const next = units[at + 1]?.piece;
  if (isDemonstrative(lower) && pointsAtAnEnd(units, at)) return false;
  if (lower === "there") return be.has(next?.lower ?? "") || be.has(units[at - 1]?.piece.lower ?? "");
  // "If it fails, then ..." says no more than "If it fails, ...", and ", and then" no more than ", and".
  if (lower === "then") return conditional || /[,;]/.test(piece.mark) || units[at - 1]?.piece.lower === "and";
  // "If this, or if that, ..."
  if (lower === "if") return conditional && units[at - 1]?.piece.lower === "or";
  // "leave it on", "the server is up"
  if (/^(?:on|up|in)$/.test(lower)) return !closesClause(units, at);
  // "stops it and", but not "it stops"
  if (/^(?:it|this|that)$/.test(lower)) return !closesClause(units, at);
  if (/^(?:have|has|having)$/.test(lower)) return participleFollows(units, at);
  if (/^(?:get|gets|getting)$/.test(lower)) return participleFollows(units, at);
  // "is to be deleted"
  if (lower === "to") return !be.has(units[at - 1]?.piece.lower ?? "") || !isVerbAfterBeTo(units, at);
  if (/^(?:which|who|whom|whose|what)$/.test(lower)) return !asksFor(units, at);
  // "nothing but"
  if (lower === "but") return !isRather(units, at);
  if (lower === "been")
    return !/^(?:has|have)$/.test(units[at - 1]?.piece.lower ?? "") || isPast(next?.lower ?? "") !== true;
  return free.has(lower) || mayCome.has(lower);
}

// "not the server but the gateway", "nothing but"; in "it works, but not here" it only joins.
function isRather(units: readonly Unit[], at: number): boolean {
  const denies = (unit: Unit | undefined) =>
    unit !== undefined && markers.get(nameOf(unit).toLowerCase())?.kind === "negation";
  if (denies(units[at + 1])) return false;
  for (let before = at - 1; units[before]?.piece.sentence === units[at]?.piece.sentence; before -= 1)
    if (denies(units[before]) || /^(?:any|every|none|all)/.test(units[at - 1]?.piece.lower ?? "")) return true;
  return false;
}

function closesClause(units: readonly Unit[], at: number): boolean {
  const { sentence } = (units[at] as Unit).piece;
  const next = units[at + 1]?.piece;
  return (
    !next ||
    next.sentence !== sentence ||
    next.mark !== "" ||
    /^(?:and|or|but|when|if|because|before|after|again|until|while)$/.test(next.lower)
  );
}

// "has expired", "has not yet expired", "gets lost"; but not "has a key".
function participleFollows(units: readonly Unit[], at: number): boolean {
  for (let after = at + 1; after <= at + 4; after += 1) {
    const unit = units[after];
    if (!unit || unit.piece.sentence !== units[at]?.piece.sentence || unit.piece.mark !== "") return false;
    if (isPast(unit.words[0] ?? "") !== false || unit.piece.lower === "been") return !unit.piece.literal;
    const kind = markers.get(nameOf(unit).toLowerCase())?.kind;
    if (
      kind !== "negation" &&
      kind !== "strength" &&
      kind !== "order" &&
      !mayGo.has(unit.piece.lower) &&
      !/ly$/.test(unit.piece.lower)
    )
      return false;
  }
  return false;
}

function isVerbAfterBeTo(units: readonly Unit[], at: number): boolean {
  return units[at + 1]?.piece.lower === "be";
}

// "Who has the key?", "check which port is open"
function asksFor(units: readonly Unit[], at: number): boolean {
  const before = units[at - 1];
  const first = before?.piece.sentence !== units[at]?.piece.sentence;
  return first || [...lemmasOf(before?.piece.lower ?? "")].some((lemma) => asking.has(lemma));
}

const asking = new Set("check find know tell see say note ask learn out decide".split(" "));

function givesReason(units: readonly Unit[], at: number): boolean {
  const { piece } = units[at] as Unit;
  const begins = units[at - 1]?.piece.sentence !== piece.sentence || piece.mark.includes(",");
  return begins && reasonBegins.has(units[at + 1]?.piece.lower ?? "");
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

// "not just the certificate", "restart just the service"
function singlesOut(units: readonly Unit[], at: number): boolean {
  const { piece } = units[at] as Unit;
  const before = units[at - 1];
  if (
    before &&
    before.piece.sentence === piece.sentence &&
    markers.get(nameOf(before).toLowerCase())?.kind === "negation"
  )
    return true;
  return (
    piece.lower === "just" && /^(?:the|a|an|this|that|these|those|one|your|its)$/.test(units[at + 1]?.piece.lower ?? "")
  );
}

function isDemonstrative(lower: string): boolean {
  return /^(?:this|these|that|those)$/.test(lower);
}

/** All of a token but what only the row around it tells. */
type Bare = Omit<
  Token,
  | "clause"
  | "mark"
  | "link"
  | "pointing"
  | "previousKind"
  | "apart"
  | "preposition"
  | "lead"
  | "article"
  | "previous"
  | "next"
>;

export function tokenOf(units: readonly Unit[], at: number, name: string): Bare {
  const { piece, phrase, words } = units[at] as Unit;
  const next = units[at + 1]?.piece.lower.toLowerCase() ?? "";
  const bare = {
    raw: words.length > 1 ? words.join(" ") : piece.raw,
    past: undefined,
    passive: false,
    mayGo:
      !phrase &&
      (mayGo.has(piece.lower) || piece.lower === "then" || mayCome.has(piece.lower)) &&
      !singlesOut(units, at),
    subordinates: dependent.has(name),
    // "You might" is no permission.
    also: name === "might" && units[at - 1]?.piece.lower === "you" ? [] : (wider.get(name) ?? []),
    floats: floating.has(name),
    possessive: piece.possessive,
  };
  if (piece.lower === "as" && !phrase && givesReason(units, at))
    return { ...bare, kind: "cause", also: ["because"], subordinates: true, keys: new Set(["as-because"]) };
  // "has been replaced" and "was replaced" tell the same deed.
  if (piece.lower === "been") return { ...bare, kind: "tense", keys: new Set(["was"]) };
  if (piece.lower === "too" && endsClause(units, at))
    return { ...bare, kind: "order", floats: true, keys: new Set(["also"]) };
  if (piece.lower === "to") return { ...bare, kind: "modal", keys: new Set(["is-to"]) };
  if (/^(?:on|up|in)$/.test(piece.lower) && !phrase)
    return { ...bare, kind: "direction", keys: new Set([piece.lower]) };
  if (piece.lower === "no" && /,/.test(units[at + 1]?.piece.mark ?? ""))
    return { ...bare, kind: "negation", keys: new Set(["no-answer"]) };
  if (piece.lower === "but") return { ...bare, kind: "negation", keys: new Set(["except"]) };
  if (piece.literal) return { ...bare, kind: "literal", keys: new Set([`=${piece.raw}`]) };
  if (!phrase && /^(?:it|this|that)$/.test(piece.lower) && closesClause(units, at))
    return { ...bare, kind: "word", keys: new Set(["it"]) };
  if (!phrase && isDemonstrative(piece.lower))
    return { ...bare, kind: "place", keys: new Set([/^th(?:is|ese)$/.test(piece.lower) ? "this-one" : "that-one"]) };
  if (piece.lower === "your" && mine.has(next)) return { ...bare, kind: "place", keys: new Set(["this-one"]) };
  // "resets" and "has reset": of some verbs only the "has" tells.
  const past =
    isPast(words[0] ?? "") ??
    (afterHave(units, at) && !markers.has(name) && irregular.pasts.has(piece.lower) ? true : undefined);
  const marker = phrase?.marker
    ? markers.get(phrase.name.toLowerCase())
    : phrase
      ? undefined
      : markers.get(name.toLowerCase());
  if (piece.capitalAtStart && names.has(piece.lower))
    return { ...bare, kind: "literal", keys: new Set([`=${piece.raw}`]) };
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
  // "is reset" and "resets": of some verbs only that tells.
  const passive = past !== false && afterBe(units, at);
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

function afterHave(units: readonly Unit[], at: number): boolean {
  const before = [units[at - 1], units[at - 2]].map((unit) => unit?.piece.lower ?? "");
  return before.some((lower) => /^(?:has|have|had)$/.test(lower));
}

// "is refused", "is not always refused"
function afterBe(units: readonly Unit[], at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 4); before -= 1) {
    const unit = units[before] as Unit;
    if (be.has(unit.piece.lower)) return true;
    const kind = markers.get(nameOf(unit).toLowerCase())?.kind;
    const passes = kind === "negation" || kind === "strength" || kind === "order" || kind === "cause";
    if (
      !passes &&
      !mayGo.has(unit.piece.lower) &&
      !/ly$|^however$|^and$/.test(unit.piece.lower) &&
      isPast(unit.piece.lower) === false
    )
      return false;
  }
  return false;
}
