/** A person edits and deletes messages in Teams, through the real adapter and a local channel. */
import { createServer as createChannel } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createAzureBotService } from "../../../src/transports/azure/azureBotService.ts";
import { openBot } from "../../support/bot.ts";
import { serve } from "../../support/server.ts";

/** Records what the channel receives since the last look. */
async function openChannel() {
  const heard: string[] = [];
  const channel = createChannel(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { text, summary } = JSON.parse(body);
    heard.push(text ?? summary ?? "");
    response.setHeader("content-type", "application/json");
    response.end('{"id":"r1"}');
  });
  await new Promise<void>((resolve) => channel.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    channel.closeAllConnections();
    channel.close();
  });
  return {
    take: () => heard.splice(0).join("\n"),
    serviceUrl: `http://127.0.0.1:${(channel.address() as AddressInfo).port}/`,
  };
}

async function inTeams() {
  const { take, serviceUrl } = await openChannel();
  const { store, bot, log } = await openBot();
  onTestFinished(() => store.close());
  const { onMessages } = createAzureBotService({ host: "127.0.0.1", app: undefined, log, bot });
  const { url } = await serve({ log, store, onMessages });
  /** Posts as Teams does. The id of an update or a deletion is that of the message. */
  const post = async (id: string, more: object, person = "ada") => {
    const answer = await fetch(`${url}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        ...{ type: "message", id, channelId: "msteams", serviceUrl, timestamp: "2026-01-05T09:00:00.123Z" },
        ...{ from: { id: person, name: person }, recipient: { id: "b1" } },
        ...{ conversation: { id: "19:team", isGroup: true }, ...more },
      }),
    });
    expect(answer.status).toBe(200);
    return take();
  };
  const update = { type: "messageUpdate", channelData: { eventType: "editMessage" } };
  const removal = { type: "messageDelete", channelData: { eventType: "softDeleteMessage" } };
  return { store, post, update, removal };
}

test("an edit is answered like a correction, a deletion with one sentence, and both only once", async () => {
  const { post, update, removal } = await inTeams();
  await post("1", { text: "<at>Reconnect</at> 0x904" });
  await post("2", { text: "same error" });
  expect(await post("3", { text: "it goes through our vpn" })).toContain("I read: A VPN");
  expect(await post("4", { text: "only me" })).not.toBe("");

  const later = { timestamp: "2026-01-05T09:05:00.000Z" };
  expect(await post("3", { ...update, ...later, text: "it goes over our rustdesk tunnel" })).toContain(
    "Changed: A tunnel",
  );
  expect(await post("3", { ...update, ...later, text: "it goes over our rustdesk tunnel" })).toBe("");
  expect(await post("3", { ...update, text: "it goes over our rustdesk tunnel" })).toBe("");

  expect(await post("3", removal)).toContain("I've dropped that message");
  expect(await post("3", removal)).toBe("");
});

test("another person of the same conversation changes nothing", async () => {
  const { store, post, update, removal } = await inTeams();
  await post("1", { text: "0x904 over our vpn in Bielefeld" });
  expect(await post("1", { ...update, text: "no" }, "bob")).toBe("");
  expect(await post("1", removal, "bob")).toBe("");
  const [stored] = await store.cases.list();
  expect((await store.conversations.linesOfCase(stored?.id ?? ""))[0]?.text).toBe("0x904 over our vpn in Bielefeld");
  expect(await store.cases.list()).toHaveLength(1);
});

test("a deletion after the hand-over empties the ticket and says nothing", async () => {
  const { store, post, removal } = await inTeams();
  await post("1", { text: "0x904 over our vpn in Bielefeld" });
  await post("2", { text: "technician" });
  await post("3", { text: "yes" });
  expect(JSON.stringify(await store.tickets.list())).toContain("Bielefeld");
  expect(await post("1", removal)).toBe("");
  expect(JSON.stringify(await store.tickets.list())).not.toContain("Bielefeld");
});
