import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TurnContext } from "botbuilder";
import fc from "fast-check";
import nock from "nock";
import { afterEach, describe, expect, test } from "vitest";
import { createLog } from "../../../src/log.ts";
import { makeConversationKey } from "../../../src/store/caseKey.ts";
import { createAzureBotService, IdentityMissing } from "../../../src/transports/azure/azureBotService.ts";
import type { AppIdentity } from "../../../src/transports/azure/settings.ts";
import type { Bot } from "../../../src/turn/messageTurn.ts";
import { openBot } from "../../support/bot.ts";
import { readableLog } from "../../support/log.ts";
import { cutOffNetwork } from "../../support/network.ts";
import { serve } from "../../support/server.ts";
import { botFramework, createIssuer } from "./localIssuer.ts";

const app: AppIdentity = {
  id: "8f14e45f-ceea-467f-a3f0-000000000001",
  password: "s",
  tenantId: undefined,
  type: "MultiTenant",
  callers: { emulator: false, skills: [] },
  serviceHosts: [],
};
const closing: (() => Promise<unknown>)[] = [];

cutOffNetwork();
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

const echo: Bot = {
  async run(context: TurnContext) {
    if (context.activity.text === "fall over") throw new Error("the bot fell over");
    await context.sendActivities([{ type: "typing" }, { type: "message", text: `heard ${context.activity.text}` }]);
  },
};

const message = {
  type: "message",
  id: "a1",
  text: "0x904",
  channelId: "msteams",
  serviceUrl: "https://smba.trafficmanager.net/teams/",
  from: { id: "u1" },
  recipient: { id: "b1" },
  conversation: { id: "conv-7" },
};

describe("a turn", () => {
  test("with expectReplies gets its answers in the response", async () => {
    const { post } = await open();
    const [status, body] = await post({ ...message, deliveryMode: "expectReplies" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      activities: [{ type: "typing" }, { type: "message", text: "heard 0x904", replyToId: "a1" }],
    });
  });

  test("is answered through the channel's own service", async () => {
    const { post } = await open();
    const connector = await stubConnector();
    expect(await post({ ...message, serviceUrl: connector.url })).toEqual([200, undefined]);
    expect(connector.heard).toMatchObject([
      { url: "/v3/conversations/conv-7/activities/a1", body: { type: "typing" } },
      { url: "/v3/conversations/conv-7/activities/a1", body: { text: "heard 0x904", recipient: { id: "u1" } } },
    ]);
  });

  test("from Teams is answered at its service URL", async () => {
    const { post } = await open();
    const heard: string[] = [];
    const service = nock("https://smba.trafficmanager.net")
      .post("/teams/v3/conversations/conv-7/activities/a1", (body) => heard.push(body.text ?? body.type) > 0)
      .times(2)
      .reply(200, { id: "r1" });
    expect(await post(message)).toEqual([200, undefined]);
    expect(heard).toEqual(["typing", "heard 0x904"]);
    service.done();
  });

  test("that fails, or whose answer the channel refuses, is one log line with the conversation and without its text", async () => {
    const { post, logged } = await open();
    await post({ ...message, text: "fall over" });
    nock("https://smba.trafficmanager.net")
      .post(/.*/)
      .times(9)
      .reply(400, { error: { code: "BadSyntax", message: "heard 0x904" } });
    await post(message);

    expect(logged()).toMatchObject([
      {
        level: "error",
        msg: "turn failed",
        conversation: "conv-7",
        channel: "msteams",
        err: { message: "the bot fell over" },
      },
      {
        level: "error",
        msg: "turn failed",
        conversation: "conv-7",
        err: { message: expect.stringContaining("answered 400") },
      },
    ]);
    expect(JSON.stringify(logged())).not.toMatch(/fall over|heard 0x904/);
  });
});

describe("attachments", () => {
  const readable = { contentType: "image/png", contentUrl: "https://smba.trafficmanager.net/p.png" };

  test.each([
    ["one whose content type is a number", { contentType: 904 }],
    ["one whose content type is an object", { contentType: { $ne: "image/png" } }],
    ["one without a content type", { content: "a log" }],
    ["one whose content type is null", { contentType: null }],
    ["null", null],
    ["a sentence", "a log"],
  ])("%s is dropped, and the others reach the bot unchanged", async (_name, broken) => {
    const heard: unknown[] = [];
    const { post } = await open({ run: async ({ activity }) => void heard.push(activity.attachments) });
    expect(await post({ ...message, attachments: [broken, readable] })).toEqual([200, undefined]);
    expect(heard).toEqual([[readable]]);
  });

  test("a message with an unreadable attachment is answered like the same message without it", async () => {
    const whole = await tell(message);
    expect(whole.join()).toContain("0x904");
    expect(await tell({ ...message, attachments: [{ contentType: 904 }] })).toEqual(whole);
  });
});

describe("callers", () => {
  test("without credentials, there is no endpoint on an address that others can reach", () => {
    for (const host of ["0.0.0.0", "::", "10.0.0.5", "help.example.org"]) {
      expect(() => createAzureBotService({ host, app: undefined, log: createLog("silent"), bot: echo })).toThrow(
        IdentityMissing,
      );
      expect(createAzureBotService({ host, app, log: createLog("silent"), bot: echo }).onMessages).toBeTypeOf(
        "function",
      );
    }
  });

  test("without credentials, a page under another host name is refused, and this machine is accepted", async () => {
    const { handle } = service();
    expect(await handle("rebound.example:3978")).toBe(403);
    expect(await handle("127.0.0.1.example.org")).toBe(403);
    expect(await handle("")).toBe(403);
    for (const host of ["127.0.0.1:3978", "localhost", "[::1]:3978"]) expect(await handle(host)).toBe(400);
  });

  test("without credentials, a request from a proxy or a page is refused, even if it names this machine", async () => {
    const { post } = await open();
    for (const header of ["x-forwarded-for", "forwarded", "x-real-ip", "origin"])
      expect((await post(message, { [header]: "203.0.113.7" }))[0]).toBe(403);
  });

  test("with credentials, a request without a token or with a made-up one is refused and does not reach the bot", async () => {
    const { post } = await open({ run: () => Promise.reject(new Error("reached the bot")) }, app);
    const made = `Bearer ${["{}", "{}", "x"].map((part) => Buffer.from(part).toString("base64url")).join(".")}`;
    for (const authorization of ["", "Bearer x", "Basic eDp5", made]) {
      const answer = await post({ ...message, deliveryMode: "expectReplies" }, { authorization });
      expect(answer).toEqual([401, { error: { code: "Unauthorized", message: expect.stringContaining("token") } }]);
    }
  });
});

