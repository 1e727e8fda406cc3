// @ts-check
/** What this tab keeps over a reload. A browser that is set to keep nothing just forgets it. */

/** @param {string} name @param {string | undefined} words */
export function keep(name, words) {
  try {
    if (words) sessionStorage.setItem(name, words);
    else sessionStorage.removeItem(name);
  } catch {
    // It is too long, or the browser refuses.
  }
}

/** @param {string} name */
export function recall(name) {
  try {
    return sessionStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** For a person who leaves a shared computer. */
export function forgetAll() {
  try {
    sessionStorage.clear();
  } catch {
    // Then there is nothing to forget.
  }
}
