/** Only pages that we serve may use the API. Browsers send the origin of a page. */
import { expect, test } from "vitest";
import { startServer } from "../../support/server.ts";
import { ask, comesIn, listens, talks } from "./wire.ts";

const notTrusted = { status: 403, body: { error: { code: "OriginNotTrusted", message: expect.any(String) } } };

test("a page of another site gets no token", async () => {
  const { url, port } = await startServer();
  const foreign = [
    "https://evil.example",
    "null",
    "garbage",
    "http://127.0.0.1",
    `http://127.0.0.1:${port + 1}`,
    `http://evil.example:${port}`,
    `http://127.0.0.1:${port}@evil.example`,
    `http://127.0.0.1:${port}.evil.example`,
    "file://",
  ];
  for (const origin of foreign)
    expect(await ask(url, "POST", "/tokens/generate", { headers: { origin } }), origin).toMatchObject(notTrusted);
  const asked = await ask(url, "OPTIONS", "/tokens/generate", { headers: { origin: "https://evil.example" } });
  expect(asked.headers).not.toHaveProperty("access-control-allow-origin");
});

test("a token of our page works for that page and for no other", async () => {
  const { url } = await startServer();
  const pass = await comesIn(url, { origin: url });
  const ada = await talks(url, pass);
  const origins: [string | undefined, number][] = [
    [url, 200],
    // Browsers send no origin for same-origin reads.
    [undefined, 200],
    ["https://evil.example", 403],
    ["null", 403],
    [url.replace("http:", "https:"), 403],
  ];
  for (const [origin, status] of origins) {
    const headers: Record<string, string> = origin === undefined ? {} : { origin };
    const { token, conversationId } = ada;
    const all = await Promise.all([
      ask(url, "POST", "/tokens/refresh", { token, headers }),
      ask(url, "POST", "/conversations", { token, headers }),
      ask(url, "GET", `/conversations/${conversationId}`, { token, headers }),
      ask(url, "GET", ada.path, { token, headers }),
      ask(url, "POST", ada.path, { token, headers, json: { type: "message", text: "hi" } }),
    ]);
    expect(all.map((answer) => answer.status)).toEqual(all.map(() => status));
    if (status === 403) for (const answer of all) expect(answer).toMatchObject(notTrusted);
    const socket = listens(ada.streamUrl, headers).then(
      () => 200,
      (error: Error) => Number(/\d+$/.exec(error.message)?.[0]),
    );
    expect(await socket).toBe(status);
  }
});

test("a page cannot use a token that was issued to a program", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  expect(await ask(url, "GET", ada.path, { ...ada, headers: { origin: url } })).toMatchObject(notTrusted);
  await expect(listens(ada.streamUrl, { origin: url })).rejects.toThrow("refused with 403");
});

test("the cookie lasts long, is hidden from scripts and is sent to no other site", async () => {
  const { url } = await startServer();
  const cookieFor = async (headers: Record<string, string>) => {
    const { headers: got } = await ask(url, "POST", "/tokens/generate", { headers });
    return (got["set-cookie"]?.[0] ?? "").split("; ");
  };
  const cookie = await cookieFor({});
  expect(cookie).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=34560000"]));
  expect(cookie).not.toContain("Secure");
  for (const proto of ["https", "HTTPS", "https, http", "https,http"])
    expect(await cookieFor({ "x-forwarded-proto": proto }), proto).toContain("Secure");
  for (const proto of ["http", "http, https", "", "httpsx"])
    expect(await cookieFor({ "x-forwarded-proto": proto }), proto).not.toContain("Secure");
});

test("behind a TLS proxy, the page is recognised by the forwarded host name, and sockets use wss", async () => {
  const { url } = await startServer();
  const headers = { "x-forwarded-proto": "https", host: "help.example.com", origin: "https://help.example.com" };
  const { token } = await comesIn(url, headers);
  const { status, body } = await ask(url, "POST", "/conversations", { token, headers });
  expect(status).toBe(201);
  expect(body.streamUrl).toMatch(/^wss:\/\/help\.example\.com\/v3\/directline\/conversations\/[\w-]+\/stream\?/);
  const plain = await ask(url, "POST", "/conversations", { token, headers: { origin: headers.origin } });
  expect(plain.body.streamUrl).toMatch(/^ws:\/\/127\.0\.0\.1:/);
});

test("the person's id does not reveal the cookie", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  await ada.says("0x904");
  const shown = JSON.stringify([await ada.reads(), ada.token, ada.streamUrl]);
  expect(shown).not.toContain(ada.cookie.split("=")[1] ?? "?");
});
