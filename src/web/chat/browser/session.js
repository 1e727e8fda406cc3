// @ts-check
/** Opens this browser's conversation and renews its token. */
/** @import { Stream, Tell } from "./libraries" */
import { findHeaders, framedBy, keepResume } from "./frame.js";
import { createDeadline, waitBeforeRetry } from "./patience.js";

/** The conversation has ended, so a retry does not help. */
export class Ended extends Error {}

/**
 * @typedef {{
 *   domain: string,
 *   begun: Stream,
 *   token(): string,
 *   renew(): Promise<void>,
 *   stream(watermark: string): Promise<Stream>,
 *   end(): Promise<void>,
 *   tell(activity: object): Promise<boolean>,
 *   whenTaken?: (id: string) => void,
 * }} Session `whenTaken` is called with the id of each message that the server has accepted. `tell` sends once what is no message, and resolves to whether it arrived.
 */

/** Starts the conversation that the browser's cookie names, or a new one. Keeps trying until the server answers.
 * @param {Tell} tell
 * @returns {Promise<Session>} */
export async function openSession(tell) {
  const domain = `${location.origin}/v3/directline`;
  for (let attempt = 0; ; attempt++) {
    try {
      const { token } = await generate(domain);
      const begun = await request(`${domain}/conversations`, token);
      tell("back");
      return describeSession(domain, begun);
    } catch {
      tell("failed");
      await waitBeforeRetry(attempt);
    }
  }
}

/** @param {string} domain @param {Stream} begun @returns {Session} */
function describeSession(domain, begun) {
  const { conversationId } = begun;
  let { token } = begun;
  const renew = async () => {
    try {
      ({ token } = await request(`${domain}/tokens/refresh`, token));
    } catch (error) {
      if (error instanceof Ended || !(error instanceof Refusal)) throw error;
      // The token has expired; the cookie still names the conversation.
      const fresh = await generate(domain);
      if (fresh.conversationId !== conversationId) throw new Ended();
      token = fresh.token;
    }
  };
  const address = `${domain}/conversations/${conversationId}`;
  return {
    domain,
    begun,
    token: () => token,
    renew,
    async stream(watermark) {
      await renew();
      return request(`${address}?watermark=${watermark}`, token, { method: "GET" });
    },
    async tell(activity) {
      const body = JSON.stringify(activity);
      const send = () => request(`${address}/activities`, token, { body });
      try {
        await send().catch(async (error) => {
          if (!(error instanceof Refusal)) throw error;
          // The token has expired.
          await renew();
          return send();
        });
        return true;
      } catch {
        // Typing is over by the next attempt, and what was seen is told again with the next message.
        return false;
      }
    },
    async end() {
      await renew();
      const body = JSON.stringify({ type: "endOfConversation" });
      await request(`${address}/activities`, token, { body });
    },
  };
}

/** A browser is recognised by its cookie, and in a frame by what the frame sends. @param {string} domain */
async function generate(domain) {
  if (!framedBy) return request(`${domain}/tokens/generate`);
  const [headers = {}, ...nextBest] = await findHeaders();
  /** @param {Record<string, string>} headers */
  const ask = (headers) => request(`${domain}/tokens/generate`, undefined, { headers });
  const granted = await ask(headers).catch((refusal) => {
    const [anonymous] = nextBest;
    if (!(refusal instanceof Refusal) || !anonymous) throw refusal;
    console.warn(`Reconnect: ${refusal.message} The person is anonymous.`);
    return ask(anonymous);
  });
  if (granted.resume && granted.resume !== headers["x-reconnect-resume"]) keepResume(granted.resume);
  return granted;
}

class Refusal extends Error {}

/** @param {string} url @param {string} [token] @param {RequestInit} [options] */
async function request(url, token, options) {
  const headers = {
    "content-type": "application/json",
    ...(token && { authorization: `Bearer ${token}` }),
    ...options?.headers,
  };
  const response = await fetch(url, { method: "POST", signal: createDeadline(), ...options, headers });
  if (response.status === 404) throw new Ended();
  const from = `${response.status} from ${new URL(url).pathname}`;
  if (response.status < 500 && !response.ok) {
    // A proxy in between may refuse in its own words.
    const { error } = await response.json().catch(() => ({}));
    throw new Refusal(error ? `${from}: ${error.message}.` : from);
  }
  if (!response.ok) throw new Error(from);
  return response.json();
}
