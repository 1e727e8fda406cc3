/** Pages of other sites: only those that an administrator lists may use the API, each with its own tokens. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isListable, ListedOrigins } from "../../../src/http/listedOrigins.ts";
import { startServer } from "../../support/server.ts";
import { ask, comesIn, listens, talks } from "./wire.ts";

const help = "https://help.example.org";
const siteSecret = "the-secret-of-the-site-of-help";
const notTrusted = { status: 403, body: { error: { code: "OriginNotTrusted" } } };
const preflight = (origin: string) => ({
  headers: {
    origin,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type,x-ms-bot-agent",
  },
});

describe("a listed origin", () => {
  test.each([
    [
      "https://help.example.org",
      ["https://help.example.org"],
      ["http://help.example.org", "https://help.example.org:8443", "https://a.help.example.org"],
    ],
    ["https://help.example.org:8443", ["https://help.example.org:8443"], ["https://help.example.org"]],
    [
      "https://*.example.org",
      ["https://help.example.org", "https://a.b.example.org"],
      [
        "https://example.org",
        "https://evilexample.org",
        "https://help.example.org.evil.net",
        "http://help.example.org",
        "https://help.example.org:444",
      ],
    ],
    [
      "http://*.intra.lan:8080",
      ["http://wiki.intra.lan:8080"],
      ["http://wiki.intra.lan", "https://wiki.intra.lan:8080"],
    ],
    ["HTTPS://Help.Example.org/", ["https://help.example.org"], []],
  ])("%s admits its pages and no others", (entry, good, bad) => {
    expect(isListable(entry)).toBe(true);
    const listed = new ListedOrigins([entry]);
    expect(good.filter((origin) => !listed.has(origin))).toEqual([]);
    expect(bad.filter((origin) => listed.has(origin))).toEqual([]);
  });

  test.each([
    "*",
    "https://*",
    "https://*.org",
    "help.example.org",
    "https://help.example.org/chat",
    "ftp://a.example",
    "null",
    "https://a.example?x",
    "https://*.*.example.org",
  ])('"%s" cannot be listed', (entry) => expect(isListable(entry)).toBe(false));

  test("whatever a page sends as its origin, only a subdomain passes a wildcard", () => {
    const listed = new ListedOrigins(["https://*.example.org"]);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.domain().map((host) => `https://${host}`),
        ),
        (origin) => {
          if (listed.has(origin)) expect(origin).toMatch(/^https:\/\/[^/:@]+\.example\.org$/);
        },
      ),
    );
  });
});

test("a page of a listed site asks first, gets a token of its own, and talks with it", async () => {
  const { url } = await startServer({ embedOrigins: [help] });
  const asked = await ask(url, "OPTIONS", "/tokens/generate", preflight(help));
  expect(asked).toMatchObject({ status: 204, headers: { "access-control-allow-origin": help, vary: "Origin" } });
  expect(asked.headers["access-control-allow-headers"]).toBe(
    "authorization, content-type, x-ms-bot-agent, x-reconnect-identity, x-requested-with",
  );
  expect(asked.headers).not.toHaveProperty("access-control-allow-credentials");

  const pass = await comesIn(url, { origin: help });
  expect(pass.cookie).toBe("");
  const headers = { origin: help };
  const { token } = pass;
  const begun = await ask(url, "POST", "/conversations", { token, headers });
  expect(begun).toMatchObject({ status: 201, headers: { "access-control-allow-origin": help } });
  const socket = await listens(begun.body.streamUrl, headers);
  socket.socket.close();
  expect((await comesIn(url, { origin: help })).conversationId).not.toBe(pass.conversationId);
  expect(await ask(url, "POST", "/tokens/refresh", { token, headers: { origin: url } })).toMatchObject(notTrusted);
});

test("a page that is not listed is refused, and the log names its origin and the setting once", async () => {
  const { url, logged } = await startServer({ embedOrigins: [help] });
  for (const origin of ["https://evil.example", "https://evil.example", "null"]) {
    const asked = await ask(url, "OPTIONS", "/conversations", preflight(origin));
    expect(asked).toMatchObject(notTrusted);
    expect(asked.headers).not.toHaveProperty("access-control-allow-origin");
    expect(await ask(url, "POST", "/tokens/generate", { headers: { origin } })).toMatchObject(notTrusted);
  }
  const warnings = logged()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter(({ setting }) => setting);
  expect(warnings.map(({ origin, setting }) => [origin, setting])).toEqual([
    ["https://evil.example", "EMBED_ORIGINS"],
    ["null", "EMBED_ORIGINS"],
  ]);
});

describe("a token that the site's server asked for", () => {
  const generate = (url: string, json: unknown) => ask(url, "POST", "/tokens/generate", { token: siteSecret, json });

  test("works on the pages that it trusts, and names the visitor", async () => {
    const { url, store } = await startServer({ siteSecret, embedOrigins: [help, "https://other.example.org"] });
    const { status, body } = await generate(url, { User: { Id: "eve-7", Name: "Eve Miller" }, TrustedOrigins: [help] });
    expect(status).toBe(200);
    const { token } = body;
    expect(
      await ask(url, "POST", "/conversations", { token, headers: { origin: "https://other.example.org" } }),
    ).toMatchObject(notTrusted);
    const headers = { origin: help };
    const begun = await ask(url, "POST", "/conversations", { token, headers });
    expect(begun.status).toBe(201);
    await expect(listens(begun.body.streamUrl, { origin: url })).rejects.toThrow("refused with 403");
    for (const text of ["0x904 0x7", "technician", "yes"])
      await ask(url, "POST", `/conversations/${body.conversationId}/activities`, {
        token,
        headers,
        json: { Type: "message", Text: text, From: { Id: "eve-7" } },
      });
    const [ticket] = await store.tickets.list();
    expect(JSON.stringify(ticket)).toContain("Eve Miller");
  });

  test("works on every listed page if the site names none, and on no other", async () => {
    const { url } = await startServer({ siteSecret, embedOrigins: ["https://*.example.org"] });
    const { token } = (await generate(url, {})).body;
    expect((await ask(url, "POST", "/conversations", { token, headers: { origin: help } })).status).toBe(201);
    expect(
      await ask(url, "POST", "/tokens/refresh", { token, headers: { origin: "https://evil.example" } }),
    ).toMatchObject(notTrusted);
  });

  test("cannot trust a page that is not listed, and the secret must be right", async () => {
    const { url } = await startServer({ siteSecret, embedOrigins: [help] });
    const refused = await generate(url, { trustedOrigins: ["https://evil.example"] });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { message: "trustedOrigins: https://evil.example is not listed in EMBED_ORIGINS" } },
    });
    expect(await generate(url, { trustedOrigins: "all" })).toMatchObject({ status: 400 });
    expect(await ask(url, "POST", "/tokens/generate", { token: "wrong", json: {} })).toMatchObject({ status: 403 });
  });

  test("is not needed to begin: the secret begins a conversation", async () => {
    const { url } = await startServer({ siteSecret, embedOrigins: [help] });
    const begun = await ask(url, "POST", "/conversations", { token: siteSecret, json: { user: { id: "eve" } } });
    expect(begun).toMatchObject({
      status: 201,
      body: { conversationId: expect.any(String), token: expect.any(String) },
    });
  });
});

test("what was said can be read after the end, and nothing can be added", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  await ada.says("0x904");
  await ada.post({ type: "endOfConversation" });
  const { status, body } = await ask(url, "GET", ada.path, { token: ada.token });
  expect([status, body.activities.map(({ text }) => text)]).toEqual([200, expect.arrayContaining(["0x904"])]);
  const news = await ask(url, "GET", `${ada.path}?watermark=${body.watermark}`, { token: ada.token });
  expect(news).toMatchObject({ status: 404, body: { error: { code: "ConversationEnded" } } });
  expect(await ada.post({ type: "message", text: "hi" })).toMatchObject({
    status: 404,
    body: { error: { code: "ConversationEnded" } },
  });
});
