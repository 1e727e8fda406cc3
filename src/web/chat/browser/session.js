// @ts-check
/** This browser's conversation: which it is, and the tokens to take part in it. */
/** @import { Stream, Tell } from "./libraries" */
import { untilTooLate, whenWorthTrying } from "./patience.js";

/** The conversation has ended: trying again does not help. */
export class Ended extends Error {}

/**
 * @typedef {{
 *   domain: string,
 *   begun: Stream,
 *   token(): string,
 *   renew(): Promise<void>,
 *   stream(watermark: string): Promise<Stream>,
 *   end(): Promise<void>,
 *   whenTaken?: (id: string) => void,
 * }} Session `whenTaken` hears the id of each message that the server has.
 */

/** The conversation that the browser's cookie leads to, or a new one, begun. Keeps trying until the server answers.
 * @param {Tell} tell
 * @returns {Promise<Session>} */
export async function openSession(tell) {
  const domain = `${location.origin}/v3/directline`;
  for (let attempt = 0; ; attempt++) {
    try {
      const { token } = await asked(`${domain}/tokens/generate`);
      const begun = await asked(`${domain}/conversations`, token);
      tell("back");
      return describeSession(domain, begun);
    } catch {
      tell("failed");
      await whenWorthTrying(attempt);
    }
  }
}

/** @param {string} domain @param {Stream} begun @returns {Session} */
function describeSession(domain, begun) {
  const { conversationId } = begun;
  let { token } = begun;
  const renew = async () => {
    try {
      ({ token } = await asked(`${domain}/tokens/refresh`, token));
    } catch (error) {
      if (error instanceof Ended || !(error instanceof Refusal)) throw error;
      // It has expired; the cookie leads to the conversation all the same.
      const fresh = await asked(`${domain}/tokens/generate`);
      if (fresh.conversationId !== conversationId) throw new Ended();
      token = fresh.token;
    }
  };
  const here = `${domain}/conversations/${conversationId}`;
  return {
    domain,
    begun,
    token: () => token,
    renew,
    async stream(watermark) {
      await renew();
      return asked(`${here}?watermark=${watermark}`, token, { method: "GET" });
    },
    async end() {
      await renew();
      const body = JSON.stringify({ type: "endOfConversation" });
      await asked(`${here}/activities`, token, { body });
    },
  };
}

class Refusal extends Error {}

/** @param {string} url @param {string} [token] @param {RequestInit} [options] */
async function asked(url, token, options) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url, { method: "POST", headers, signal: untilTooLate(), ...options });
  if (response.status === 404) throw new Ended();
  if (response.status < 500 && !response.ok) throw new Refusal(`${response.status} from ${new URL(url).pathname}`);
  if (!response.ok) throw new Error(`${response.status} from ${new URL(url).pathname}`);
  return response.json();
}
