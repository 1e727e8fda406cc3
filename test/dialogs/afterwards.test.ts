import { expect, test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { makeCaseKey } from "../../src/store/caseKey.ts";
import { openDesk } from "../support/desk.ts";

test("messages after the hand-over are added to the ticket until the person starts over", async () => {
  const { chat, tickets, store } = await openDesk();

  await chat.says("0x904", "technician", "yes");
  const [ticket] = await tickets();
  await chat.user("it is urgent, I have a deadline at noon");
  chat.bot(`Added to ${ticket?.reference}`);
  await chat.user("technician");
  chat.bot(`${ticket?.reference} has been at the technicians' desk for a moment`, "It's next in line");
  await chat.user("my phone is 555 0100, call me after 3");
  chat.bot(`Added to ${ticket?.reference}`);
  const [only] = await store.cases.list();
  expect((await store.conversations.linesOfCase(only?.id ?? "")).some(({ text }) => text.includes("deadline"))).toBe(
    true,
  );

  await chat.says("withdraw", "start over", "start over");
  chat.bot("What exactly does the Remote Desktop window say?");
  await chat.user("0x904");
  chat.bot("still starting");
  expect(await store.cases.list()).toHaveLength(2);
});

test("a person who begins by asking for a technician gets one", async () => {
  const { chat, tickets } = await openDesk();

  await chat.user("I need a technician");
  chat.bot("Not handed over yet. Hand over as ada?", "1. Hand over");
  await chat.user("yes");
  chat.bot("Your reference is");
  expect((await tickets())[0]?.reason.id).toBe("asked-for");
});

test("a person who declines the technician at the end can ask for one later", async () => {
  const { chat, tickets } = await openDesk();

  await chat.says("0x904", "same error", "straight", "nobody", "1", "no");
  await chat.user("not now");
  chat.bot("I've run out of ideas of my own");
  chat.botDoesNotSay("Not handed over yet");
  await chat.user("ok, technician please");
  chat.bot("Your reference is");
  expect(await tickets()).toHaveLength(1);
});

test("a turn that fails is stored and reported, and the conversation stays at the same move", async () => {
  const desk = await openDesk();
  await desk.chat.says("0x904", "same error");
  const { commit } = desk.store;
  let broken = true;
  desk.store.commit = async (turn) => {
    if (broken) throw new Error("the disk is full");
    return commit.call(desk.store, turn);
  };
  await desk.chat.user("a vpn");
  desk.chat.bot("Something went wrong on our side");
  broken = false;
  await desk.chat.user("a vpn");
  desk.chat.bot("Who gets in and who does not?");
});

test("a message that cannot be sent stays marked as unsent", async () => {
  const { chat, store } = await openDesk();
  const { markSent } = store.conversations;
  await chat.user("0x904");
  expect(await store.conversations.listUnsent()).toEqual([]);
  store.conversations.markSent = async () => Promise.reject(new Error("killed here"));
  await chat.user("same error");
  store.conversations.markSent = markSent;
  const [left] = await store.conversations.listUnsent();
  expect(left?.lines.map(({ text }) => text.slice(0, 20))).toEqual(["Does the connection "]);
});

test("a message that did not arrive is sent once, before the next answer", async () => {
  const { chat, store } = await openDesk();
  const { markSent } = store.conversations;
  store.conversations.markSent = async () => Promise.reject(new Error("killed here"));
  await chat.user("0x904");
  store.conversations.markSent = markSent;
  await chat.user("same error");
  chat.bot("error code 0x904", "Does the connection go through");
  expect(await store.conversations.listUnsent()).toEqual([]);
  await chat.user("a vpn");
  chat.botDoesNotSay("error code 0x904");
});

test.each([
  ["conversations", "hasTaken"],
  ["cases", "current"],
  ["conversations", "unsentTo"],
] as const)("a store that fails at %s.%s is reported, and the bot claims nothing", async (aggregate, method) => {
  const { chat, store } = await openDesk();
  const works = Reflect.get(store[aggregate], method);
  Object.assign(store[aggregate], { [method]: async () => Promise.reject(new Error("the disk is gone")) });
  await chat.user("0x904");
  chat.bot("Something went wrong on our side");
  expect(chat.heard).toHaveLength(1);
  Object.assign(store[aggregate], { [method]: works });
  await chat.user("0x904");
  chat.bot("error code 0x904");
});

test("a mention without a person does not fail the turn", async () => {
  const { chat } = await openDesk();
  await chat.user("0x904", { entities: [{ type: "mention" }] });
  chat.bot("error code 0x904");
});

test("a dialog state that cannot be restored is dropped, and the case continues", async () => {
  const { chat, store } = await openDesk();
  await chat.says("0x904", "same error");
  const { commit } = store;
  store.commit = async (turn) =>
    commit.call(store, { ...turn, dialogState: { dialogStack: [{ id: "gone since the last release", state: {} }] } });
  await chat.user("why");
  store.commit = commit;

  await chat.user("a vpn");
  chat.bot("Something went wrong on our side");
  await chat.user("a vpn");
  chat.botDoesNotSay("Something went wrong");
  const known = (await store.cases.current(makeCaseKey("terminal", "one", "ada")))?.history ?? [];
  expect(known.filter(({ kind }) => kind === "opened")).toHaveLength(1);
  expect(await store.cases.list()).toHaveLength(1);
});

test("two simultaneous messages of one person are answered one after the other", async () => {
  const { chat, person, store } = await openDesk();
  await chat.user("0x904");
  const { commit } = store;
  const { current, dialogState } = store.cases;
  const slowly = () => new Promise((resolve) => setTimeout(resolve, 20));
  store.cases.current = async (key) => {
    const stored = await current.call(store.cases, key);
    await slowly();
    return stored;
  };
  store.cases.dialogState = async (key) => {
    await slowly();
    return dialogState.call(store.cases, key);
  };
  const refused: unknown[] = [];
  store.commit = async (turn) =>
    commit.call(store, turn).catch((error) => {
      refused.push(error);
      throw error;
    });
  const again = person("ada");
  await Promise.all([chat.user("same error", { id: "first" }), again.user("a vpn", { id: "second" })]);
  expect(refused).toEqual([]);
  const stored = await current.call(store.cases, makeCaseKey("terminal", "one", "ada"));
  const lines = await store.conversations.linesOfCase(stored?.id ?? "");
  expect(lines.slice(-4).map(({ who, text }) => `${who}: ${text.slice(0, 12)}`)).toEqual([
    "person: same error",
    "bot: Does the con",
    "person: a vpn",
    expect.stringMatching(/^bot: /),
  ]);
  expect(lines.at(-1)?.text).toContain("Who gets in and who does not?");
});

test("the request to start over after a hand-over is stored with the old case", async () => {
  const { chat, store } = await openDesk();
  await chat.says("0x904", "technician", "yes", "withdraw", "start over", "start over");
  const [fresh, left] = await store.cases.list();
  expect((await store.conversations.linesOfCase(left?.id ?? "")).findLast(({ who }) => who === "person")?.text).toBe(
    "start over",
  );
  expect((await store.conversations.linesOfCase(fresh?.id ?? "")).filter(({ who }) => who === "person")).toEqual([]);
});

test("people and conversations with a bar in their ids are not confused", async () => {
  const { person, store } = await openDesk();
  await person("c", "a|b").user("0x904");
  await person("b|c", "a").user("hello");
  expect(new Set((await store.cases.list()).map(({ key }) => key)).size).toBe(2);
});

test.each(["great bot", "5 stars", "👍", "thanks", "how do i rate you"])(
  "%s after the end opens no case",
  async (words) => {
    const { chat, store } = await openDesk();
    await chat.says("0x904", "it works now, thanks", words);
    expect(await store.cases.list()).toHaveLength(1);
    chat.botDoesNotSay("What exactly does");
  },
);

test.each(["back", "take back", "Take it back"])(
  '"%s" right after the end goes on where the case was',
  async (words) => {
    const { chat, store } = await openDesk({ treeFile: embeddedTree });
    await chat.says("0x904 0x7", "one at a time, please", "it works now", words);
    chat.bot('Taken back: "Yes, it works".', "Who gets in and who doesn't?");
    expect(await store.cases.list()).toHaveLength(1);
    await chat.user("no one gets in");
    chat.bot("Server report");
  },
);
