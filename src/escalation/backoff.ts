/** Retry delays: exponential with jitter, then give up. */

const FIRST_MS = 5_000;
const LONGEST_MS = 60 * 60_000;
/** About a day: on average half of 5 s, 10 s, ... 43 min, and then 46 times half an hour. */
const MOST_ATTEMPTS = 57;
/** A longer `Retry-After` is shortened to this. */
const LONGEST_WISH_MS = 24 * 60 * 60_000;

/**
 * Milliseconds until the next attempt, or null after the last one. `attempt` counts from 1. `random` is from 0 to 1, so
 * that deliveries which failed together do not retry together. `wishMs` is the other side's `Retry-After`.
 */
export function computePause(attempt: number, random: number, wishMs = 0): number | null {
  if (attempt >= MOST_ATTEMPTS) return null;
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(longest * random) + Math.min(wishMs, LONGEST_WISH_MS);
}
