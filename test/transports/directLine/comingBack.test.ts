/** Coming back after a lost connection, a reload or a week. The client misses no line and gets none twice without need. */
import { expect, onTestFinished, test } from "vitest";
import { emptyFolder } from "../../support/process.ts";
import { startServer } from "../../support/server.ts";
import { officialClient } from "./officialClient.ts";
import { wordsOf } from "./seen.ts";
import { ask, comesIn, listens, talks } from "./wire.ts";

test("a client with a watermark gets the lines after it, and a client without one gets only new lines", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  await ada.says("0x904 0x7");
  const all = await ada.reads();
  const again = (query: string) => ask(url, "GET", `/conversations/${ada.conversationId}${query}`, ada);

  const knowing = await again("?watermark=2");
  expect(knowing.status).toBe(200);
  const after = await listens(knowing.body.streamUrl);
  await after.hears(all.length - 2);
  expect(after.heard).toEqual(all.slice(2));

  for (const query of ["", "?watermark=null", "?watermark=undefined"]) {
    const fromNow = await listens((await again(query)).body.streamUrl);
    const id = await ada.says(`news ${query}`);
    await fromNow.hears(1);
    expect(fromNow.heard[0]?.id).toBe(id);
  }
});

test("a client that loses its connection before it received anything still gets every line", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  await ada.says("0x904 0x7");
  const { body } = await ask(url, "GET", `/conversations/${ada.conversationId}?watermark=`, ada);
  const listener = await listens(body.streamUrl);
  const all = await ada.reads();
  await listener.hears(all.length);
  expect(listener.heard).toEqual(all);
});

test("lines stored between the request for a socket and its opening come first", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const { body } = await ask(url, "GET", `/conversations/${ada.conversationId}`, ada);
  const id = await ada.says("0x904 0x7");
  const late = await listens(body.streamUrl);
  await late.hears(1);
  expect(late.heard[0]?.id).toBe(id);
});

test("a watermark from before a restored backup does not silence the socket", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const { body } = await ask(url, "GET", `/conversations/${ada.conversationId}?watermark=5000`, ada);
  const listener = await listens(body.streamUrl);
  const stale = await listens(ada.streamUrl.replace(/watermark=\d+/, "watermark=999999999999"));
  const id = await ada.says("0x904");
  await Promise.all([listener.hears(1), stale.hears(1)]);
  expect([listener.heard[0]?.id, stale.heard[0]?.id]).toEqual([id, id]);
  const set = await ask(url, "GET", `${ada.path}?watermark=5000`, ada);
  expect(set.body).toMatchObject({ activities: [], watermark: String((await ada.reads()).length) });
});

test("the official client continues after a lost connection", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const sockets: WebSocket[] = [];
  const Watched = class extends WebSocket {
    constructor(address: string | URL) {
      super(address);
      sockets.push(this);
    }
  };
  // The client waits 3,000 ms and, depending on this number, up to 12,000 ms more.
  const quick = { random: () => -0.245, WebSocket: Watched as typeof WebSocket };
  const client = officialClient(url, { token: ada.token, timeout: 500, ...quick });
  onTestFinished(() => client.leaves());
  await client.hears("I help with one Remote Desktop fault");

  sockets[0]?.close();
  await ada.says("0x904 0x7");
  await client.hears("still starting");
  expect(sockets).toHaveLength(2);
  expect(client.heard).toEqual(await ada.reads());
});

test("starting an existing conversation gives 200 instead of 201, and its history", async () => {
  const { url } = await startServer();
  const pass = await comesIn(url);
  expect((await ask(url, "POST", "/conversations", pass)).status).toBe(201);
  const ada = await talks(url, pass);
  await ada.says("0x904 0x7");

  const { status, body } = await ask(url, "POST", "/conversations", pass);
  expect([status, body.conversationId]).toEqual([200, ada.conversationId]);
  const history = await listens(body.streamUrl);
  const all = await ada.reads();
  await history.hears(all.length);
  expect(history.heard).toEqual(all);
  expect(all.filter((activity) => wordsOf(activity).includes("I help with one Remote Desktop fault"))).toHaveLength(1);
});

test("a browser finds its conversation again, and another browser does not", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  await ada.says("0x904 0x7");

  const back = await comesIn(url, { cookie: `theme=dark; ${ada.cookie}; x=1` });
  expect(back.conversationId).toBe(ada.conversationId);
  expect(back.cookie).toBe(ada.cookie);
  const client = officialClient(url, { token: back.token });
  onTestFinished(() => client.leaves());
  await client.hears("still starting");

  for (const cookie of ["", "reconnect_browser=", "reconnect_browser=short", `reconnect_browser=${"a".repeat(43)}`]) {
    const stranger = await comesIn(url, { cookie });
    expect(stranger.conversationId).not.toBe(ada.conversationId);
  }
});

test("token, conversation and cookie survive a restart of the server", async () => {
  const folder = emptyFolder();
  const before = await startServer({ folder });
  const ada = await talks(before.url);
  await ada.says("0x904 0x7");
  const all = await ada.reads();
  await before.stop();

  const { url } = await startServer({ folder });
  const { status, body } = await ask(url, "GET", `${ada.path}?watermark=0`, ada);
  expect([status, body.activities]).toEqual([200, all]);
  expect((await comesIn(url, { cookie: ada.cookie })).conversationId).toBe(ada.conversationId);
});
