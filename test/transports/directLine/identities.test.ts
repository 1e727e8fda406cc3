/** Who a visitor is, signed by the server of the page that shows the chat. */
import { generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { openStore } from "../../../src/store/openStore.ts";
import { startServer } from "../../support/server.ts";
import { ask, talks } from "./wire.ts";

const help = "https://help.example.org";
const secret = "a-secret-of-at-least-thirty-two-signs";
const eve = { sub: "eve-7", name: "Eve Miller", email: "eve@example.org", origin: help };
const seconds = () => Math.floor(Date.now() / 1000);
let made = 0;

type Wish = { claims?: object; alg?: string; key?: Parameters<SignJWT["sign"]>[0]; iat?: number; lifetime?: number };

function sign({ claims = {}, alg = "HS256", key, iat = seconds(), lifetime = 300 }: Wish = {}): Promise<string> {
  made += 1;
  return new SignJWT({ ...eve, jti: `token-number-${made}`, ...claims })
    .setProtectedHeader({ alg })
    .setIssuedAt(iat)
    .setExpirationTime(iat + lifetime)
    .sign(key ?? new TextEncoder().encode(secret));
}

const start = () => startServer({ embedOrigins: [help], identity: { secret } });
/** As our frame asks on a page of the site. */
const ours = (url: string, token: string, page = help) =>
  ask(url, "POST", "/tokens/generate", {
    headers: { origin: url, "x-reconnect-page": page, "x-reconnect-identity": token },
  });

test("the ticket says who it is, and nothing has to be typed into the form", async () => {
  const { url, store } = await start();
  const { body } = await ours(url, await sign());
  const talk = await talks(url, { ...body, cookie: "" });
  await talk.says("0x904 0x7");
  await talk.says("technician");
  const offer = JSON.stringify((await talk.reads()).at(-1));
  expect(offer).toContain("Hand over as Eve Miller, eve@example.org?");
  expect(offer).not.toContain("Your name");
  await talk.says("yes");
  const [ticket] = await store.tickets.list();
  expect(JSON.parse(JSON.stringify(ticket?.package))).toMatchObject({
    person: { name: "Eve Miller", contact: "eve@example.org" },
  });
});

test("the same visitor goes on in another browser, and another visitor does not", async () => {
  const { url } = await start();
  const { body } = await ours(url, await sign());
  const talk = await talks(url, { ...body, cookie: "" });
  await talk.says("0x904");
  expect((await ours(url, await sign())).body.conversationId).toBe(body.conversationId);
  expect((await ours(url, await sign({ claims: { sub: "bob" } }))).body.conversationId).not.toBe(body.conversationId);
});

test("a page with its own client sends the identity itself", async () => {
  const { url } = await start();
  const asked = await ask(url, "POST", "/tokens/generate", {
    headers: { origin: help, "x-reconnect-identity": await sign() },
  });
  expect(asked.status).toBe(200);
});

test("the example for Node makes tokens that are taken", async () => {
  // It has no types, because it stands for a site's own program.
  const example = "../../../docs/examples/identity.mjs";
  const { signIdentity } = await import(example);
  const { url } = await start();
  const token = signIdentity({ id: "eve-7", name: "Eve Müller", email: "eve@example.org" }, help, secret);
  expect((await ours(url, token)).status).toBe(200);
});

describe("keys of a pair", () => {
  test.each(["RS256", "ES256"])("%s is verified by the public key, and not taken for a shared secret", async (alg) => {
    const { publicKey, privateKey } =
      alg === "RS256"
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const { url } = await startServer({ embedOrigins: [help], identity: { publicKey: pem } });
    expect((await ours(url, await sign({ alg, key: privateKey }))).status).toBe(200);
    // The public key is no secret.
    const forged = await sign({ key: new TextEncoder().encode(pem) });
    expect((await ours(url, forged)).body.error.message).toContain("alg: HS256 is not set up");
  });
});

describe("a token is refused", () => {
  test.each([
    ["with the wrong secret", { key: new TextEncoder().encode("another-secret-of-thirty-two-signs!") }, "signature"],
    ["that has expired", { iat: seconds() - 900, lifetime: 300 }, "it has expired"],
    ["that lives too long", { lifetime: 3_600 }, "exp: at most 600 seconds"],
    [
      "for another page",
      { claims: { origin: "https://other.example.org" } },
      "origin: it is for pages of https://other.example.org",
    ],
    ["without a subject", { claims: { sub: "" } }, "sub: "],
    ["with an address that is none", { claims: { email: "eve" } }, "email: "],
    ["without an id of its own", { claims: { jti: undefined } }, "jti: "],
  ] as [string, Wish, string][])("%s", async (_, wish, why) => {
    const { url } = await start();
    const { status, body } = await ours(url, await sign(wish));
    expect([status, body.error.code]).toEqual([403, "BadIdentity"]);
    expect(body.error.message).toContain(why);
  });

  test.each(["a.b.c", "x", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJldmUifQ."])('that is "%s"', async (token) => {
    const { url } = await start();
    expect((await ours(url, token)).status).toBe(403);
  });

  test("when it is used a second time, also after a restart", async () => {
    const { url } = await start();
    const token = await sign();
    expect((await ours(url, token)).status).toBe(200);
    expect((await ours(url, token)).body.error.message).toContain("jti: it was used before");
    const store = await openStore(":memory:");
    expect(await store.keys.useOnce("one", 100, 50)).toBe(true);
    expect(await store.keys.useOnce("one", 100, 99)).toBe(false);
    expect(await store.keys.useOnce("one", 300, 200)).toBe(true);
    await store.close();
  });

  test("where no key is set up", async () => {
    const { url } = await startServer({ embedOrigins: [help] });
    expect((await ours(url, await sign())).body.error.message).toContain("set IDENTITY_SECRET");
  });
});
