/** A person at the chat, over our own Direct Line. */
import type { Caller } from "./callers.ts";

type Said = { from: { id: string; role?: string }; text?: string; summary?: string };

export class ShiftChat {
  readonly caller: Caller;
  readonly #url: string;
  #path = "";
  #token = "";
  #count = 0;

  constructor(url: string, caller: Caller) {
    this.#url = `${url}/v3/directline`;
    this.caller = caller;
  }

  /** Tells the story and asks for a technician. Returns the reference of the ticket. */
  async handOver(): Promise<string> {
    const { token } = await this.#ask("/tokens/generate", {});
    this.#token = token;
    const { conversationId } = await this.#ask("/conversations", {});
    this.#path = `/conversations/${conversationId}/activities`;
    for (const text of this.caller.says) await this.say(text);
    const reference = /RC-\w{4}-\w{4}/.exec(JSON.stringify(await this.read()))?.[0];
    if (!reference) throw new Error(`${this.caller.name} was not handed over: ${JSON.stringify(await this.read())}`);
    return reference;
  }

  async say(text: string): Promise<void> {
    const channelData = { clientActivityID: `${this.caller.host}-${++this.#count}` };
    await this.#ask(this.#path, { type: "message", from: { id: "me" }, text, channelData });
  }

  async read(): Promise<Said[]> {
    const answer = await fetch(this.#url + this.#path, { headers: { authorization: `Bearer ${this.#token}` } });
    return ((await answer.json()) as { activities: Said[] }).activities;
  }

  async #ask(path: string, body: object): Promise<{ token: string; conversationId: string }> {
    const answer = await fetch(this.#url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...(this.#token && { authorization: `Bearer ${this.#token}` }) },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${path} was answered with ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { token: string; conversationId: string };
  }
}
