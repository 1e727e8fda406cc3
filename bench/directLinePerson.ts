/** Uses our own Direct Line like the chat page: a token, a conversation, a socket for the answers, messages by POST. */
import { diagnosis } from "./diagnosis.ts";
import { HttpLine } from "./httpLine.ts";
import type { Person } from "./people.ts";

const base = "/v3/directline";
const PATIENCE_MS = 20_000;

/** `socket`: the server pushes the answers; `get`: the person fetches them after each message. */
export type Reading = "socket" | "get";

let people = 0;

export class DirectLinePerson implements Person {
  readonly #line: HttpLine;
  readonly #reading: Reading;
  readonly #id = `p${++people}`;
  #said: number = diagnosis.length;
  #headers = "";
  #path = "";
  #watermark = "0";
  #socket: WebSocket | undefined;
  #awaited: { words: string; resolve: () => void } | undefined;

  constructor(port: number, reading: Reading) {
    this.#line = new HttpLine(port);
    this.#reading = reading;
  }

  async open(): Promise<void> {
    this.#headers = "";
    const { token } = JSON.parse(await this.#ask("POST", `${base}/tokens/generate`, "", 200));
    this.#headers = `authorization: Bearer ${token}\r\n`;
    const { conversationId, streamUrl } = JSON.parse(await this.#ask("POST", `${base}/conversations`, "", 201));
    this.#path = `${base}/conversations/${conversationId}/activities`;
    this.#watermark = "0";
    this.#said = 0;
    if (this.#reading === "socket") await this.#listen(streamUrl);
  }

  async say(): Promise<void> {
    const turn = diagnosis[this.#said];
    if (!turn) throw new Error("the diagnosis is over");
    this.#said += 1;
    const arrived = this.#reading === "socket" ? this.#hear(turn.hears) : undefined;
    const channelData = { clientActivityID: `${this.#id}-${this.#said}` };
    const message = { type: "message", from: { id: this.#id }, text: turn.says, channelData };
    await this.#ask("POST", this.#path, JSON.stringify(message), 200);
    if (this.#reading === "get") await this.#fetch(turn.hears);
    await arrived;
  }

  isOver(): boolean {
    return this.#said >= diagnosis.length;
  }

  leave(): void {
    this.#socket?.close();
    this.#line.close();
  }

  async #ask(method: "GET" | "POST", where: string, body: string, expected: number): Promise<string> {
    const { status, body: answer } = await this.#line.ask(method, where, body, this.#headers);
    if (status !== expected) throw new Error(`${method} ${where} was answered with ${status} ${answer.slice(0, 300)}`);
    return answer;
  }

  #listen(streamUrl: string): Promise<void> {
    this.#socket?.close();
    const socket = new WebSocket(streamUrl);
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      if (this.#awaited && String(data).includes(this.#awaited.words)) this.#awaited.resolve();
    };
    return new Promise((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error(`the socket ${streamUrl.slice(0, 80)} did not open`));
    });
  }

  #hear(words: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Error(`"${words}" was not received`)), PATIENCE_MS);
      this.#awaited = {
        words,
        resolve: () => {
          this.#awaited = undefined;
          clearTimeout(timeout);
          resolve();
        },
      };
    });
  }

  async #fetch(words: string): Promise<void> {
    const set = await this.#ask("GET", `${this.#path}?watermark=${this.#watermark}`, "", 200);
    if (!set.includes(words)) throw new Error(`"${words}" is not in ${set.slice(0, 300)}`);
    this.#watermark = JSON.parse(set).watermark;
  }
}
