/** A person ends a conversation, and the server stops. */
import { expect, onTestFinished, test } from "vitest";
import { emptyFolder, start } from "../../support/process.ts";
import { startServer, within } from "../../support/server.ts";
import { ConnectionStatus, officialClient } from "./officialClient.ts";
import { base } from "./seen.ts";
import { ask, comesIn, line, listens, talks } from "./wire.ts";

const gone = { status: 404, body: { error: { code: "ConversationEnded", message: expect.any(String) } } };

test("ending a conversation closes all its sockets, the conversation accepts no more messages, and the browser begins another", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  await ada.says("0x904 0x7");
  const tabs = await Promise.all([listens(ada.streamUrl), listens(ada.streamUrl)]);

  expect((await ada.post({ type: "endOfConversation" })).status).toBe(200);
  for (const tab of tabs) expect(await tab.closed).toBe(1000);

  const { token, conversationId } = ada;
  const later = await Promise.all([
    ask(url, "POST", "/tokens/refresh", { token }),
    ask(url, "POST", "/conversations", { token }),
    ask(url, "GET", `/conversations/${conversationId}`, { token }),
    ask(url, "GET", `${ada.path}?watermark=999`, { token }),
    ask(url, "POST", `/conversations/${conversationId}/upload`, { token }),
    ada.post({ type: "message", text: "one more thing" }),
    ada.post({ type: "endOfConversation" }),
  ]);
  for (const answer of later) expect(answer).toMatchObject(gone);
  await expect(listens(ada.streamUrl)).rejects.toThrow("refused with 404");
  expect((await comesIn(url, { cookie: ada.cookie })).conversationId).not.toBe(conversationId);
});

test.each([true, false])("the official client notices the end (by socket: %s) and stops asking", async (webSocket) => {
  const { url } = await startServer();
  const { token } = await comesIn(url);
  const client = officialClient(url, { token, webSocket, random: () => -0.245, timeout: 500, pollingInterval: 200 });
  onTestFinished(() => client.leaves());
  await client.hears("I help with one Remote Desktop fault");
  await client.post({ type: "endOfConversation" });

  if (webSocket) expect(await client.over).toMatchObject({ message: "conversation ended" });
  else await expect.poll(() => client.states.at(-1)).toBe(ConnectionStatus.Ended);
  await expect(client.says("hello?")).rejects.toBeDefined();
});

test("a conversation that has not begun can be started, and nothing else", async () => {
  const { url } = await startServer();
  const pass = await comesIn(url);
  const path = `/conversations/${pass.conversationId}`;
  const early = await Promise.all([
    ask(url, "GET", path, pass),
    ask(url, "GET", `${path}/activities`, pass),
    ask(url, "POST", `${path}/activities`, { ...pass, json: { type: "message", text: "hi" } }),
  ]);
  for (const answer of early)
    expect(answer).toMatchObject({ status: 404, body: { error: { code: "ConversationNotFound" } } });
  expect((await ask(url, "POST", "/tokens/refresh", pass)).status).toBe(200);
  expect((await ask(url, "POST", "/conversations", pass)).status).toBe(201);
});

test("a conversation started twice at the same time is one conversation with one greeting", async () => {
  const { url } = await startServer();
  const pass = await comesIn(url);
  const both = await Promise.all([talks(url, pass), talks(url, pass), talks(url, pass)]);
  for (const one of both) expect(await one.reads()).toHaveLength(1);
});

test("a stop closes the sockets, even if a client does not answer the close", async () => {
  const { url, port, stop } = await startServer();
  const ada = await talks(url);
  const tab = await listens(ada.streamUrl);
  const key = "dGhlIHNhbXBsZSBub25jZQ==";
  const upgrade = (path: string) =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`;
  const { pathname, search } = new URL(ada.streamUrl);
  const deaf = line(port, upgrade(pathname + search));
  await deaf.until("101 Switching");
  const refused = line(port, upgrade(`${base}/nowhere`));
  await refused.until("404");

  await stop();
  expect(await tab.closed).toBe(1012);
  await deaf.ended;
});

test("the program ends on a signal, even with open sockets", async () => {
  const program = start("src/main.ts", [], { DATA_DIR: emptyFolder(), PORT: "0" });
  const url = /"url":"([^"]+)"/.exec(await program.until('"listening"'))?.[1] ?? "";
  const ada = await talks(url);
  const tab = await listens(ada.streamUrl);
  await ada.says("0x904");
  program.child.kill("SIGTERM");
  expect(await tab.closed).toBe(1012);
  expect(await program.ended).toBe(0);
});

test("a socket request during a stop does not delay it", async () => {
  const found = Promise.withResolvers<void>();
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
  let slow = false;
  const { url, stop } = await startServer({
    store: ({ conversations }) => ({
      conversations: within(conversations, {
        find: async (id) => {
          if (slow) isAsked();
          if (slow) await found.promise;
          return conversations.find(id);
        },
      }),
    }),
  });
  const ada = await talks(url);
  slow = true;
  const late = listens(ada.streamUrl).catch(() => "refused");
  await asked;
  const stopped = stop();
  setTimeout(found.resolve, 100);
  await stopped;
  expect(await late).toBe("refused");
});
