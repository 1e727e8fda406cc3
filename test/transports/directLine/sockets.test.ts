/** Sockets: which clients get one, how many, and what happens to clients that misuse theirs. */
import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { startServer, within } from "../../support/server.ts";
import { base } from "./seen.ts";
import { ask, line, listens, talks } from "./wire.ts";

const key = "dGhlIHNhbXBsZSBub25jZQ==";

/** The request that a browser sends to open a socket. */
function upgrade(target: string, more: Record<string, string> = {}): string {
  const headers: Record<string, string> = {
    Host: "x",
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": key,
    ...more,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${target} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

const targetOf = (streamUrl: string): string => streamUrl.replace(/^ws:\/\/[^/]+/, "");

test("a refused socket request gets a readable reason and is disconnected, whatever its path", async () => {
  const { url, port } = await startServer();
  const ada = await talks(url);
  const stream = targetOf(ada.streamUrl);
  const [path = "", query = ""] = stream.split("?");
  const refused: [string, number][] = [
    ["/", 404],
    ["/healthz", 404],
    [`${base}/conversations`, 404],
    [`${base}${ada.path}`, 404],
    [`${path}/?${query}`, 404],
    [`/..${path}?${query}x`, 403],
    [`//evil.example${path}`, 401],
    [`${path.replace("/stream", "%2Fstream")}?${query}`, 404],
    [`${base}/conversations/%00/stream?${query}`, 403],
    [`${base}/conversations/%E0%A4%A/stream?${query}`, 403],
    [`${base}/conversations/__proto__/stream?${query}`, 403],
    [`${path}?${query.replace(/watermark=\d+/, "watermark=-1")}`, 400],
    [`${path}?${query.replace(/watermark=\d+/, "watermark=1e9")}`, 400],
    ["http://[", 404],
    ["*", 404],
  ];
  for (const [target, status] of refused) {
    const answer = await line(port, upgrade(target)).ended;
    expect(answer, target).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const body = JSON.parse(answer.split("\r\n\r\n")[1] ?? "");
    expect(body, target).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
  }
});

test("an invalid handshake is refused, and a request to upgrade to another protocol is answered as plain HTTP", async () => {
  const { url, port } = await startServer();
  const ada = await talks(url);
  const stream = targetOf(ada.streamUrl);
  for (const wrong of [{ "Sec-WebSocket-Key": "short" }, { "Sec-WebSocket-Version": "1" }])
    expect(await line(port, upgrade(stream, wrong)).ended).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(await line(port, upgrade(stream).replace("GET", "POST")).ended).toMatch(/^HTTP\/1\.1 40\d /);

  // Some HTTP clients offer HTTP/2 with every request.
  const offer = { Connection: "Upgrade, HTTP2-Settings", Upgrade: "h2c", "HTTP2-Settings": "AAMAAABkAAQAoAAAAAIAAAAA" };
  const asked = line(
    port,
    upgrade(`${base}${ada.path}?watermark=0`, { ...offer, Authorization: `Bearer ${ada.token}` }),
  );
  expect(await asked.until("watermark")).toMatch(/^HTTP\/1\.1 200 /);
  expect((await ask(url, "POST", ada.path, { ...ada, json: { type: "event" }, headers: { ...offer } })).status).toBe(
    200,
  );
});

test("a conversation has a limited number of sockets, and a closed socket makes room for another", async () => {
  const { url } = await startServer();
  const [ada, bo] = [await talks(url), await talks(url)];
  const open = [];
  for (let count = 0; count < 20; count += 1) open.push(await listens(ada.streamUrl));
  await expect(listens(ada.streamUrl)).rejects.toThrow("refused with 429");
  await listens(bo.streamUrl);

  open[0]?.socket.close();
  await open[0]?.closed;
  await expect.poll(() => listens(ada.streamUrl).then(() => "open", String)).toBe("open");
});

test("the limit holds for simultaneous requests", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const all = await Promise.allSettled(Array.from({ length: 30 }, () => listens(ada.streamUrl)));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
});

test("frames from a client are ignored, and too much data closes only that socket", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const [polite, rude, odd] = [
    await listens(ada.streamUrl),
    await listens(ada.streamUrl),
    await listens(ada.streamUrl),
  ];
  for (const frame of ["", "", JSON.stringify({ activities: [{ type: "message", text: "by socket" }] }), "\ud800"])
    polite.socket.send(frame);
  polite.socket.send(Buffer.from([0, 1, 2]), { binary: true });
  rude.socket.send("x".repeat(2_000));
  expect(await rude.closed).toBe(1009);
  odd.socket.close(1000, "bye");
  expect(await odd.closed).toBe(1000);

  await ada.says("0x904 0x7");
  const all = await ada.reads();
  await polite.hears(all.length);
  expect(polite.heard).toEqual(all);
  expect(all.map(({ text }) => text)).not.toContain("by socket");
});

