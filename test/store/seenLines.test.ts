/** The store keeps how far a person and a technician have seen each other's lines. */
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/store/openStore.ts";
import { turn, withTree } from "./turns.ts";

/** Lines 1 to 3: the person, the bot, a technician. Line 4: the person again. */
async function openTalk() {
  const store = await withTree(await openStore(":memory:"));
  onTestFinished(() => store.close());
  const first = turn(0);
  const [person, bot] = first.lines;
  if (!person || !bot) throw new Error("a turn has lines");
  await store.commit({ ...first, lines: [person, bot, { ...bot, id: "reply", who: "technician" }] });
  await store.commit(turn(1, { bot: 0 }));
  return store.conversations;
}

test("a person has seen a technician's line from the first time on, whatever comes after it", async () => {
  const conversations = await openTalk();
  expect(await conversations.findSeen("c1")).toEqual({ person: null, technician: null });
  expect(await conversations.noteSeenByPerson("c1", 2, "10:40")).toBe(false);
  expect(await conversations.noteSeenByPerson("c1", 3, "10:42")).toBe(true);
  expect(await conversations.noteSeenByPerson("c1", 4, "10:50")).toBe(false);
  expect((await conversations.findSeen("c1")).person).toEqual({ seq: 3, at: "10:42" });
});

test("a technician has seen a person's lines, and an earlier report does not take that back", async () => {
  const conversations = await openTalk();
  expect(await conversations.noteSeenByTechnician("c1", 4, "Kim")).toBe(true);
  expect(await conversations.noteSeenByTechnician("c1", 1, "Sam")).toBe(false);
  expect((await conversations.findSeen("c1")).technician).toEqual({ seq: 4, by: "Kim" });
  expect(await conversations.noteSeenByTechnician("unknown", 4, "Kim")).toBe(false);
  expect(await conversations.findSeen("unknown")).toEqual({ person: null, technician: null });
});
