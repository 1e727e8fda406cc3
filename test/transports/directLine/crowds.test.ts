/** More concurrent messages than people send. */
import { expect, test } from "vitest";
import { startServer, within } from "../../support/server.ts";
import { base } from "./seen.ts";
import { type Answer, line, talks } from "./wire.ts";

test("a client that sends thirty messages without an answer must wait, and its accepted messages are answered in order", async () => {
  const answering = Promise.withResolvers<void>();
  let slow = false;
  const { url } = await startServer({
    store: ({ conversations }) => ({
      conversations: within(conversations, {
        hasTaken: async (conversation, activity) => {
          if (slow) await answering.promise;
          return conversations.hasTaken(conversation, activity);
        },
      }),
    }),
  });
  const [ada, bo] = [await talks(url), await talks(url)];
  slow = true;
  const waiting: Answer[] = [];
  const posts = Array.from({ length: 30 }, async (_, at) => {
    waiting.push(await ada.post({ type: "message", text: `message ${at}` }));
  });
  await expect.poll(() => waiting.length).toBe(10);
  for (const answer of waiting)
    expect(answer).toMatchObject({ status: 429, body: { error: { code: "TooManyRequests" } } });
  const other = bo.says("0x904");

  slow = false;
  answering.resolve();
  await Promise.all([...posts, other]);
  const own = (await ada.reads()).filter(({ text }) => text?.startsWith("message "));
  expect(waiting.slice(10).map(({ body }) => body.id)).toEqual(own.map(({ id }) => id));
  expect(own).toHaveLength(20);
  await ada.says("and now?");
});

test("a hundred pipelined messages on one connection get a hundred answers in order", async () => {
  const { url, port } = await startServer();
  const ada = await talks(url);
  const request = (at: number) => {
    const body = JSON.stringify({
      type: "message",
      text: `message ${at}`,
      channelData: { clientActivityID: `m${at}` },
    });
    const head = `POST ${base}${ada.path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ada.token}`;
    const last = at === 99 ? "\r\nConnection: close" : "";
    return `${head}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}${last}\r\n\r\n${body}`;
  };
  const answers = await line(port, Array.from({ length: 100 }, (_, at) => request(at)).join("")).ended;
  const ids = [...answers.matchAll(/HTTP\/1\.1 (\d+)[\s\S]*?\r\n\r\n\{(?:"id":"([^"]+)")?/g)].map(([, status, id]) => ({
    status,
    id,
  }));
  expect(ids).toHaveLength(100);
  for (const { status } of ids) expect(["200", "429"]).toContain(status);
  const own = (await ada.reads()).filter(({ text }) => text?.startsWith("message "));
  expect(ids.flatMap(({ id }) => id ?? [])).toEqual(own.map(({ id }) => id));
});

test("many concurrent people each have their own conversation", async () => {
  const { url } = await startServer();
  const people = await Promise.all(Array.from({ length: 20 }, () => talks(url)));
  await Promise.all(people.map((one, at) => one.says(`I am number ${at}`)));
  for (const [at, one] of people.entries()) {
    const own = (await one.reads()).filter(({ from }) => from.id !== "reconnect");
    expect(own.map(({ text }) => text)).toEqual([`I am number ${at}`]);
  }
});
