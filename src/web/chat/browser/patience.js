// @ts-check
/** How long to wait for an answer, and when to try again what has failed. */

const SOONEST_MS = 300;
const LATEST_MS = 3_000;
/** As long as the official client waits. What is repeated after it counts once. */
const ANSWER_MS = 20_000;

/** Ends a request that a dead network would let wait for minutes. @returns {AbortSignal} */
export function untilTooLate() {
  return AbortSignal.timeout(ANSWER_MS);
}

/**
 * Soon at first, then less often, never all browsers at once; and at once when the network comes back or the page is
 * looked at again.
 * @param {number} attempt
 * @returns {Promise<void>}
 */
export function whenWorthTrying(attempt) {
  const most = Math.min(LATEST_MS, SOONEST_MS * 2 ** attempt);
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener("online", go);
      document.removeEventListener("visibilitychange", go);
      resolve();
    };
    const timer = setTimeout(go, most / 2 + (Math.random() * most) / 2);
    addEventListener("online", go);
    document.addEventListener("visibilitychange", go);
  });
}
