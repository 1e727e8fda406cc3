/** Clients send a message again when they do not know the outcome. It is still one message with one answer. */
import { expect, test } from "vitest";
import { emptyFolder } from "../../support/process.ts";
import { startServer } from "../../support/server.ts";
import { ask, talks } from "./wire.ts";

const named = (name: string) => ({ channelData: { clientActivityID: name } });

test("a message sent again with the same client id, at once or later, is answered once", async () => {
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

test("a message sent again after a restart is answered once", async () => {
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

test("a message that two servers on one store get at the same moment is answered once", async () => {
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

test("without a client id, the same text is two messages; a client id counts only in its own conversation", async () => {
  const { url } = await startServer();
  const [ada, bo] = [await talks(url), await talks(url)];
  expect(await ada.says("hello")).not.toBe(await ada.says("hello"));
  for (const name of ["", "x".repeat(201)])
    expect(await ada.says("hi", named(name))).not.toBe(await ada.says("hi", named(name)));
  await ada.says("0x904", named("a1"));
  await bo.says("hello", named("a1"));
  expect((await bo.reads()).map(({ text }) => text)).toContain("hello");
});

test("a client id that equals one of our own ids does not clash with it", async () => {
  const { url } = await startServer();
  const ada = await talks(url);
  const [greeting] = await ada.reads();
  for (const name of ["arrival", greeting?.id ?? "", "client:a1", "a1"]) await ada.says(`I am ${name}`, named(name));
  expect((await ada.reads()).filter(({ text }) => text?.startsWith("I am "))).toHaveLength(4);
});
