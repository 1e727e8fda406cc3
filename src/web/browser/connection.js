// @ts-check
/** This browser's conversation, and the line that says when it cannot be reached. */
/** @import { Connection, Stream } from "./libraries" */

/** The conversation has ended, or belongs to another browser by now: trying again does not help. */
export class Ended extends Error {}

/**
 * @typedef {{
 *   domain: string,
 *   conversationId: string,
 *   token(): string,
 *   renew(): Promise<string>,
 *   stream(watermark: string): Promise<Stream>,
 * }} Session
 */

/** The conversation that the browser's cookie leads to, or a new one. Rejects when the server does not answer.
 * @returns {Promise<Session>} */
export async function openConversation() {
  const domain = `${location.origin}/v3/directline`;
  const generate = async () => (await asked(`${domain}/tokens/generate`, { method: "POST" })).json();
  let { conversationId, token } = await generate();
  const renew = async () => {
    const fresh = await generate();
    if (fresh.conversationId !== conversationId) throw new Ended();
    token = fresh.token;
    return token;
  };
  return {
    domain,
    conversationId,
    token: () => token,
    renew,
    async stream(watermark) {
      const headers = { authorization: `Bearer ${await renew()}` };
      return (await asked(`${domain}/conversations/${conversationId}?watermark=${watermark}`, { headers })).json();
    },
  };
}

/** @param {string} url @param {RequestInit} options */
async function asked(url, options) {
  const response = await fetch(url, options);
  if (response.status === 404) throw new Ended();
  if (!response.ok) throw new Error(`${response.status} from ${new URL(url).pathname}`);
  return response;
}

const words = {
  gone: "The connection is gone. What you write is sent as soon as it is back.",
  back: "Connected again. Nothing was lost.",
  failed: "The help desk cannot be reached just now. Reload the page in a moment.",
  ended: "This chat was ended in another tab. Reload the page to begin a new one.",
};

/** Flickers are not worth a word. */
const PATIENCE_MS = 700;
const BACK_FOR_MS = 4_000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;

/** Tells the person, quietly. @param {Connection} connection */
export function showConnection(connection) {
  const line = /** @type {HTMLElement} */ (document.getElementById("connection"));
  const shown = line.dataset.connection;
  if (connection === shown || (connection === "back" && shown === undefined && later === undefined)) return;
  if (connection === "gone" && later !== undefined && shown === undefined) return;
  clearTimeout(later);
  later = undefined;
  const show = () => {
    line.dataset.connection = connection;
    line.textContent = words[connection];
  };
  if (connection === "gone") later = setTimeout(show, PATIENCE_MS);
  else if (connection !== "back") show();
  else if (shown !== undefined) {
    show();
    later = setTimeout(() => {
      delete line.dataset.connection;
      line.textContent = "";
      later = undefined;
    }, BACK_FOR_MS);
  }
}
