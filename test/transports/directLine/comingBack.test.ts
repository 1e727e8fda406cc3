/** Coming back: after a dropped line, after a reload, after a week. Nothing is missed, and nothing is told twice that need not be. */
import { expect, onTestFinished, test } from "vitest";
import { emptyFolder } from "../../support/process.ts";
import { startServer } from "../../support/server.ts";
import { officialClient } from "./officialClient.ts";
import { wordsOf } from "./seen.ts";
import { ask, comesIn, listens, talks } from "./wire.ts";

test("with a watermark only what came after it is told, without one only what comes from now on", async () => {
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

test("a client whose line drops before it has heard anything still hears it all", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  await ada.says("0x904 0x7");
  const { body } = await ask(url, "GET", `/conversations/${ada.conversationId}?watermark=`, ada);
  const listener = await listens(body.streamUrl);
  const all = await ada.reads();
  await listener.hears(all.length);
  expect(listener.heard).toEqual(all);
});

test("what was said between asking for a socket and opening it is told first", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const { body } = await ask(url, "GET", `/conversations/${ada.conversationId}`, ada);
  const id = await ada.says("0x904 0x7");
  const late = await listens(body.streamUrl);
  await late.hears(1);
  expect(late.heard[0]?.id).toBe(id);
});

test("a watermark from before a backup was restored does not make the line silent", async () => {
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

test("the official client whose line drops goes on where it was", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const sockets: WebSocket[] = [];
  const Watched = class extends WebSocket {
    constructor(address: string | URL) {
      super(address);
      sockets.push(this);
    }
  };
  // It waits 3000 ms and up to 12000 more by this number.
  const quick = { random: () => -0.245, WebSocket: Watched as typeof WebSocket };
  const client = officialClient(url, { token: ada.token, timeout: 500, ...quick });
  onTestFinished(() => client.leaves());
  await client.hears("I help with one fault");

  sockets[0]?.close();
  await ada.says("0x904 0x7");
  await client.hears("still starting");
  expect(sockets).toHaveLength(2);
  expect(client.heard).toEqual(await ada.reads());
});

test("beginning a conversation that there is already is no new one: 200, not 201, and its history is told", async () => {
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
  expect(all.filter((activity) => wordsOf(activity).includes("I help with one fault"))).toHaveLength(1);
});

test("the same browser finds its conversation again, another browser does not", async () => {
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

test("after a restart of the server token, conversation and cookie still hold", async () => {
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
