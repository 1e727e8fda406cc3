/** A technician chats with a person in Teams, through the real adapter and a local channel. */
import { randomUUID } from "node:crypto";
import { createServer as createChannel } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { openDesk } from "../../../src/desk/openDesk.ts";
import { createAzureBotService } from "../../../src/transports/azure/azureBotService.ts";
import { createProactiveSender } from "../../../src/transports/resending.ts";
import { openBot } from "../../support/bot.ts";
import { serve } from "../../support/server.ts";

/** Records what the channel receives, in order. It answers when `opens` resolves. */
async function teams() {
  const heard: string[] = [];
  const gate = { opens: Promise.resolve() };
  const channel = createChannel((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", async () => {
      const { text, summary } = JSON.parse(body);
      heard.push(text ?? summary ?? "");
      await gate.opens;
      response.setHeader("content-type", "application/json");
      response.end('{"id":"r1"}');
    });
  });
  await new Promise<void>((resolve) => channel.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    channel.closeAllConnections();
    channel.close();
  });
  return { heard, gate, url: `http://127.0.0.1:${(channel.address() as AddressInfo).port}/` };
}

async function startInTeams() {
  const { store, trees, bot, turns, proactiveSenders, sends, log } = await openBot();
  onTestFinished(() => store.close());
  const { adapter, onMessages } = createAzureBotService({ host: "127.0.0.1", app: undefined, log, bot });
  proactiveSenders.add(createProactiveSender({ store, log, sends, adapter, appId: "" }));
  const { url } = await serve({ log, store, onMessages });
  const desk = openDesk({
    store,
    trees,
    turns,
    now: () => new Date().toISOString(),
    isThere: () => undefined,
    tellNews: () => {},
  });
  return { store, desk, url };
}

test("each message arrives once and in order, and a slow channel does not delay technicians", async () => {
  const { heard, gate, url: serviceUrl } = await teams();
  const { store, desk, url } = await startInTeams();
  const says = (text: string) =>
    fetch(`${url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        ...{ type: "message", id: randomUUID(), text, channelId: "msteams", serviceUrl },
        ...{ from: { id: "ada", name: "Ada" }, recipient: { id: "b1" }, conversation: { id: "conv-7" } },
      }),
    });
  for (const words of ["0x904", "technician", "yes"]) expect((await says(words)).status).toBe(200);
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  const kim = { name: "Kim" };
  await desk.act(reference, kim, randomUUID(), { kind: "claim" });
  await vi.waitFor(() => expect(heard.at(-1)).toContain("Kim, a technician, is here now"));

  const { promise, resolve } = Promise.withResolvers<void>();
  gate.opens = promise;
  for (const text of ["one", "two", "three"])
    expect(await desk.act(reference, kim, randomUUID(), { kind: "say", text })).toEqual({ done: true });
  expect((await store.conversations.listUnsent()).flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual([
    "one",
    "two",
    "three",
  ]);
  resolve();
  await vi.waitFor(async () => expect(await store.conversations.listUnsent()).toEqual([]));
  expect(heard.slice(-3)).toEqual(["one", "two", "three"].map((text) => `Kim (technician): ${text}`));
});
