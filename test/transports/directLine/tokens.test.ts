/** What a token gives access to, for how long, and that only the server can issue one. */
import { base64url, decodeJwt, SignJWT, UnsecuredJWT } from "jose";
import { expect, onTestFinished, test } from "vitest";
import { type RunningServer, startServer } from "../../support/server.ts";
import { ConnectionStatus, officialClient } from "./officialClient.ts";
import { ask, comesIn, listens, type Talk, talks } from "./wire.ts";

const refused = (code: string) => ({ status: 403, body: { error: { code, message: expect.any(String) } } });

/** Every route that needs a token. */
function doors(url: string, { conversationId, path }: Talk) {
  return (token: string | undefined) =>
    Promise.all([
      ask(url, "POST", "/tokens/refresh", { token }),
      ask(url, "POST", "/conversations", { token }),
      ask(url, "GET", `/conversations/${conversationId}`, { token }),
      ask(url, "GET", path, { token }),
      ask(url, "POST", path, { token, json: { type: "message", text: "let me in" } }),
      ask(url, "POST", `/conversations/${conversationId}/upload`, { token, raw: "x" }),
    ]);
}

const streamTokenOf = (streamUrl: string): string => new URL(streamUrl).searchParams.get("t") ?? "";

async function openWithClock() {
  const clock = { at: Date.UTC(2026, 0, 5, 9) };
  const server = await startServer({ now: () => new Date(clock.at) });
  const pass = (minutes: number) => {
    clock.at += minutes * 60_000;
  };
  return { ...server, pass };
}

test("a request without a Bearer token gets 401", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  for (const answer of await doors(url, ada)(undefined))
    expect(answer).toMatchObject({ status: 401, body: { error: { code: "Unauthorized" } } });
  for (const authorization of ["", "Bearer", "Bearer ", "Basic YTpi", `Bearer ${ada.token} ${ada.token}`])
    expect(await ask(url, "GET", ada.path, { headers: { authorization } })).toMatchObject({ status: 401 });
});

test("a token is valid for half an hour and can be refreshed while it is valid", async () => {
  const { url, pass } = await openWithClock();
  const ada = await talks(url);
  pass(29);
  const { status, body } = await ask(url, "POST", "/tokens/refresh", ada);
  expect([status, body.conversationId, body.expires_in]).toEqual([200, ada.conversationId, 1800]);
  pass(2);
  for (const answer of await doors(url, ada)(ada.token)) expect(answer).toMatchObject(refused("TokenExpired"));
  expect((await ask(url, "GET", ada.path, body)).status).toBe(200);
  expect(decodeJwt(body.token).user).toBe(decodeJwt(ada.token).user);
});

test("the official client refreshes its token, and reports when it is too late", async () => {
  const { url, pass } = await openWithClock();
  const { token } = await comesIn(url);
  const client = officialClient(url, { token });
  onTestFinished(() => client.leaves());
  await client.hears("I help with one Remote Desktop fault");
  pass(20);
  expect(await client.refreshes()).not.toBe(token);

  pass(31);
  expect(await client.says("0x904")).toBe("retry");
  expect(client.states.at(-1)).toBe(ConnectionStatus.ExpiredToken);
});

test("a socket must be opened within a minute", async () => {
  const { url, pass } = await openWithClock();
  const ada = await talks(url);
  pass(2);
  await expect(listens(ada.streamUrl)).rejects.toThrow("refused with 403");
});

test("a token that we did not issue gives no access", async () => {
  const { url, store } = await startServer();
  const ada = await talks(url);
  const [header = "", payload = "", signature = ""] = ada.token.split(".");
  const [key] = await store.keys.list();
  const secret = base64url.decode(key?.secret ?? "");
  const claims = decodeJwt(ada.token);
  const signed = (more: object, alg = "HS256", kid: unknown = key?.id, by = secret) =>
    new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg, kid } as never).sign(by);
  const encoded = (value: object): string => base64url.encode(JSON.stringify(value));
  const { exp: _, ...endless } = claims;
  const forged = [
    `${header}.${encoded({ ...claims, user: "dl_somebody-else" })}.${signature}`,
    `${header}.${payload}.`,
    `${header}.${payload}.${signature.slice(0, -3)}`,
    `${encoded({ alg: "none", kid: key?.id })}.${payload}.`,
    new UnsecuredJWT(claims).encode(),
    await signed({}, "HS256", key?.id, new Uint8Array(32).fill(7)),
    await signed({}, "HS512"),
    await signed({}, "HS256", "another-key"),
    await signed({}, "HS256", { toString: "x" }),
    await signed({ conv: 7 }),
    await signed({ use: "anything" }),
    await signed({ exp: "tomorrow" }),
    await new SignJWT(endless).setProtectedHeader({ alg: "HS256", kid: key?.id ?? "" }).sign(secret),
    `${encoded({ alg: "HS256", kid: key?.id, crit: ["x"], x: 1 })}.${payload}.${signature}`,
    `${encoded({ alg: "HS256", kid: key?.id, b64: false, crit: ["b64"] })}.${payload}.${signature}`,
    `${encoded({ alg: "HS256", jwk: {}, jku: url, kid: "../../key" })}.${payload}.${signature}`,
    "garbage",
    "a.b.c",
    "....",
    "null",
    `${header}.${payload}.${signature}.${signature}.${signature}`,
    "x".repeat(8_000),
  ];
  for (const token of forged) {
    for (const answer of await doors(url, ada)(token)) expect(answer, token).toMatchObject(refused("BadToken"));
    const stolen = ada.streamUrl.replace(/t=.*/, `t=${encodeURIComponent(token)}`);
    await expect(listens(stolen), token).rejects.toThrow("refused with 403");
  }
  expect(await ada.reads()).toHaveLength(1);
});

test("a token gives access to its own conversation only", async () => {
  const { url } = await startServer();
  const [ada, bo] = [await talks(url), await talks(url)];
  const [, , ...ofTheConversation] = await doors(url, ada)(bo.token);
  for (const answer of ofTheConversation) expect(answer).toMatchObject(refused("BadToken"));
  const swapped = ada.streamUrl.replace(/t=.*/, `t=${streamTokenOf(bo.streamUrl)}`);
  await expect(listens(swapped)).rejects.toThrow("refused with 403");
  expect(await ada.reads()).toHaveLength(1);
});

test("the token in a socket's URL works only for sockets, and other tokens do not", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  for (const answer of await doors(url, ada)(streamTokenOf(ada.streamUrl)))
    expect(answer).toMatchObject(refused("BadToken"));
  await expect(listens(ada.streamUrl.replace(/t=.*/, `t=${ada.token}`))).rejects.toThrow("refused with 403");
  await expect(listens(ada.streamUrl.replace(/&t=.*/, ""))).rejects.toThrow("refused with 401");
});

test("the first start creates one key, however many clients come at once", async () => {
  const { url, store }: RunningServer = await startServer();
  const all = await Promise.all(Array.from({ length: 8 }, () => talks(url)));
  for (const one of all) expect(await one.reads()).toHaveLength(1);
  expect((await store.keys.list()).length).toBeGreaterThan(0);
});
