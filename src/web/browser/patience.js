// @ts-check
/** When to try again what has failed. */

const SOONEST_MS = 300;
const LATEST_MS = 3_000;

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