test("frames that violate the protocol close only that socket", async () => {
  const { url, port } = await startServer();
  const ada = await talks(url);
  for (const bytes of [
    [0x81, 0x05, 1, 2, 3, 4, 5],
    [0xf1, 0x80, 0, 0, 0, 0],
    [0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0],
    [0x81, 0x81, 0, 0, 0, 0, 0xff],
    [0x88, 0x81, 0, 0, 0, 0, 1],
    [0x83, 0x80, 0, 0, 0, 0],
    [0x80, 0x80, 0, 0, 0, 0],
  ]) {
    const broken = line(port, upgrade(targetOf(ada.streamUrl)));
    await broken.until("101 Switching");
    broken.socket.write(Buffer.from(bytes));
    await broken.ended;
  }
  expect((await ada.reads()).length).toBe(1);
});

test("a client that sends pings without end but reads nothing is disconnected", async () => {
  const { url, port } = await startServer();
  const ada = await talks(url);
  const flood = line(port, upgrade(targetOf(ada.streamUrl)));
  await flood.until("101 Switching");
  flood.socket.pause();
  const ping = Buffer.concat([Buffer.from([0x89, 0xfd, 0, 0, 0, 0]), Buffer.alloc(125)]);
  const many = Buffer.concat(Array.from({ length: 8_000 }, () => ping));
  let ended = false;
  flood.socket.on("close", () => {
    ended = true;
  });
  for (let count = 0; count < 60 && !ended; count += 1)
    await Promise.race([new Promise((resolve) => flood.socket.write(many, resolve)), flood.ended]);
  await flood.ended;
  await ada.says("still here?");
});

test("a refused client that does not close the connection is disconnected", async () => {
  const { port } = await startServer();
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const cut = new Promise((resolve) => socket.on("error", resolve));
  socket.write(upgrade("/nowhere"));
  socket.resume();
  await once(socket, "end");
  const knocking = setInterval(() => socket.write("still here"), 10);
  await cut;
  clearInterval(knocking);
  socket.destroy();
});

test("a client that is gone before it is refused does not crash the server", async () => {
  const answer = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let slow = false;
  const { url, port } = await startServer({
    store: ({ conversations }) => ({
      conversations: within(conversations, {
        find: async (id) => {
          if (!slow) return conversations.find(id);
          asked.resolve();
          await answer.promise;
          throw new Error("disk gone");
        },
      }),
    }),
  });
  const ada = await talks(url);
  slow = true;
  const rude = line(port, upgrade(targetOf(ada.streamUrl)));
  await asked.promise;
  rude.socket.resetAndDestroy();
  await rude.ended;
  answer.resolve();
  slow = false;
  await ada.says("0x904");
});

test("lines stored while older ones are being read are sent too", async () => {
  const read = Promise.withResolvers<void>();
  const reading = Promise.withResolvers<void>();
  let slow = false;
  const { url } = await startServer({
    store: ({ conversations }) => ({
      conversations: within(conversations, {
        linesAfter: async (...asked) => {
          const lines = await conversations.linesAfter(...asked);
          if (slow) reading.resolve();
          if (slow) await read.promise;
          return lines;
        },
      }),
    }),
  });
  const ada = await talks(url);
  const listener = await listens(ada.streamUrl);
  await listener.hears(1);
  slow = true;
  await ada.says("0x904 0x7");
  await reading.promise;
  const last = await ada.says("did that, same error");
  slow = false;
  read.resolve();
  await expect.poll(() => listener.heard.map(({ id }) => id)).toContain(last);
  expect(listener.heard).toEqual(await ada.reads());
});

test("a client that leaves during its request leaves no socket behind", async () => {
  const { url, port, logged } = await startServer();
  const ada = await talks(url);
  for (let count = 0; count < 30; count += 1) {
    const rude = line(port, upgrade(targetOf(ada.streamUrl)));
    if (count % 2) rude.socket.once("connect", () => rude.socket.resetAndDestroy());
    else rude.socket.end();
  }
  await expect.poll(() => listens(ada.streamUrl).then(() => "open", String)).toBe("open");
  await ada.says("0x904");
  expect(logged()).not.toContain('"level":"error"');
});
