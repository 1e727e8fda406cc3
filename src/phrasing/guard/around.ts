/** What the words beside a word make of it: the same "have", "but" or "up" counts in one place and not in another. */
import { isPast, lemmasOf } from "./forms.ts";
import { readClientName, type Unit } from "./units.ts";
import { free, markers, mayGo } from "./vocabulary.ts";

export const be = new Set("is are am be been being was were get gets getting got".split(" "));
/** Which of two ends: "this computer" and "that computer" are never the same. */
const ends = new Set("pc pcs computer computers machine machines side end host server device system laptop".split(" "));
/** After "as" these begin a reason: "as it costs nothing". Elsewhere "as" is a word like "of". */
const reasonBegins = new Set("it this that these those the a an they you there its your we i no".split(" "));

// "not the server but the gateway", "nothing but"; in "it works, but not here" it only joins.
export function isRather(units: readonly Unit[], at: number): boolean {
  const denies = (unit: Unit | undefined) =>
    unit !== undefined && markers.get(readClientName(unit).toLowerCase())?.kind === "negation";
  if (denies(units[at + 1])) return false;
  for (let before = at - 1; units[before]?.piece.sentence === units[at]?.piece.sentence; before -= 1)
    if (denies(units[before]) || /^(?:any|every|none|all)/.test(units[at - 1]?.piece.lower ?? "")) return true;
  return false;
}

export function closesClause(units: readonly Unit[], at: number): boolean {
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
export function participleFollows(units: readonly Unit[], at: number): boolean {
  for (let after = at + 1; after <= at + 4; after += 1) {
    const unit = units[after];
    if (!unit || unit.piece.sentence !== units[at]?.piece.sentence || unit.piece.mark !== "") return false;
    if (isPast(unit.words[0] ?? "") !== false || unit.piece.lower === "been") return !unit.piece.literal;
    const kind = markers.get(readClientName(unit).toLowerCase())?.kind;
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

// "Who has the key?", "check which port is open"
export function asksFor(units: readonly Unit[], at: number): boolean {
  const before = units[at - 1];
  const first = before?.piece.sentence !== units[at]?.piece.sentence;
  return first || [...lemmasOf(before?.piece.lower ?? "")].some((lemma) => asking.has(lemma));
}

const asking = new Set("check find know tell see say note ask learn out decide".split(" "));

export function givesReason(units: readonly Unit[], at: number): boolean {
  const { piece } = units[at] as Unit;
  const begins = units[at - 1]?.piece.sentence !== piece.sentence || piece.mark.includes(",");
  return begins && reasonBegins.has(units[at + 1]?.piece.lower ?? "");
}

// "this computer", "this remote computer"
export function pointsAtAnEnd(units: readonly Unit[], at: number): boolean {
  const [next = "", afterNext = ""] = [units[at + 1], units[at + 2]].map((unit) => unit?.piece.lower.toLowerCase());
  return ends.has(next) || (ends.has(afterNext) && !free.has(next) && !markers.has(next));
}

export function endsClause(units: readonly Unit[], at: number): boolean {
  const next = units[at + 1]?.piece;
  return next?.sentence !== units[at]?.piece.sentence || next?.mark !== "" || next.lower === "and";
}

// "not just the certificate", "restart just the service"
export function singlesOut(units: readonly Unit[], at: number): boolean {
  const { piece } = units[at] as Unit;
  const before = units[at - 1];
  if (
    before &&
    before.piece.sentence === piece.sentence &&
    markers.get(readClientName(before).toLowerCase())?.kind === "negation"
  )
    return true;
  return (
    piece.lower === "just" && /^(?:the|a|an|this|that|these|those|one|your|its)$/.test(units[at + 1]?.piece.lower ?? "")
  );
}

export function isDemonstrative(lower: string): boolean {
  return /^(?:this|these|that|those)$/.test(lower);
}

export function afterHave(units: readonly Unit[], at: number): boolean {
  const before = [units[at - 1], units[at - 2]].map((unit) => unit?.piece.lower ?? "");
  return before.some((lower) => /^(?:has|have|had)$/.test(lower));
}

// "is refused", "is not always refused"
export function afterBe(units: readonly Unit[], at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - 4); before -= 1) {
    const unit = units[before] as Unit;
    if (be.has(unit.piece.lower)) return true;
    const kind = markers.get(readClientName(unit).toLowerCase())?.kind;
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
