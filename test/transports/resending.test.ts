/** Stored replies that never arrived, sent through the real adapter to a local channel. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { createCaseLocks } from "../../src/store/caseLocks.ts";
import type { Unsent } from "../../src/store/conversations.ts";
import { openStore } from "../../src/store/openStore.ts";
import type { Store } from "../../src/store/store.ts";
import { createAzureBotService } from "../../src/transports/azure/azureBotService.ts";
import { resendUnsent } from "../../src/transports/resending.ts";
import { turn, withTree } from "../store/turns.ts";

test("in a group, a late reply still names its recipient", async () => {
  const { store, send, heard } = await group(200);
  await store.commit(await said("ada", 0));
  await store.commit(await said("bo", 1));
  await send();
  expect(heard).toEqual([
    { text: "ada: bot 0", to: "ada" },
    { text: "bo: bot 1", to: "bo" },
  ]);
  expect(await store.conversations.listUnsent()).toEqual([]);
});

test.each([403, 404])("a reply that the channel refuses with %i is given up", async (status) => {
  const { store, send, logged } = await group(status);
  await store.commit(await said("ada", 0));
  await send();
  expect(await store.conversations.listUnsent()).toEqual([]);
  expect(logged()).toContain("gave up on unsent replies");
});

test("a reply that failed with another error is sent again at the next start", async () => {
  const { store, send } = await group(400);
  await store.commit(await said("ada", 0));
  await send();
  expect(await store.conversations.listUnsent()).toHaveLength(1);
});

test("a reply that another sender has sent in the meantime is not repeated", async () => {
  const { store, send, heard } = await group(200);
  await store.commit(await said("ada", 0));
  const found = await store.conversations.listUnsent();
  await store.conversations.markSent(found.flatMap(({ lines }) => lines.map(({ id }) => id)));
  await send(found);
  expect(heard).toEqual([]);
});

let serviceUrl = "";

async function said(person: string, n: number) {
  const record = turn(n, { key: person, from: 0 });
  const reference = {
    channelId: "msteams",
    serviceUrl,
    user: { id: person, name: person },
    bot: { id: "bot", name: "Reconnect" },
    conversation: { id: "c1", isGroup: true },
  };
  return {
    ...record,
    conversation: { id: "c1", channel: "msteams", reference },
    lines: record.lines.map((line) => ({ ...line, activity: { ...line.activity, recipient: reference.user } })),
  };
}

async function group(status: number) {
  const heard: { text: string; to: string }[] = [];
  const channel = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const { text, recipient } = JSON.parse(body);
      heard.push({ text, to: recipient?.id });
      response.statusCode = status;
      response.setHeader("content-type", "application/json");
      response.end('{"id":"r1"}');
    });
  });
  await new Promise<void>((resolve) => channel.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    channel.closeAllConnections();
    channel.close();
  });
  serviceUrl = `http://127.0.0.1:${(channel.address() as AddressInfo).port}/`;
  const written: string[] = [];
  const log = pino({}, { write: (line: string) => void written.push(line) });
  const { adapter } = createAzureBotService({
    host: "127.0.0.1",
    app: undefined,
    log,
    bot: { run: async () => {} },
  });
  const store: Store = await withTree(await openStore(":memory:"));
  onTestFinished(() => store.close());
  const send = async (found?: readonly Unsent[]) =>
    resendUnsent(found ?? (await store.conversations.listUnsent()), {
      store,
      log,
      adapter,
      appId: "",
      sends: createCaseLocks(),
    });
  return { store, send, heard, logged: () => written.join("") };
}
