// @ts-check
/** A WebSocket that comes back by itself, from where it was, as soon as the server or the network is there again. */
import { Ended } from "./connection.js";

/** @import { Session } from "./connection.js" */
/** @import { Tell } from "./libraries" */

const SOONEST_MS = 300;
const LATEST_MS = 5_000;

/**
 * What the official client takes as its WebSocket. To the client it is one socket that never closes unless the
 * conversation has ended.
 * @param {Session} session
 * @param {Tell} tell
 */
export function steadySocket(session, tell) {
  return class SteadySocket {
    /** @type {((event: unknown) => void) | null} */ onopen = null;
    /** @type {((event: unknown) => void) | null} */ onclose = null;
    /** @type {((event: unknown) => void) | null} */ onerror = null;
    /** @type {((event: MessageEvent) => void) | null} */ onmessage = null;
    /** @type {WebSocket} */ #socket;
    #watermark = "0";
    #attempt = 0;
    #over = false;

    /** @param {string} url */
    constructor(url) {
      this.#socket = this.#open(url);
    }

    get readyState() {
      return this.#over ? WebSocket.CLOSED : WebSocket.OPEN;
    }

    /** @param {string} sign The client's sign of life, an empty frame. */
    send(sign) {
      if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(sign);
    }

    close() {
      this.#over = true;
      this.#socket.close();
    }

    /** @param {string} url */
    #open(url) {
      const socket = new WebSocket(url);
      socket.onopen = (event) => {
        tell("back");
        this.#attempt = 0;
        this.onopen?.(event);
      };
      socket.onmessage = (message) => {
        if (message.data) this.#watermark = JSON.parse(message.data).watermark ?? this.#watermark;
        this.onmessage?.(message);
      };
      socket.onclose = () => this.#comeBack();
      this.#socket = socket;
      return socket;
    }

    /** @returns {Promise<void>} */
    async #comeBack() {
      if (this.#over) return;
      tell("gone");
      await whenWorthTrying(this.#attempt++);
      if (this.#over) return;
      try {
        this.#open((await session.stream(this.#watermark)).streamUrl);
      } catch (error) {
        if (!(error instanceof Ended)) return this.#comeBack();
        this.#over = true;
        tell("ended");
        this.onclose?.(error);
      }
    }
  };
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
