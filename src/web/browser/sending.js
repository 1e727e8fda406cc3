// @ts-check
/** Sends what a person says until the server has it. Sent twice it counts once, because it keeps its name. */
import { Ended } from "./connection.js";
import { whenWorthTrying } from "./steadySocket.js";

/** @import { Session } from "./connection.js" */
/** @import { Observable, Tell } from "./libraries" */

/**
 * Takes the place of the official client's `postActivity`, which gives up at the first failure.
 * @param {Session} session
 * @param {Tell} tell
 * @returns {(activity: object) => Observable<string>}
 */
export function patientPost(session, tell) {
  return (activity) => ({
    subscribe(observer) {
      const { next, error, complete } = typeof observer === "function" ? { next: observer } : observer;
      let given = false;
      untilTaken(activity, () => given).then(
        (id) => {
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
      if (response?.status === 403) await session.renew();
      else if (response?.status === 404) throw new Ended();
      else if (response && response.status < 500 && response.status !== 429) throw new Error(await response.text());
      // Nothing was heard at all: the connection is what is wrong.
      if (!response) tell("gone");
      await whenWorthTrying(attempt);
    }
    throw new Error("given up");
  }

  /** @param {object} activity */
  function post(activity) {
    return fetch(`${session.domain}/conversations/${session.conversationId}/activities`, {
      method: "POST",
      headers: { authorization: `Bearer ${session.token()}`, "content-type": "application/json" },
      body: JSON.stringify(activity),
    });
  }
}
