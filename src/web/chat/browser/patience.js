// @ts-check
/** How long to wait for an answer, and when to retry. */

const SOONEST_MS = 300;
const LATEST_MS = 3_000;
/** The official client's timeout. The server drops repeats. */
const ANSWER_MS = 20_000;

/** A signal that ends a request which would hang for minutes on a dead network. @returns {AbortSignal} */
export function createDeadline() {
  return AbortSignal.timeout(ANSWER_MS);
}

/**
 * Resolves when the next attempt is worth making: after an exponential delay with jitter, or as soon as the network comes
 * back or the person looks at the page again.
 * @param {number} attempt
 * @returns {Promise<void>}
 */
export function waitBeforeRetry(attempt) {
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

/** Repeats what fails until it succeeds. @template T @param {() => Promise<T>} load @returns {Promise<T>} */
export async function insist(load) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await load();
    } catch {
      await waitBeforeRetry(attempt);
    }
  }
}

/**
 * Loads a module. Browsers do not ask again for one that did not arrive, so the page is then loaded anew, as soon as the
 * server answers. The draft and unsent messages survive that.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
export async function loadOrReload(load) {
  try {
    return await load();
  } catch {
    await insist(() => fetch(location.href, { method: "HEAD", signal: createDeadline() }));
    location.reload();
    return new Promise(() => {});
  }
}
