/** Clients send again what they are not sure of. Said once or three times, it is one message and one answer. */
import { expect, test } from "vitest";
import { emptyFolder } from "../../support/process.ts";
import { startServer } from "../../support/server.ts";
import { ask, talks } from "./wire.ts";

const named = (name: string) => ({ channelData: { clientActivityID: name } });

test("sent again, at once or later, under the name that its client gave it, a message is answered once", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => ada.says("0x904 0x7", named("a1"))));
  const all = await ada.reads();
  expect([second, third]).toEqual([first, first]);
  expect(all.filter(({ id }) => id === first)).toHaveLength(1);

  await ada.says("did that, same error", named("a2"));
  const more = await ada.reads();
  expect(await ada.says("something else by now", named("a1"))).toBe(first);
  expect(await ada.reads()).toEqual(more);
});

test("also after a restart", async () => {
  const folder = emptyFolder();
  const before = await startServer({ folder });
  const ada = await talks(before.url);
  const id = await ada.says("0x904 0x7", named("a1"));
  const all = await ada.reads();
  await before.stop();

  const { url } = await startServer({ folder });
  const json = { type: "message", text: "0x904 0x7", ...named("a1") };
  expect((await ask(url, "POST", ada.path, { ...ada, json })).body.id).toBe(id);
  expect((await ask(url, "GET", `${ada.path}?watermark=0`, ada)).body.activities).toEqual(all);
});

test("also when two servers on one store get it at the same moment", async () => {
  const folder = emptyFolder();
  const [left, right] = [await startServer({ folder }), await startServer({ folder })];
  const ada = await talks(left.url);
  const json = { type: "message", text: "0x904 0x7", ...named("a1") };
  const both = await Promise.all(
    [left, right, left, right].map(({ url }) => ask(url, "POST", ada.path, { ...ada, json })),
  );
  for (const { status } of both.filter(({ status }) => status !== 502)) expect(status).toBe(200);
  expect((await ask(right.url, "POST", ada.path, { ...ada, json })).status).toBe(200);
  const own = (await ada.reads()).filter(({ text }) => text === "0x904 0x7");
  expect(own).toHaveLength(1);
});

test("without a name the same words are said twice; a name counts in its own conversation only", async () => {
  const { url } = await startServer();
  const [ada, bo] = [await talks(url), await talks(url)];
  expect(await ada.says("hello")).not.toBe(await ada.says("hello"));
  for (const name of ["", "x".repeat(201)])
    expect(await ada.says("hi", named(name))).not.toBe(await ada.says("hi", named(name)));
  await ada.says("0x904", named("a1"));
  await bo.says("hello", named("a1"));
  expect((await bo.reads()).map(({ text }) => text)).toContain("hello");
});

test("a name that we use ourselves is the client's own nevertheless", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const [greeting] = await ada.reads();
  for (const name of ["arrival", greeting?.id ?? "", "client:a1", "a1"]) await ada.says(`I am ${name}`, named(name));
  expect((await ada.reads()).filter(({ text }) => text?.startsWith("I am "))).toHaveLength(4);
});
