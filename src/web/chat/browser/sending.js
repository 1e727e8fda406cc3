// @ts-check
/** Sends what a person says until the server has it, in the order in which it was said. Sent twice it counts once. */
import { untilTooLate, whenWorthTrying } from "./patience.js";
import { Ended } from "./session.js";

/** @import { Session } from "./session.js" */
/** @import { Observable, Tell } from "./libraries" */

/** Refusals in a row after which the person is told that it is not their line. */
const MANY = 3;

/**
 * Takes the place of the official client's `postActivity`, which gives up at the first failure.
 * @param {Session} session
 * @param {Tell} tell
 * @returns {(activity: object) => Observable<string>}
 */
export function patientPost(session, tell) {
  /** @type {Promise<unknown>} */
  let before = Promise.resolve();
  return (activity) => ({
    subscribe(observer) {
      const { next, error, complete } = typeof observer === "function" ? { next: observer } : observer;
      let given = false;
      const mine = before.then(() => untilTaken(activity, () => given));
      // One that fails for good must not hold up those behind it.
      before = mine.catch(() => {});
      mine.then(
        (id) => {
          session.whenTaken?.(id);
          next?.(id);
          complete?.();
        },
        (reason) => error?.(reason),
      );
      return {
        unsubscribe() {
          given = true;
        },
      };
    },
  });

  /** @param {object} activity @param {() => boolean} givenUp @returns {Promise<string>} */
  async function untilTaken(activity, givenUp) {
    for (let attempt = 0; !givenUp(); attempt++) {
      const response = await post(activity).catch(() => undefined);
      // A socket that outlived the gap has no news of its own.
      if (response?.ok && attempt > 0) tell("back");
      if (response?.ok) return (await response.json()).id;
      if (response?.status === 404) throw new Ended();
      if (response && response.status < 500 && ![403, 429].includes(response.status))
        throw new Error(await response.text());
      // Nothing was heard at all: the connection is what is wrong.
      if (!response) tell("gone");
      else if (attempt >= MANY) tell("busy");
      if (response?.status === 403) await session.renew().catch(stopIfEnded);
      await whenWorthTrying(attempt);
    }
    throw new Error("given up");
  }

  /** @param {object} activity */
  function post(activity) {
    return fetch(`${session.domain}/conversations/${session.begun.conversationId}/activities`, {
      method: "POST",
      headers: { authorization: `Bearer ${session.token()}`, "content-type": "application/json" },
      body: JSON.stringify(activity),
      signal: untilTooLate(),
    });
  }
}

/** @param {unknown} error */
function stopIfEnded(error) {
  if (error instanceof Ended) throw error;
}
