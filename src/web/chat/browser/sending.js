// @ts-check
/** Sends each message until the server has accepted it, in the order in which the person wrote them. The server drops repeats. */
import { createDeadline, waitBeforeRetry } from "./patience.js";
import { Ended } from "./session.js";

/** @import { Session } from "./session.js" */
/** @import { Observable, Tell } from "./libraries" */

/** After so many refusals in a row, the person learns that the server is the problem and not their connection. */
const MANY = 3;

/**
 * Replaces the official client's `postActivity`, which gives up at the first failure.
 * @param {Session} session
 * @param {Tell} tell
 * @returns {(activity: object) => Observable<string>}
 */
export function createPatientPost(session, tell) {
  const queue = new SendingQueue(session, tell);
  return (activity) => ({
    subscribe(observer) {
      const { next, error, complete } = typeof observer === "function" ? { next: observer } : observer;
      const sending = queue.add(activity);
      sending.taken.then(
        (id) => {
          session.whenTaken?.(id);
          next?.(id);
          complete?.();
        },
        (reason) => error?.(reason),
      );
      return { unsubscribe: sending.giveUp };
    },
  });
}

class SendingQueue {
  /** @type {Session} */ #session;
  /** @type {Tell} */ #tell;
  /** @type {Promise<unknown>} */ #last = Promise.resolve();

  /** @param {Session} session @param {Tell} tell */
  constructor(session, tell) {
    this.#session = session;
    this.#tell = tell;
  }

  /**
   * Sends the activity when those before it are done. `taken` resolves with the id that the server gave it.
   * @param {object} activity
   * @returns {{ taken: Promise<string>, giveUp(): void }}
   */
  add(activity) {
    let givenUp = false;
    const taken = this.#last.then(() => this.#send(activity, () => givenUp));
    // A message that fails for good must not hold up the later ones.
    this.#last = taken.catch(() => {});
    return {
      taken,
      giveUp() {
        givenUp = true;
      },
    };
  }

  /** @param {object} activity @param {() => boolean} isGivenUp @returns {Promise<string>} */
  async #send(activity, isGivenUp) {
    for (let attempt = 0; !isGivenUp(); attempt++) {
      const response = await this.#post(activity).catch(() => undefined);
      // A socket that stayed open during the failures does not report that the server is back.
      if (response?.ok && attempt > 0) this.#tell("back");
      if (response?.ok) return (await response.json()).id;
      if (response?.status === 404) throw new Ended();
      if (response && response.status < 500 && ![403, 429].includes(response.status))
        throw new Error(await response.text());
      // Without any answer, the connection is the problem.
      if (!response) this.#tell("gone");
      else if (attempt >= MANY) this.#tell("busy");
      if (response?.status === 403) await this.#session.renew().catch(stopIfEnded);
      await waitBeforeRetry(attempt);
    }
    throw new Error("given up");
  }

  /** @param {object} activity */
  #post(activity) {
    const { domain, begun, token } = this.#session;
    return fetch(`${domain}/conversations/${begun.conversationId}/activities`, {
      method: "POST",
      headers: { authorization: `Bearer ${token()}`, "content-type": "application/json" },
      body: JSON.stringify(activity),
      signal: createDeadline(),
    });
  }
}

/** @param {unknown} error */
function stopIfEnded(error) {
  if (error instanceof Ended) throw error;
}
