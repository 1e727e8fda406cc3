/** When something that failed is tried again: soon, then ever later, and at last not by itself any more. */

const FIRST_MS = 5_000;
const LONGEST_MS = 60 * 60_000;
/** About a day: halves of 5 s, 10 s, ... 43 min, and then 46 times half an hour, as chance will have it. */
const MOST_ATTEMPTS = 57;
/** Who asks to be left alone for longer is asked again nevertheless. */
const LONGEST_WISH_MS = 24 * 60 * 60_000;

/**
 * Milliseconds until the next attempt, or null when `attempt`, which counts from 1, was the last one.
 * `random` is from 0 to 1: what failed together must not come back together.
 */
export function computePause(attempt: number, random: number, wishMs = 0): number | null {
  if (attempt >= MOST_ATTEMPTS) return null;
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(longest * random) + Math.min(wishMs, LONGEST_WISH_MS);
}
