// @ts-check
/** A WebSocket that comes back by itself, from where it was, as soon as the server or the network is there again. */
import { whenWorthTrying } from "./patience.js";
import { Ended } from "./session.js";

/** @import { Session } from "./session.js" */
/** @import { Tell } from "./libraries" */

/** The server gives a sign of life every 30 s; a line that is silent for longer is dead, whatever the browser thinks. */
const SILENT_MS = 70_000;
/** How long a message that the server has may take to come back over the socket. */
const OWN_ECHO_MS = 4_000;

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
    #heardAt = Date.now();

    /** @param {string} url */
    constructor(url) {
      this.#socket = this.#open(url);
      setInterval(() => Date.now() - this.#heardAt > SILENT_MS && this.#giveUpLine(), 10_000);
      addEventListener("online", () => this.#giveUpLine());
      session.whenTaken = (id) => {
        const seq = Number(id.split("|")[1]);
        setTimeout(() => Number(this.#watermark) < seq && this.#giveUpLine(), OWN_ECHO_MS);
      };
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
      this.#heardAt = Date.now();
      socket.onopen = (event) => {
        tell("back");
        this.#attempt = 0;
        this.#heardAt = Date.now();
        // The client starts a clock whenever it hears this, and never stops the one before.
        const { onopen } = this;
        this.onopen = null;
        onopen?.(event);
      };
      socket.onmessage = (message) => {
        this.#heardAt = Date.now();
        if (!message.data) return;
        this.#watermark = JSON.parse(message.data).watermark ?? this.#watermark;
        this.onmessage?.(message);
      };
      socket.onclose = () => this.#comeBack();
      this.#socket = socket;
      return socket;
    }

    /** A dead line may take minutes to close; nobody waits for that. */
    #giveUpLine() {
      if (this.#over || this.#socket.onclose === null || this.#socket.readyState > WebSocket.OPEN) return;
      this.#socket.onclose = null;
      this.#socket.onmessage = null;
      this.#socket.close();
      this.#heardAt = Date.now();
      this.#comeBack();
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
