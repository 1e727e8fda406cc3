/** A hand-written Direct Line client, for requests that the official client does not send. */
import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { base, type Seen } from "./seen.ts";

/** All fields that a response can have; the request decides which are present. */
export type Body = {
  conversationId: string;
  token: string;
  expires_in: number;
  streamUrl: string;
  id: string;
  activities: Seen[];
  watermark: string;
  sessionId: string;
  error: { code: string; message: string };
};
export type Answer = { status: number; body: Body; headers: IncomingHttpHeaders };

type Wish = { token?: string | undefined; json?: unknown; raw?: string | Buffer; headers?: Record<string, string> };

/** `json` is sent as a JSON body, `raw` unchanged. Not with `fetch`, which does not let us choose the Host header. */
export async function ask(
  url: string,
  method: string,
  where: string,
  { token, json, raw, headers = {} }: Wish = {},
): Promise<Answer> {
  const sent = request(`${url}${base}${where}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(json !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
  });
  sent.end(json === undefined ? raw : JSON.stringify(json));
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const body = await text(answer);
  return { status: answer.statusCode ?? 0, body: body ? JSON.parse(body) : {}, headers: answer.headers };
}

export type Pass = { conversationId: string; token: string; cookie: string };

/** A person at a browser, recognised by its cookie if it has one. */
export async function comesIn(url: string, headers: Record<string, string> = {}): Promise<Pass> {
  const { body, headers: got } = await ask(url, "POST", "/tokens/generate", { headers });
  return { ...body, cookie: got["set-cookie"]?.[0]?.split(";")[0] ?? "" };
}

export type Talk = Pass & {
  streamUrl: string;
  path: string;
  post(activity: object): Promise<Answer>;
  /** Posts the text. Resolves with the id of its activity. */
  says(text: string, more?: object): Promise<string>;
  /** The whole transcript after the watermark, page by page. */
  reads(watermark?: string): Promise<Seen[]>;
};

/** A conversation that has begun. */
export async function talks(url: string, pass?: Pass): Promise<Talk> {
  const { conversationId, token, cookie } = pass ?? (await comesIn(url));
  const { body } = await ask(url, "POST", "/conversations", { token });
  const path = `/conversations/${conversationId}/activities`;
  const post = (activity: object) => ask(url, "POST", path, { token, json: activity });
  return {
    conversationId,
    token,
    cookie,
    streamUrl: body.streamUrl,
    path,
    post,
    says: async (text, more = {}) => {
      const { status, body } = await post({ type: "message", from: { id: "me" }, text, ...more });
      if (status !== 200) throw new Error(`"${text}" was answered with ${status} ${JSON.stringify(body)}`);
      return body.id;
    },
    reads: async (watermark = "0") => {
      const all: Seen[] = [];
      for (let from = watermark; ; ) {
        const { body } = await ask(url, "GET", `${path}?watermark=${from}`, { token });
        if (body.activities.length === 0) return all;
        all.push(...body.activities);
        from = body.watermark;
      }
    },
  };
}

export type Listener = {
  socket: WebSocket;
  heard: Seen[];
  frames: string[];
  /** Resolves when that many activities have arrived. */
  hears(count: number): Promise<void>;
  /** Resolves with the close code. */
  closed: Promise<number>;
};

/** Resolves when the socket is open. Rejects with the status when the upgrade is refused. */
export async function listens(streamUrl: string, headers: Record<string, string> = {}): Promise<Listener> {
  const socket = new WebSocket(streamUrl, { headers });
  onTestFinished(() => socket.terminate());
  const heard: Seen[] = [];
  const frames: string[] = [];
  let look = () => {};
  socket.on("message", (data) => {
    frames.push(String(data));
    heard.push(...((JSON.parse(String(data)) as Body).activities ?? []));
    look();
  });
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await new Promise<void>((resolve, reject) => {
    socket.on("open", resolve);
    socket.on("unexpected-response", (_request, response) => reject(new Error(`refused with ${response.statusCode}`)));
    socket.on("error", reject);
  });
  const hears = (count: number) =>
    new Promise<void>((resolve) => {
      look = () => heard.length >= count && resolve();
      look();
    });
  return { socket, heard, frames, hears, closed };
}

export type Line = {
  socket: Socket;
  got(): string;
  ended: Promise<string>;
  until(words: string | RegExp): Promise<string>;
};

/** A raw connection. `ended` resolves with everything received when the server has closed it. */
export function line(port: number, first = ""): Line {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let all = "";
  let look = () => {};
  socket.on("data", (chunk) => {
    all += chunk;
    look();
  });
  socket.on("error", () => {});
  const ended = new Promise<string>((resolve) => socket.on("close", () => resolve(all)));
  socket.write(first);
  const until = (words: string | RegExp) =>
    new Promise<string>((resolve, reject) => {
      look = () => all.search(words) >= 0 && resolve(all);
      look();
      void ended.then(() => reject(new Error(`hung up after: ${all.slice(0, 500)}`)));
    });
  return { socket, got: () => all, ended, until };
}