test("only messages from the bot's own tenant with a valid token are stored", async () => {
  const tenantId = "3b8f7c1e-0000-4000-8000-000000000001";
  const { bot, store } = await openBot();
  const { post } = await open(bot, { ...app, type: "SingleTenant", tenantId });
  const issuer = await createIssuer(botFramework);
  issuer.publish();
  const token = `Bearer ${await issuer.token({ claims: { aud: app.id, serviceurl: message.serviceUrl } })}`;
  const from = (tenant: string) => ({
    ...message,
    deliveryMode: "expectReplies",
    channelData: { tenant: { id: tenant } },
  });
  const isStored = () => store.conversations.hasTaken(makeConversationKey("msteams", "conv-7"), "a1");

  expect((await post(from(tenantId), { authorization: `${token}x` }))[0]).toBe(401);
  expect((await post(from("another tenant"), { authorization: token }))[0]).toBe(200);
  expect(await isStored()).toBe(false);
  expect((await post(from(tenantId), { authorization: token }))[0]).toBe(200);
  expect(await isStored()).toBe(true);
});

describe("garbage", () => {
  test.each([
    ["no type", { ...message, type: undefined }, /^the body is not a valid activity: type:/],
    ["no conversation", { ...message, conversation: undefined }, /conversation:/],
    ["a conversation without id", { ...message, conversation: {} }, /conversation\.id:/],
    ["no sender", { ...message, from: undefined }, /from: required for a message/],
    ["an object as text", { ...message, text: { $ne: 1 } }, /text:/],
    ["a service that is no address", { ...message, serviceUrl: "file:///etc/passwd" }, /serviceUrl:/],
    ["members that are no list", { ...message, type: "conversationUpdate", membersAdded: {} }, /membersAdded:/],
    ["an array", [message], /: body:/],
    ["a sentence", "hello", /: body:/],
    ["null", null, /: body:/],
    ["a number", 904, /: body:/],
  ])("%s is a 400 that names the problem", async (_name, body, why) => {
    const { post } = await open();
    expect(await post(body)).toEqual([400, { error: { code: "BadArgument", message: expect.stringMatching(why) } }]);
  });

  test("an empty request is a 400 too", async () => {
    const { url } = await open();
    const headers = { "content-type": "application/json" };
    expect((await fetch(`${url}/api/messages`, { method: "POST", headers })).status).toBe(400);
  });

  test("of any shape gets a response, and the next turn works", async () => {
    const { post } = await open();
    const field = fc.constantFrom(
      ...Object.keys(message),
      "deliveryMode",
      "timestamp",
      "entities",
      "channelData",
      "value",
    );
    const anything = fc.dictionary(field, fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(anything, async (fields) => {
        const [status] = await post({ ...message, ...fields, deliveryMode: "expectReplies" });
        expect([200, 400, 501]).toContain(status);
      }),
      { numRuns: 60 },
    );
    expect((await post({ ...message, deliveryMode: "expectReplies" }))[0]).toBe(200);
  });
});

async function open(bot: Bot = echo, identity?: AppIdentity) {
  const { log, logged } = readableLog();
  const { onMessages } = createAzureBotService({ host: "127.0.0.1", app: identity, log, bot });
  const { url, post } = await serve({ log, onMessages });
  return {
    url,
    post: (body: unknown, headers?: Record<string, string>) => post(JSON.stringify(body), headers),
    logged: () =>
      logged()
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

/** The bot's replies, in a new conversation. */
async function tell(activity: object): Promise<(string | undefined)[]> {
  const { bot } = await openBot();
  const { post } = await open(bot);
  const [, body] = await post({ ...activity, deliveryMode: "expectReplies" });
  return (body as { activities?: { text?: string; summary?: string }[] }).activities?.map(saidIn) ?? [];
}

const saidIn = ({ text, summary }: { text?: string; summary?: string }) => text ?? summary;

/** Calls the handler directly with a chosen Host header, which fetch does not allow. An empty body is a 400. */
function service() {
  const { onMessages } = createAzureBotService({
    host: "127.0.0.1",
    app: undefined,
    log: createLog("silent"),
    bot: echo,
  });
  const handle = (host: string): Promise<number> => {
    const request = {
      header: (name: string) => (name === "host" ? host : undefined),
      body: {},
      headers: {},
      method: "POST",
    } as unknown as Parameters<typeof onMessages>[0];
    return onMessages(request, {} as Parameters<typeof onMessages>[1]).then(
      () => 200,
      (error) => error.statusCode,
    );
  };
  return { handle };
}

async function stubConnector() {
  const heard: { url: string | undefined; body: unknown }[] = [];
  const server = createHttpServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    heard.push({ url: request.url, body: JSON.parse(body) });
    // restify replaces writeHead for every server of the process, and its version returns nothing.
    response.writeHead(200, { "content-type": "application/json" });
    response.end('{"id":"r1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}
