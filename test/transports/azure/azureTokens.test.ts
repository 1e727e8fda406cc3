/** Which callers the Azure endpoint accepts. A local issuer stands in for Bot Framework's. */
import { once } from "node:events";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { exportSPKI, generateKeyPair } from "jose";
import nock from "nock";
import { beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../../src/log.ts";
import { createAzureBotService } from "../../../src/transports/azure/azureBotService.ts";
import type { AppIdentity } from "../../../src/transports/azure/settings.ts";
import { cutOffNetwork } from "../../support/network.ts";
import { serve } from "../../support/server.ts";
import { botFramework, createIssuer, type LocalIssuer, tenant } from "./localIssuer.ts";

const tenantId = "3b8f7c1e-0000-4000-8000-000000000001";
const app: AppIdentity = {
  id: "8f14e45f-ceea-467f-a3f0-000000000001",
  password: "the client secret",
  tenantId,
  type: "SingleTenant",
  callers: { emulator: false, skills: [] },
  serviceHosts: [],
};
const serviceUrl = "https://smba.trafficmanager.net/teams/";
const message = {
  type: "message",
  id: "a1",
  text: "0x904",
  channelId: "msteams",
  serviceUrl,
  deliveryMode: "expectReplies",
  from: { id: "u1" },
  recipient: { id: "b1" },
  conversation: { id: "conv-7", tenantId },
  channelData: { tenant: { id: tenantId } },
};
/** The claims of Bot Framework's tokens for this message. */
const claims = { aud: app.id, serviceurl: serviceUrl };
const hour = 3_600;
const now = () => Math.floor(Date.now() / 1000);

/** The SDK's process-wide list of trusted issuers, to which it adds tenants of unverified tokens. */
const fromSdk = createRequire(createRequire(import.meta.url).resolve("botbuilder"));
const trustedBySdk: string[] =
  fromSdk("botframework-connector").EmulatorValidation.ToBotFromEmulatorTokenValidationParameters.issuer;

let bots: LocalIssuer;
let ownTenant: LocalIssuer;
let otherTenant: LocalIssuer;
beforeAll(async () => {
  bots = await createIssuer(botFramework);
  ownTenant = await createIssuer(tenant(tenantId), []);
  otherTenant = await createIssuer(tenant("99999999-0000-4000-8000-000000000009"), []);
});
cutOffNetwork();

/** The endpoint with credentials, in front of an echo bot. */
async function open(identity: Partial<AppIdentity> = {}) {
  const heard: string[] = [];
  const bot = {
    async run(context: Parameters<Parameters<typeof createAzureBotService>[0]["bot"]["run"]>[0]) {
      heard.push(context.activity.text);
      await context.sendActivity(`heard ${context.activity.text}`);
    },
  };
  const log = createLog("silent");
  const { onMessages, figures } = createAzureBotService({ host: "127.0.0.1", app: { ...app, ...identity }, log, bot });
  const { url, port } = await serve({ log, onMessages });
  const post = async (authorization: string | undefined, body: unknown = message): Promise<[number, string]> => {
    const headers = { "content-type": "application/json", ...(authorization !== undefined && { authorization }) };
    const answer = await fetch(`${url}/api/messages`, { method: "POST", headers, body: JSON.stringify(body) });
    return [answer.status, await answer.text()];
  };
  /** The number of refused requests by reason. */
  const refused = async () => {
    const counts = [...(await figures.metrics()).matchAll(/refused_total\{reason="([^"]+)"\} (\d+)/g)];
    return Object.fromEntries(
      counts.filter(([, , count]) => count !== "0").map(([, why, count]) => [why, Number(count)]),
    );
  };
  return { heard, post, port, refused };
}

describe("a token of Bot Framework", () => {
  test("is accepted, and the answer is sent", async () => {
    bots.publish();
    const { post, heard, refused } = await open();

    const [status, answer] = await post(`Bearer ${await bots.token({ claims })}`);

    expect([status, heard]).toEqual([200, ["0x904"]]);
    expect(answer).toContain("heard 0x904");
    expect(await refused()).toEqual({});
  });

  test("makes the bot answer with its own token, whose audience is Bot Framework", async () => {
    bots.publish();
    const scopes: string[] = [];
    nock("https://login.microsoftonline.com")
      .post(`/${tenantId}/oauth2/v2.0/token`, (body) => scopes.push(body.scope) > 0)
      .query(true)
      .reply(200, { token_type: "Bearer", expires_in: 3600, access_token: "own-token" });
    const channel = nock("https://smba.trafficmanager.net", {
      reqheaders: { authorization: "Bearer own-token" },
    })
      .post("/teams/v3/conversations/conv-7/activities/a1", (body) => body.text === "heard 0x904")
      .reply(200, { id: "r1" });
    const { post } = await open();

    const { deliveryMode: _, ...delivered } = message;
    expect(await post(`Bearer ${await bots.token({ claims })}`, delivered)).toEqual([200, ""]);

    channel.done();
    expect(scopes).toEqual(["https://api.botframework.com/.default"]);
  });

  test("is valid from five minutes before its start until five minutes after its end", async () => {
    bots.publish();
    const { post } = await open();
    for (const times of [{ exp: now() - 240 }, { nbf: now() + 240 }])
      expect((await post(`Bearer ${await bots.token({ claims: { ...claims, ...times } })}`))[0]).toBe(200);
  });

  test("signed with a key without endorsements is valid for every channel, as in the SDK", async () => {
    const unendorsed = await createIssuer(botFramework, []);
    unendorsed.publish();
    const { post } = await open();
    expect((await post(`Bearer ${await unendorsed.token({ claims })}`))[0]).toBe(200);
  });

  test.each([
    ["another Microsoft host", "https://europe.webchat.botframework.com/", {}],
    ["a host of the settings", "https://bot.example.org/", { serviceHosts: ["bot.example.org"] }],
    ["a host below one of the settings", "https://a.b.example.org/", { serviceHosts: ["*.example.org"] }],
  ])("may name %s for the answers", async (_name, place, identity) => {
    bots.publish();
    const { post } = await open(identity);
    const token = await bots.token({ claims: { ...claims, serviceurl: place } });
    expect((await post(`Bearer ${token}`, { ...message, serviceUrl: place }))[0]).toBe(200);
  });
});

type Forgery = { authorization: string | undefined; body?: object };

const forgeries: [name: string, status: number, reason: string, forge: () => Promise<Forgery>][] = [
  ["no header", 401, "missing", async () => ({ authorization: undefined })],
  ["an empty header", 401, "missing", async () => ({ authorization: "" })],
  ["another scheme", 401, "malformed", async () => ({ authorization: "Basic eDp5" })],
  ["a word as token", 401, "malformed", async () => ({ authorization: "Bearer x" })],
  ["a token that holds no JSON", 401, "malformed", async () => ({ authorization: "Bearer eA.eA.eA" })],
  ["two tokens in one header", 401, "malformed", async () => ({ authorization: `${await good()}, ${await good()}` })],
  ["a header of 4 KB", 401, "too-long", async () => signed({ claims: { ...claims, padding: "x".repeat(3_000) } })],
  ["alg none", 401, "algorithm", async () => ({ authorization: `Bearer ${unsigned({ alg: "none", kid: "k1" })}` })],
  ["HS256 with the public key as secret", 401, "algorithm", signedWithPublicKey],
  ["RS512", 401, "algorithm", async () => ({ authorization: `Bearer ${unsigned({ alg: "RS512", kid: "k1" })}x` })],
  ["no issuer", 401, "issuer", async () => signed({ claims: { ...claims, iss: undefined } })],
  ["another issuer", 401, "issuer", async () => signed({ claims: { ...claims, iss: "https://evil.example" } })],
  [
    "another issuer and a tenant",
    401,
    "issuer",
    async () => signed({ claims: { ...claims, iss: "https://x", tid: "7" } }),
  ],
  [
    "another tenant's issuer",
    401,
    "issuer",
    async () => signed({ claims: { ...claims, ver: "2.0", azp: app.id } }, otherTenant),
  ],
  [
    "the own tenant's issuer",
    401,
    "issuer",
    async () => signed({ claims: { ...claims, ver: "2.0", azp: app.id } }, ownTenant),
  ],
  ["no key id", 401, "key", async () => signed({ claims, header: { kid: undefined } })],
  ["a key id that the issuer does not have", 401, "key", async () => signed({ claims, header: { kid: "k2" } })],
  ["a wrong key", 401, "signature", async () => signed({ claims, key: (await generateKeyPair("RS256")).privateKey })],
  ["claims that were changed afterwards", 401, "signature", changedAfterwards],
  ["another audience", 401, "audience", async () => signed({ claims: { ...claims, aud: tenantId } })],
  ["no audience", 401, "audience", async () => signed({ claims: { ...claims, aud: undefined } })],
  ["an end in the past", 401, "expired", async () => signed({ claims: { ...claims, exp: now() - hour } })],
  ["no end", 401, "expired", async () => signed({ claims: { ...claims, exp: undefined } })],
  ["a start in the future", 401, "not-yet-valid", async () => signed({ claims: { ...claims, nbf: now() + hour } })],
  ["a start that is a word", 401, "not-yet-valid", async () => signed({ claims: { ...claims, nbf: "soon" } })],
  ["another service", 403, "service-url", async () => signed({ claims: { ...claims, serviceurl: `${serviceUrl}x` } })],
  ["no service", 403, "service-url", async () => signed({ claims: { ...claims, serviceurl: undefined } })],
  ["a service at an unknown host", 403, "service-host", () => signedFor("https://evil.example/")],
  [
    "a service whose name begins like a known host",
    403,
    "service-host",
    () => signedFor("https://smba.trafficmanager.net.evil.example/"),
  ],
  [
    "a service that names a known host as its user",
    403,
    "service-host",
    () => signedFor("https://smba.trafficmanager.net@evil.example/"),
  ],
  ["a service on this machine", 403, "service-host", () => signedFor("http://127.0.0.1:9/")],
  ["a service without https", 403, "service-host", () => signedFor("http://smba.trafficmanager.net/teams/")],
  [
    "a channel that the key is not endorsed for",
    403,
    "endorsement",
    async () => ({ authorization: await good(), body: { ...message, channelId: "slack" } }),
  ],
];

describe("a forged request", () => {
  test.each(forgeries)("with %s gets %i, is counted as %s, and no turn runs", async (_name, status, reason, forge) => {
    bots.publish(2);
    const { authorization, body } = await forge();
    const before = [...trustedBySdk];
    const { post, heard, refused } = await open();

    const [answered, words] = await post(authorization, body);

    expect(answered).toBe(status);
    expect(words).toMatch(/"code":"(?:Unauthorized|Forbidden)","message":"the token /);
    expect(heard).toEqual([]);
    expect(await refused()).toEqual({ [reason]: 1 });
    expect(trustedBySdk).toEqual(before);
  });

  test("with two headers gets 401, although each is valid", async () => {
    bots.publish();
    const { port, heard, refused } = await open();
    const body = JSON.stringify(message);
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(
      [
        "POST /api/messages HTTP/1.1",
        `Host: 127.0.0.1:${port}`,
        "Connection: close",
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
        `Authorization: ${await good()}`,
        `Authorization: ${await good()}`,
        "",
        body,
      ].join("\r\n"),
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 401 /);
    expect(heard).toEqual([]);
    expect(await refused()).toEqual({ doubled: 1 });
  });

  test("does not reveal what an activity looks like", async () => {
    bots.publish();
    const { post } = await open();
    expect((await post("Bearer x", { nothing: true }))[0]).toBe(401);
    expect((await post(await good(), { nothing: true }))[0]).toBe(400);
  });

  test("with many made-up key ids causes only one fetch of the keys", async () => {
    bots.publish();
    const { post, refused } = await open();
    for (const kid of ["a", "b", "c", "d"])
      expect((await post(`Bearer ${await bots.token({ claims, header: { kid } })}`))[0]).toBe(401);
    expect(nock.isDone()).toBe(true);
    expect(await refused()).toEqual({ key: 4 });
  });
});

describe("when the issuer's keys", () => {
  const metadata = () => nock("https://login.botframework.com").get("/v1/.well-known/openidconfiguration");
  const keysAt = (jwks_uri: string) => metadata().reply(200, { jwks_uri });

  test.each([
    ["are down", () => metadata().reply(500)],
    ["cannot be reached", () => metadata().replyWithError("ECONNREFUSED")],
    ["are no JSON", () => metadata().reply(200, "<html>")],
    ["are said to be elsewhere without https", () => keysAt("http://login.botframework.com/keys")],
    ["are redirected", () => metadata().reply(302, "", { location: "http://evil.example/" })],
  ])("%s, a valid token gets 503, is counted, and no turn runs", async (_name, break_) => {
    break_();
    const { post, heard, refused } = await open();
    expect((await post(await good()))[0]).toBe(503);
    expect((await post(await good()))[0]).toBe(503);
    expect(heard).toEqual([]);
    expect(await refused()).toEqual({ "keys-unavailable": 2 });
  });
});

describe("a message with a valid token", () => {
  const other = "99999999-0000-4000-8000-000000000009";
  const teams = (channelData: unknown, conversation: object) => ({
    ...{ ...message, channelData },
    conversation: { id: "conv-7", ...conversation },
  });

  test.each([
    ["of another tenant", teams({ tenant: { id: other } }, { tenantId: other })],
    ["whose channel data name another tenant", teams({ tenant: { id: other } }, { tenantId })],
    ["whose conversation is of another tenant", teams({ tenant: { id: tenantId } }, { tenantId: other })],
    ["whose tenant is no text", teams({ tenant: { id: 7 } }, {})],
    ["of Teams without a tenant", teams(undefined, {})],
    [
      "that begins a conversation in another tenant",
      { ...teams({ tenant: { id: other } }, {}), type: "conversationUpdate" },
    ],
  ])("%s gets 200 and is counted, and no turn runs", async (_name, body) => {
    bots.publish();
    const { post, heard, refused } = await open();
    expect(await post(await good(), body)).toEqual([200, ""]);
    expect(heard).toEqual([]);
    expect(await refused()).toEqual({ tenant: 1 });
  });

  test.each([
    ["of the bot's own tenant, in capitals", teams({ tenant: { id: tenantId.toUpperCase() } }, {}), {}],
    [
      "of any tenant, for a bot that is registered for all",
      teams({ tenant: { id: other } }, {}),
      { type: "MultiTenant" },
    ],
  ] as const)("%s is answered", async (_name, body, identity) => {
    bots.publish();
    const { post, heard } = await open(identity);
    expect((await post(await good(), body))[0]).toBe(200);
    expect(heard).toEqual(["0x904"]);
  });

  test("of a channel without tenants is answered", async () => {
    const directLine = await createIssuer(botFramework, ["directline"]);
    directLine.publish();
    const { post, heard } = await open();
    const body = { ...teams({ clientActivityID: "7" }, {}), channelId: "directline" };
    expect((await post(`Bearer ${await directLine.token({ claims })}`, body))[0]).toBe(200);
    expect(heard).toEqual(["0x904"]);
  });
});

describe("a token of the bot's own tenant", () => {
  const caller = "5d2a0000-0000-4000-8000-000000000005";
  const emulator = { callers: { emulator: true, skills: [] } };
  const skill = { callers: { emulator: false, skills: [caller] }, serviceHosts: ["parent.example.org"] };
  const here = { ...message, channelId: "emulator", serviceUrl: "http://localhost:56150/" };
  const fromParent = { ...message, serviceUrl: "https://parent.example.org/" };
  const byOwn = { aud: app.id, ver: "2.0", azp: app.id };
  const byParent = { aud: app.id, ver: "2.0", azp: caller };

  test("lets the emulator in if the settings allow it, with tokens of both versions", async () => {
    ownTenant.publish();
    const { post, heard } = await open(emulator);
    const first = { aud: app.id, ver: "1.0", appid: app.id, iss: `https://sts.windows.net/${tenantId}/` };
    for (const made of [byOwn, first])
      expect((await post(`Bearer ${await ownTenant.token({ claims: made })}`, here))[0]).toBe(200);
    expect(heard).toEqual(["0x904", "0x904"]);
  });

  test("lets a configured bot in, and the answers go to it with a token for it", async () => {
    ownTenant.publish();
    const audiences: unknown[] = [];
    const { post, heard } = await open(skill);
    nock("https://login.microsoftonline.com")
      .post(`/${tenantId}/oauth2/v2.0/token`, (body) => audiences.push(body.scope) > 0)
      .query(true)
      .reply(200, { token_type: "Bearer", expires_in: 3600, access_token: "parent-token" });
    const parent = nock("https://parent.example.org", { reqheaders: { authorization: "Bearer parent-token" } })
      .post(/activities/)
      .reply(200, { id: "r1" });
    const { deliveryMode: _, ...delivered } = fromParent;
    expect((await post(`Bearer ${await ownTenant.token({ claims: byParent })}`, delivered))[0]).toBe(200);
    expect(heard).toEqual(["0x904"]);
    parent.done();
    expect(audiences).toEqual([`${caller}/.default`]);
  });

  test.each([
    ["of a bot that the settings do not name", emulator, byParent, here],
    ["of the app itself where only another bot may call", skill, byOwn, fromParent],
    ["that names no caller", emulator, { aud: app.id, ver: "2.0" }, here],
  ])("%s is refused", async (_name, identity, made, body) => {
    ownTenant.publish();
    const { post, heard, refused } = await open(identity);
    expect((await post(`Bearer ${await ownTenant.token({ claims: made })}`, body))[0]).toBe(403);
    expect(heard).toEqual([]);
    expect(await refused()).toEqual({ caller: 1 });
  });

  test("cannot direct answers to a host that is not on the list", async () => {
    ownTenant.publish();
    const { post, refused } = await open(skill);
    const token = await ownTenant.token({ claims: byParent });
    expect((await post(`Bearer ${token}`, { ...message, serviceUrl: "https://evil.example/" }))[0]).toBe(403);
    expect(await refused()).toEqual({ "service-host": 1 });
  });

  test("of another tenant is refused", async () => {
    const { post, refused } = await open(emulator);
    expect((await post(`Bearer ${await otherTenant.token({ claims: byOwn })}`, here))[0]).toBe(401);
    expect(await refused()).toEqual({ issuer: 1 });
  });
});

async function good(): Promise<string> {
  return `Bearer ${await bots.token({ claims })}`;
}

async function signed(wish: Parameters<LocalIssuer["token"]>[0], issuer = bots): Promise<Forgery> {
  return { authorization: `Bearer ${await issuer.token(wish)}` };
}

/** A valid token for the service that the activity names. */
async function signedFor(place: string): Promise<Forgery> {
  return { ...(await signed({ claims: { ...claims, serviceurl: place } })), body: { ...message, serviceUrl: place } };
}

async function signedWithPublicKey(): Promise<Forgery> {
  const secret = new TextEncoder().encode(await exportSPKI(bots.publicKey));
  return signed({ claims, header: { alg: "HS256" }, key: secret });
}

async function changedAfterwards(): Promise<Forgery> {
  const [header, , signature] = (await bots.token({ claims })).split(".");
  const changed = encode({ iss: botFramework.issuer, ...claims, exp: now() + hour, admin: true });
  return { authorization: `Bearer ${header}.${changed}.${signature}` };
}

function unsigned(header: object): string {
  return `${encode(header)}.${encode({ iss: botFramework.issuer, ...claims, exp: now() + hour })}.`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
