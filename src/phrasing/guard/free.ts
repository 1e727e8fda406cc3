/** Which words are no tokens where they stand. */
import { asksFor, be, closesClause, isDemonstrative, isRather, participleFollows, pointsAtAnEnd } from "./around.ts";
import { isPast } from "./forms.ts";
import type { Unit } from "./units.ts";
import { free, mayCome } from "./vocabulary.ts";

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
  if (lower === "to") return !be.has(units[at - 1]?.piece.lower ?? "") || next?.lower !== "be";
  if (/^(?:which|who|whom|whose|what)$/.test(lower)) return !asksFor(units, at);
  // "nothing but"
  if (lower === "but") return !isRather(units, at);
  if (lower === "been")
    return !/^(?:has|have)$/.test(units[at - 1]?.piece.lower ?? "") || isPast(next?.lower ?? "") !== true;
  return free.has(lower) || mayCome.has(lower);
}
