/** When two tokens say the same. The first is always the template's. */
import type { Token } from "./token.ts";

/** The same meaning in the same tense and voice. */
export function same(one: Token, other: Token): boolean {
  if (one.past !== undefined && other.past !== undefined && one.past !== other.past) return false;
  // "I reset it" may be a habit, "I have reset it" is a claim.
  if (one.past !== other.past && one.raw.toLowerCase() === other.raw.toLowerCase()) return false;
  if (one.passive !== other.passive) return false;
  // "Willing" is no form of "will", nor "lasting" of "last".
  if (isMarker(one) !== isMarker(other) && !standsFor(one, other)) return false;
  return sameMeaning(one, other);
}

export function sameMeaning(one: Token, other: Token): boolean {
  for (const key of one.keys) if (other.keys.has(key)) return true;
  return standsFor(one, other);
}

function standsFor(one: Token, other: Token): boolean {
  return other.also.some((key) => one.keys.has(key));
}

function isMarker({ kind }: Token): boolean {
  return kind !== "word" && kind !== "literal";
}
