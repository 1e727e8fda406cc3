/** Hostile requests from the internet. Each gets a response or is disconnected, and other clients are not affected. */
import { afterEach, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../support/server.ts";
import { base } from "./seen.ts";
import { ask, line, type Talk, talks } from "./wire.ts";

let server: RunningServer;
let ada: Talk;
async function opens(): Promise<void> {
  server = await startServer();
  ada = await talks(server.url);
}

afterEach(async () => {
  const before = await ada.reads();
  await ada.says("still there?");
  expect((await ada.reads()).length).toBeGreaterThan(before.length);
  const { conversationId } = await talks(server.url);
  expect(conversationId).not.toBe(ada.conversationId);
});

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
const authorized = () => `Host: x\r\nAuthorization: Bearer ${ada.token}\r\n`;

test("an unusual spelling of a path gives no other access", async () => {
  await opens();
  const { conversationId: id, token } = ada;
  const bo = await talks(server.url);
  const paths = [
    `/conversations/${id}%2F/activities`,
    `/conversations/%2e%2e/${id}/activities`,
    `/conversations/../conversations/${bo.conversationId}/activities`,
    `/conversations/${bo.conversationId}%00/activities`,
    `/conversations/${bo.conversationId};${id}/activities`,
    `/conversations/${id}/../${bo.conversationId}/activities`,
    `/conversations/${encodeURIComponent(`${id}/activities?`)}/activities`,
    "/conversations//activities",
    "/conversations/%/activities",
    "/conversations/%E0%A4%A/activities",
    "/conversations/__proto__/activities",
    "/conversations/constructor/activities",
    `/conversations/${"x".repeat(9_000)}/activities`,
    `/Conversations/${id}/activities`,
    `/conversations/${id}/activities/`,
    `/conversations/${id}/activities/1`,
    `/conversations/${id}/activities%00`,
    "/conversations/*",
    "/session",
    "",
  ];
  for (const path of paths) {
    for (const method of ["GET", "POST"]) {
      const answer = statusOf(
        await line(server.port, `${method} ${base}${path} HTTP/1.1\r\n${authorized()}Connection: close\r\n\r\n`).ended,
      );
      expect([400, 403, 404, 405, 414, 415], `${method} ${path}`).toContain(answer);
    }
  }
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
    expect([404, 405], method).toContain((await ask(server.url, method, ada.path, { token })).status);
  // Percent-encoding an id does not change it.
  const spelled = id.replace(/./, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  expect((await ask(server.url, "GET", `/conversations/${spelled}/activities`, { token })).status).toBe(200);
});

test("a request that is not HTTP or is too large is disconnected", async () => {
  await opens();
  const get = `GET ${base}${ada.path} HTTP/1.1\r\n`;
  const post = `POST ${base}${ada.path} HTTP/1.1\r\n${authorized()}Content-Type: application/json\r\n`;
  const requests = [
    "\u0016\u0003\u0001\u0002\u0000\u0001",
    "GET / HTTP/9.9\r\n\r\n",
    "garbage\r\n\r\n",
    `${get}\r\n`,
    `${get}Host: a\r\nHost: b\r\n\r\n`,
    `${get}Host: a b\r\n\r\n`,
    `GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET //[ HTTP/1.1\r\nHost: x\r\n\r\n`,
    `GET /\\ HTTP/1.1\r\nHost: x:99999\r\n\r\n`,
    `${get}${authorized()}X-Long: ${"x".repeat(100_000)}\r\n\r\n`,
    `${get}${authorized()}${Array.from({ length: 3_000 }, (_, at) => `X-${at}: 1\r\n`).join("")}\r\n`,
    `${get}${authorized()}X-Odd: a\u0000b\r\n\r\n`,
    `GET ${base}${ada.path}?watermark=${"1".repeat(20_000)} HTTP/1.1\r\n${authorized()}\r\n`,
    `${post}Content-Length: -1\r\n\r\n`,
    `${post}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}{}{}`,
    `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    `${post}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
  ];
  for (const request of requests) {
    const rude = line(server.port, request);
    // A request that was understood after all is answered before the connection closes.
    rude.socket.end();
    const status = statusOf((await rude.ended) || "HTTP/1.1 400");
    expect(status, request.slice(0, 200)).toBeGreaterThanOrEqual(400);
    expect(status, request.slice(0, 200)).toBeLessThan(500);
  }
});

test("the response is JSON, whatever the client accepts", async () => {
  await opens();
  const accepts = [
    "text/html",
    "application/xml",
    "image/png",
    "application/octet-stream",
    "text/plain",
    "*/*;q=0",
    "x",
    "application/javascript",
    "text/event-stream",
    "",
  ];
  for (const accept of accepts)
    for (const [method, path] of [
      ["GET", ada.path],
      ["GET", "/nowhere"],
      ["POST", "/tokens/generate"],
    ] as const) {
      const { body, headers } = await ask(server.url, method, path, { ...ada, headers: { accept } });
      expect(headers["content-type"], `${accept} ${path}`).toMatch(/^application\/json/);
      expect(Object.keys(body).length).toBeGreaterThan(0);
    }
  const versions = await ask(server.url, "GET", ada.path, {
    ...ada,
    headers: { "accept-version": "~9", "api-version": "x" },
  });
  expect([200, 400]).toContain(versions.status);
});

test("a body that never arrives does not block other clients", async () => {
  await opens();
  const post = `POST ${base}${ada.path} HTTP/1.1\r\n${authorized()}Content-Type: application/json\r\n`;
  const slow = Array.from({ length: 50 }, () => line(server.port, `${post}Content-Length: 200000\r\n\r\n{"type":`));
  const chunked = line(server.port, `${post}Transfer-Encoding: chunked\r\n\r\n`);
  const headless = line(server.port, "GET / HTTP/1.1\r\nX-");
  await ada.says("0x904");
  await Promise.all([...slow, chunked, headless].map(({ socket }) => socket.destroy()));
});

test("a body that never ends is cut off and not buffered", async () => {
  await opens();
  const head = `POST ${base}${ada.path} HTTP/1.1\r\n${authorized()}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const endless = line(server.port, head);
  const chunk = `10000\r\n${" ".repeat(0x10000)}\r\n`;
  let hungUp = false;
  void endless.ended.then(() => {
    hungUp = true;
  });
  for (let count = 0; count < 200 && !hungUp; count += 1)
    await Promise.race([new Promise((resolve) => endless.socket.write(chunk, resolve)), endless.ended]);
  endless.socket.write("0\r\n\r\n");
  expect(statusOf(await Promise.race([endless.until("413"), endless.ended]))).toBe(413);
});

test("a body that is not needed is accepted and ignored", async () => {
  await opens();
  const { token } = ada;
  const big = "x".repeat(3_000_000);
  for (const [path, status] of [
    ["/tokens/generate", 200],
    ["/tokens/refresh", 200],
    ["/conversations", 200],
  ] as const)
    for (const raw of [big, "{", "null", "[]"])
      expect(
        (await ask(server.url, "POST", path, { token, raw, headers: { "content-type": "application/json" } })).status,
      ).toBe(status);
});

test("forged User-Agent and Host headers affect only the client's own response", async () => {
  await opens();
  for (const host of ["evil.example", "a b", "<script>", "x".repeat(3_000), "127.0.0.1:1@evil", "[::1", "../.."]) {
    const { status, body } = await ask(server.url, "POST", "/conversations", { ...ada, headers: { host } });
    expect(status, host).toBeLessThan(500);
    if (status === 200) expect(JSON.parse(JSON.stringify(body)).streamUrl).toContain(ada.conversationId);
  }
  const nameless = await line(
    server.port,
    `POST ${base}/conversations HTTP/1.0\r\nAuthorization: Bearer ${ada.token}\r\n\r\n`,
  ).ended;
  expect(nameless).not.toContain("undefined");
});

test("a made-up cookie counts as a new browser", async () => {
  await opens();
  const own = ada.cookie.split("=")[1] ?? "";
  for (const value of [
    own.slice(1),
    `${own}x`,
    `"${own}"`,
    "a".repeat(42),
    "../".repeat(14),
    `${own}%3D`,
    "\u00ff".repeat(43),
  ]) {
    const { status, headers, body } = await ask(server.url, "POST", "/tokens/generate", {
      headers: { cookie: `reconnect_browser=${value}` },
    });
    expect(status).toBe(200);
    expect(body.conversationId).not.toBe(ada.conversationId);
    expect(headers["set-cookie"]).toEqual([expect.stringMatching(/^reconnect_browser=[\w-]{43}; /)]);
  }
});
