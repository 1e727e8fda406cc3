import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/store/openStore.ts";
import type { KeptPhrasing, RejectedPhrasing } from "../../src/store/phrasings.ts";
import type { Store } from "../../src/store/store.ts";
import { olderStore } from "./olderStore.ts";
import { turn, withTree } from "./turns.ts";

const kept: KeptPhrasing = {
  key: "k1",
  wording: "cause:rd-gateway",
  treeHash: "h1",
  model: "gpt-4o",
  tone: "calm",
  text: "Something on the way cuts the connection.",
  at: "2026-03-02T09:30:00.000Z",
};
const { key: _, ...words } = kept;
const rejected: RejectedPhrasing = {
  ...words,
  template: "The gateway cuts the connection.",
  text: "Reinstall Windows.",
  reason: "changed",
  detail: "it is not the same",
};

async function open(path = ":memory:"): Promise<Store> {
  const store = await openStore(path);
  onTestFinished(() => store.close());
  return store;
}

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "reconnect-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "reconnect.db");
}

test("a kept text is found under its key, by the next process too", async () => {
  const path = newFile();
  const first = await open(path);
  await first.phrasings.keep(kept);
  await first.close();
  const store = await open(path);
  expect(await store.phrasings.find("k1")).toBe(kept.text);
  expect(await store.phrasings.find("k2")).toBeUndefined();
});

test("keeping a text again replaces only the text under the same key", async () => {
  const store = await open();
  await store.phrasings.keep(kept);
  await store.phrasings.keep({ ...kept, key: "k2" });
  await store.phrasings.keep({ ...kept, text: "It is cut on the way.", model: "gpt-5" });
  expect(await store.phrasings.find("k1")).toBe("It is cut on the way.");
  expect(await store.phrasings.find("k2")).toBe(kept.text);
});

test("kept texts can be deleted, of one wording or all, and the number is returned", async () => {
  const store = await open();
  expect(await store.phrasings.forget()).toBe(0);
  await store.phrasings.keep(kept);
  await store.phrasings.keep({ ...kept, key: "k2", tone: "worried" });
  await store.phrasings.keep({ ...kept, key: "k3", wording: "noted" });
  await store.phrasings.keep({ ...kept, key: "k4", wording: "finding" });
  await store.phrasings.keepRejected(rejected);
  expect(await store.phrasings.forget("unknown")).toBe(0);
  expect(await store.phrasings.forget(kept.wording)).toBe(2);
  expect(await store.phrasings.find("k1")).toBeUndefined();
  expect(await store.phrasings.find("k3")).toBe(kept.text);
  expect(await store.phrasings.forget()).toBe(2);
  expect(await store.phrasings.find("k4")).toBeUndefined();
  expect(await store.phrasings.listRejected(10)).toHaveLength(1);
});

test("rejected texts come newest first, up to the limit, whatever the clock says", async () => {
  const store = await open();
  expect(await store.phrasings.listRejected(10)).toEqual([]);
  await store.phrasings.keepRejected({ ...rejected, text: "first", at: "2030-01-01" });
  await store.phrasings.keepRejected({ ...rejected, text: "second", at: "1999-01-01" });
  await store.phrasings.keepRejected(rejected);
  expect((await store.phrasings.listRejected(2)).map(({ text }) => text)).toEqual([rejected.text, "second"]);
  expect((await store.phrasings.listRejected(1))[0]).toEqual({ ...rejected, times: 1 });
});

test("the same text for the same wording is counted, and the last rejection is shown", async () => {
  const store = await open();
  await store.phrasings.keepRejected(rejected);
  await store.phrasings.keepRejected({ ...rejected, wording: "cause:tunnel" });
  const again = { ...rejected, model: "gpt-5", tone: "annoyed", reason: "command", at: "2026-04-01" };
  await store.phrasings.keepRejected(again);
  expect(await store.phrasings.listRejected(10)).toEqual([
    { ...again, times: 2 },
    { ...rejected, wording: "cause:tunnel", times: 1 },
  ]);
});

test("only the newest thousand rejected texts stay", async () => {
  const store = await open();
  for (let n = 0; n < 1_005; n += 1) {
    await store.phrasings.keepRejected({ ...rejected, text: `text ${n}` });
    await store.phrasings.keepRejected({ ...rejected, text: "again and again" });
  }
  const all = await store.phrasings.listRejected(5_000);
  expect(all).toHaveLength(1_000);
  expect(all[0]).toMatchObject({ text: "again and again", times: 1_005 });
  expect([all[1]?.text, all.at(-1)?.text]).toEqual(["text 1004", "text 6"]);
});

test("turns commit in between, and neither waits for the other", async () => {
  const store = await withTree(await open());
  const turns = Array.from({ length: 20 }, (_, n) => store.commit(turn(n)));
  const texts = turns.map((_, n) => store.phrasings.keepRejected({ ...rejected, text: `text ${n}` }));
  await Promise.all([...turns, ...texts, store.phrasings.keep(kept)]);
  expect((await store.cases.current("k1"))?.history).toHaveLength(20);
  expect(await store.phrasings.listRejected(50)).toHaveLength(20);
});

test("a store of the previous version gets the new tables and keeps its data", async () => {
  const path = newFile();
  await olderStore(path, "0002-conversations-of-a-browser", "insert into trees values ('h1', 't', '1', 'old')");

  const store = await open(path);
  await store.phrasings.keep(kept);
  expect(await store.phrasings.find("k1")).toBe(kept.text);
  expect(await store.trees.findText("h1")).toBe("old");
});
