/** What one unit means in a comparison, given what stands around it. */

import { afterBe, afterHave, closesClause, endsClause, givesReason, isDemonstrative, singlesOut } from "./around.ts";
import { isPast, lemmasOf } from "./forms.ts";
import type { Unit } from "./units.ts";
import { irregular, type MarkerKind, markers, mayCome, mayGo, names, synonyms } from "./vocabulary.ts";

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
  if (piece.lower === "to" && !phrase) return { ...bare, kind: "modal", keys: new Set(["is-to"]) };
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
