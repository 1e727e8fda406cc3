/** When the store fails, no client is told that a lost message arrived, and the server keeps running. */
import { expect, test } from "vitest";
import type { Cases } from "../../../src/store/cases.ts";
import type { Conversations } from "../../../src/store/conversations.ts";
import type { Keys } from "../../../src/store/keys.ts";
import { startServer } from "../../support/server.ts";
import { base } from "./seen.ts";
import { type Answer, ask, line, listens, talks } from "./wire.ts";

const gone = async (): Promise<never> => {
  throw new Error("disk gone: /var/lib");
};

/** A server whose store can be made to fail, entirely or in one method. */
async function frailServer(...ways: Way[]) {
  const state = { broken: false };
  const names: readonly string[] = ways;
  const frail = <Part extends object>(part: Part, prefix = ""): Part =>
    new Proxy(part, {
      get: (target, name) => {
        const works = (Reflect.get(target, name) as (...words: unknown[]) => unknown).bind(target);
        return (...words: unknown[]) =>
          state.broken && names.includes(`${prefix}${String(name)}`) ? gone() : works(...words);
      },
    });
  const server = await startServer({
    store: (real) => ({
      commit: (turn) => frail(real).commit(turn),
      cases: frail(real.cases, "cases."),
      conversations: frail(real.conversations, "conversations."),
      keys: frail(real.keys, "keys."),
    }),
  });
  return { ...server, state };
}

type Way = "commit" | `cases.${keyof Cases}` | `conversations.${keyof Conversations}` | `keys.${keyof Keys}`;

const all: Way[] = [
  "conversations.find",
  "conversations.findOpen",
  "conversations.close",
  "conversations.linesAfter",
  "conversations.findSeq",
  "conversations.hasTaken",
  "commit",
  "cases.current",
  "cases.dialogState",
  "conversations.unsentTo",
  "conversations.linesOfCase",
  "keys.list",
  "keys.add",
];

const ours = (answer: Answer) => {
  expect(answer).toMatchObject({
    status: 502,
    body: { error: { code: expect.any(String), message: expect.any(String) } },
  });
  expect(JSON.stringify(answer.body)).not.toContain("disk gone");
};

test("a dead store causes 502 on every route, and when it is back, the conversation continues", async () => {
  const { url, state, logged } = await frailServer(...all);
  const ada = await talks(url);
  const [greeting] = await ada.reads();
  state.broken = true;
  const message = { type: "message", text: "0x904 0x7", channelData: { clientActivityID: "a1" } };
  const { token, conversationId } = ada;
  const failed = await Promise.all([
    ada.post(message),
    ada.post({ type: "endOfConversation" }),
    ask(url, "GET", ada.path, ada),
    ask(url, "GET", `/conversations/${conversationId}`, ada),
    ask(url, "POST", "/conversations", { token }),
    ask(url, "POST", "/tokens/refresh", { token }),
    ask(url, "POST", "/tokens/generate"),
  ]);
  for (const answer of failed) ours(answer);
  await expect(listens(ada.streamUrl)).rejects.toThrow("refused with 502");
  expect(logged()).toContain("disk gone");

  state.broken = false;
  expect(await ada.reads()).toEqual([greeting]);
  expect((await ada.post(message)).status).toBe(200);
  expect(JSON.stringify(await ada.reads())).toContain("still starting");
});

test.each(["commit", "conversations.hasTaken", "cases.current", "conversations.findSeq"] as const)(
  "when only %s fails, the client sends the message again, and it is stored once",
  async (way) => {
    const { url, state } = await frailServer(way);
    const ada = await talks(url);
    state.broken = true;
    const message = { type: "message", text: "0x904 0x7", channelData: { clientActivityID: "a1" } };
    ours(await ada.post(message));
    ours(await ada.post(message));
    state.broken = false;
    expect((await ada.post(message)).status).toBe(200);
    expect((await ada.reads()).filter(({ text }) => text === "0x904 0x7")).toHaveLength(1);
  },
);

test("a conversation whose greeting fails does not begin, and can begin later", async () => {
  const { url, state } = await frailServer("commit");
  const { body: pass } = await ask(url, "POST", "/tokens/generate");
  state.broken = true;
  ours(await ask(url, "POST", "/conversations", pass));
  state.broken = false;
  expect((await ask(url, "POST", "/conversations", pass)).status).toBe(201);
});

test("a socket whose new lines cannot be read is closed, and its client reconnects and misses nothing", async () => {
  const { url, state } = await frailServer("conversations.linesAfter");
  const ada = await talks(url);
  const listener = await listens(ada.streamUrl);
  await listener.hears(1);
  state.broken = true;
  await ada.says("0x904 0x7");
  expect(await listener.closed).toBe(1011);
  state.broken = false;
  const { body } = await ask(url, "GET", `/conversations/${ada.conversationId}?watermark=1`, ada);
  const again = await listens(body.streamUrl);
  const transcript = await ada.reads();
  await again.hears(transcript.length - 1);
  expect([...listener.heard, ...again.heard]).toEqual(transcript);
});

test("a message is stored even if the client disconnects before the answer", async () => {
  const { url, port } = await startServer();
  const ada = await talks(url);
  const body = JSON.stringify({ type: "message", text: "0x904 0x7" });
  const head = `POST ${base}${ada.path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ada.token}`;
  const rude = line(port, `${head}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  rude.socket.end();
  rude.socket.resume();
  await expect.poll(async () => JSON.stringify(await ada.reads())).toContain("still starting");
});
