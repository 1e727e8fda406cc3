/** Ordinary conversations through the official client. */
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { type Client, officialClient } from "./officialClient.ts";
import { buttonsOf, wordsOf } from "./seen.ts";
import { ask, comesIn, listens, talks } from "./wire.ts";

const error = "Remote Desktop says 0x904 0x7";

const ways = [
  { way: "by socket", webSocket: true },
  { way: "by polling", webSocket: false },
];

async function visitor(webSocket: boolean): Promise<Client> {
  const { url } = await startServer();
  const { token } = await comesIn(url);
  const client = officialClient(url, { token, webSocket, pollingInterval: 200 });
  onTestFinished(() => client.leaves());
  return client;
}

test.each(ways)(
  "$way, a person is greeted and answered, and sees their own message as they sent it",
  async ({ webSocket }) => {
    const ada = await visitor(webSocket);
    await ada.hears("I help with one Remote Desktop fault");

    const channelData = { clientActivityID: "a1", clientTimestamp: "2026-01-05", nested: { list: [1, null, "ä"] } };
    const id = await ada.says(error, { channelData });
    const own = await ada.hears(error);
    expect(own).toMatchObject({ id, channelData });
    const answer = await ada.hears("still starting");

    expect(answer.from.id).toBe("reconnect");
    expect(own.from.id).not.toBe("reconnect");
    expect(ada.heard.map(({ id }) => id)).toEqual([...new Set(ada.heard.map(({ id }) => id))].toSorted());
  },
);

test.each(ways)("$way, a button answers the question it belongs to, and no later one", async ({ webSocket }) => {
  const ada = await visitor(webSocket);
  await ada.says(error);
  const card = await ada.hears("still starting");
  const done = buttonsOf(card).find(({ title }) => title === "Done");
  await ada.post({ type: "message", value: done?.data });
  await ada.hears("Now try to connect");
  expect(ada.heard.find(({ value }) => value !== undefined)).toMatchObject({ value: done?.data });

  await ada.post({ type: "message", value: done?.data });
  await ada.hears("That button belongs to an earlier question");
});

test("every message tells the page which part of the tree it comes from", async () => {
  const ada = await visitor(true);
  await ada.says(error);
  const { channelData } = await ada.hears("still starting");
  expect(channelData).toMatchObject({ reconnect: { tree: { id: "four-causes" }, cause: "host-booting" } });
});

test("a client's own claim about its sender is ignored, and the token decides", async () => {
  const { url, store } = await startServer();
  const ada = await talks(url);
  await ada.says("hello", {
    id: "mine",
    from: { id: "reconnect", name: "Reconnect", role: "bot" },
    recipient: { id: "somebody" },
    conversation: { id: "another" },
    channelId: "msteams",
    channelData: { reconnect: { tree: "forged" } },
  });
  const own = (await ada.reads()).find(({ text }) => text === "hello");
  expect(own?.from.id).toMatch(/^dl_/);
  expect(own?.channelData).not.toHaveProperty("reconnect");
  expect((await store.cases.list()).map(({ key }) => key)).toEqual([expect.stringContaining(ada.conversationId)]);
});

test("typing is sent by socket and never stored, and a client's own typing events are accepted and ignored", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const before = await ada.reads();
  for (const type of ["typing", "event", "conversationUpdate", "invoke", "messageReaction", "whatever"])
    expect(await ada.post({ type, name: "webchat/join" })).toMatchObject({
      status: 200,
      body: { id: expect.anything() },
    });
  expect(await ada.reads()).toEqual(before);
});

test("two tabs of one person show the same messages", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const other = await talks(url, ada);
  const [left, right] = await Promise.all([listens(ada.streamUrl), listens(other.streamUrl)]);
  await Promise.all([left.hears(1), right.hears(1)]);

  await ada.says(error);
  await Promise.all([left.hears(4), right.hears(4)]);
  expect(left.heard).toEqual(right.heard);
  expect(left.heard).toEqual(await ada.reads());
  expect(left.heard.map(wordsOf).join("\n")).toContain("still starting");
});

test("the server provides a session id for the client's enhanced authentication", async () => {
  const { url } = await startServer();
  const { status, body } = await ask(url, "GET", "/session/getsessionid");
  expect([status, body.sessionId]).toEqual([200, expect.stringMatching(/^[\w-]{36}$/)]);
});
