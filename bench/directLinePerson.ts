/** Speaks to our own Direct Line as the page does: a token, a conversation, a socket that brings the answers, messages by POST. */
import { diagnosis } from "./diagnosis.ts";
import { HttpLine } from "./httpLine.ts";
import type { Person } from "./people.ts";

const base = "/v3/directline";
const PATIENCE_MS = 20_000;

/** `socket`: answers come by WebSocket; `get`: they are fetched after each message. */
export type Reading = "socket" | "get";

let people = 0;

export function directLinePerson(port: number, reading: Reading): Person {
  const line = new HttpLine(port);
  const me = `p${++people}`;
  let said: number = diagnosis.length;
  let headers = "";
  let path = "";
  let watermark = "0";
  let socket: WebSocket | undefined;
  let heard: (() => void) | undefined;
  let awaited = "";

  async function ask(method: "GET" | "POST", where: string, body: string, wanted: number): Promise<string> {
    const { status, body: answer } = await line.ask(method, where, body, headers);
    if (status !== wanted) throw new Error(`${method} ${where} was answered with ${status} ${answer.slice(0, 300)}`);
    return answer;
  }

  function listen(streamUrl: string): Promise<void> {
    socket?.close();
    const opened = new WebSocket(streamUrl);
    socket = opened;
    opened.onmessage = ({ data }) => {
      if (awaited && String(data).includes(awaited)) heard?.();
    };
    return new Promise((resolve, reject) => {
      opened.onopen = () => resolve();
      opened.onerror = () => reject(new Error(`the socket ${streamUrl.slice(0, 80)} does not open`));
    });
  }

  function hears(words: string): Promise<void> {
    awaited = words;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`"${words}" was not heard`)), PATIENCE_MS);
      heard = () => {
        awaited = "";
        clearTimeout(late);
        resolve();
      };
    });
  }

  async function fetches(words: string): Promise<void> {
    const set = await ask("GET", `${path}?watermark=${watermark}`, "", 200);
    if (!set.includes(words)) throw new Error(`"${words}" was not read in ${set.slice(0, 300)}`);
    watermark = JSON.parse(set).watermark;
  }

  return {
    async open() {
      headers = "";
      const { token } = JSON.parse(await ask("POST", `${base}/tokens/generate`, "", 200));
      headers = `authorization: Bearer ${token}\r\n`;
      const { conversationId, streamUrl } = JSON.parse(await ask("POST", `${base}/conversations`, "", 201));
      path = `${base}/conversations/${conversationId}/activities`;
      watermark = "0";
      said = 0;
      if (reading === "socket") await listen(streamUrl);
    },
    async say() {
      const turn = diagnosis[said];
      if (!turn) throw new Error("the diagnosis is over");
      said += 1;
      const arrived = reading === "socket" ? hears(turn.hears) : undefined;
      const channelData = { clientActivityID: `${me}-${said}` };
      const message = { type: "message", from: { id: me }, text: turn.says, channelData };
      await ask("POST", path, JSON.stringify(message), 200);
      if (reading === "get") await fetches(turn.hears);
      await arrived;
    },
    isOver: () => said >= diagnosis.length,
    leave() {
      socket?.close();
      line.close();
    },
  };
}
