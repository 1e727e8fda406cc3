// @ts-check
/** A WebSocket that reconnects, from the line it had reached, as soon as the server or the network is back. */
import { waitBeforeRetry } from "./patience.js";
import { Ended } from "./session.js";

/** @import { Session } from "./session.js" */
/** @import { Tell } from "./libraries" */

/** The server sends a heartbeat every 30 s. A socket that is silent for longer is dead, even where the browser keeps it. */
const SILENT_MS = 70_000;
/** How long a message that the server has taken may need to come back over the socket. */
const OWN_ECHO_MS = 4_000;

/**
 * Makes the class that the official client uses as its WebSocket.
 * @param {Session} session
 * @param {Tell} tell
 */
export function createSteadySocket(session, tell) {
  return class extends SteadySocket {
    /** @param {string} url */
    constructor(url) {
      super(url, session, tell);
    }
  };
}

/** Looks to the client like one socket that never closes. On a close it would ask for an ended conversation again and fail. */
class SteadySocket {
  /** @type {((event: unknown) => void) | null} */ onopen = null;
  /** @type {((event: unknown) => void) | null} */ onclose = null;
  /** @type {((event: unknown) => void) | null} */ onerror = null;
  /** @type {((event: MessageEvent) => void) | null} */ onmessage = null;
  /** @type {Session} */ #session;
  /** @type {Tell} */ #tell;
  /** @type {WebSocket} */ #socket;
  #watermark = "0";
  #attempt = 0;
  #over = false;
  #heardAt = Date.now();

  /** @param {string} url @param {Session} session @param {Tell} tell */
  constructor(url, session, tell) {
    this.#session = session;
    this.#tell = tell;
    this.#socket = this.#open(url);
    setInterval(() => Date.now() - this.#heardAt > SILENT_MS && this.#replaceSocket(), 10_000);
    addEventListener("online", () => this.#replaceSocket());
    session.whenTaken = (id) => {
      const seq = Number(id.split("|")[1]);
      setTimeout(() => Number(this.#watermark) < seq && this.#replaceSocket(), OWN_ECHO_MS);
    };
  }

  get readyState() {
    return this.#over ? WebSocket.CLOSED : WebSocket.OPEN;
  }

  /** @param {string} heartbeat An empty frame from the client. */
  send(heartbeat) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(heartbeat);
  }

  close() {
    this.#over = true;
    this.#socket.close();
  }

  /** @param {string} url */
  #open(url) {
    // Asks for the events that say who has the case.
    const socket = new WebSocket(`${url}&state=1`);
    this.#heardAt = Date.now();
    socket.onopen = (event) => {
      this.#tell("back");
      this.#attempt = 0;
      this.#heardAt = Date.now();
      // The client starts a new timer at each call of `onopen` and never stops the old one, so call it once.
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
    socket.onclose = () => this.#reconnect();
    this.#socket = socket;
    return socket;
  }

  /** Does not wait for the old socket to close: that can take minutes on a dead network. */
  #replaceSocket() {
    if (this.#over || this.#socket.onclose === null || this.#socket.readyState > WebSocket.OPEN) return;
    this.#socket.onclose = null;
    this.#socket.onmessage = null;
    this.#socket.close();
    this.#heardAt = Date.now();
    this.#reconnect();
  }

  /** @returns {Promise<void>} */
  async #reconnect() {
    if (this.#over) return;
    this.#tell("gone");
    await waitBeforeRetry(this.#attempt++);
    if (this.#over) return;
    try {
      this.#open((await this.#session.stream(this.#watermark)).streamUrl);
    } catch (error) {
      if (!(error instanceof Ended)) return this.#reconnect();
      this.#over = true;
      this.#tell("ended");
    }
  }
}
