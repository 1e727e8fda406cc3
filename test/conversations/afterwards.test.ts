import { expect, test } from "vitest";
import { openDesk } from "./desk.ts";

test("what is written after the hand-over is added to it until they start over", async () => {
  const { chat, tickets, store } = await openDesk();

  await chat.says("0x904", "technician");
  const [ticket] = await tickets();
  await chat.user("it is urgent, I have a deadline at noon");
  chat.bot(`Added to ${ticket?.reference}`);
  await chat.user("technician");
  chat.bot("A technician gets this already");
  const [only] = await store.cases();
  expect((await store.lines(only?.id ?? "")).some(({ text }) => text.includes("deadline"))).toBe(true);

  await chat.user("start over");
  chat.bot("What exactly does the Remote Desktop window say?");
  await chat.user("0x904");
  chat.bot("still starting");
  expect(await store.cases()).toHaveLength(2);
});

test("thanks after the end opens nothing, and a new problem does", async () => {
  const { chat, store } = await openDesk();

  await chat.says("0x904", "it works");
  await chat.user("thank you!");
  chat.bot("You are welcome");
  expect(await store.cases()).toHaveLength(1);
  await chat.user("it is back: 0x904");
  chat.bot("error code 0x904");
  expect(await store.cases()).toHaveLength(2);
});

test("somebody who begins by asking for a person gets one", async () => {
  const { chat, tickets } = await openDesk();

  await chat.user("I need a technician");
  chat.bot("Your reference is");
  expect((await tickets())[0]?.reason.id).toBe("asked-for");
});

test("declining the technician at the end leaves the door open", async () => {
  const { chat, tickets } = await openDesk();

  await chat.says("0x904", "same error", "straight", "nobody", "1", "no");
  await chat.user("not now");
  chat.bot("I have nothing further by myself");
  chat.botDoesNotSay("Shall I hand it over?");
  await chat.user("ok, technician please");
  chat.bot("Your reference is");
  expect(await tickets()).toHaveLength(1);
});

test("a turn that fails is kept, said, and leaves the person where they were", async () => {
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

test("what cannot be sent stays marked as unsent", async () => {
  const { chat, store } = await openDesk();
  const { markSent } = store;
  await chat.user("0x904");
  expect(await store.unsent()).toEqual([]);
  store.markSent = async () => Promise.reject(new Error("killed here"));
  await chat.user("same error");
  store.markSent = markSent;
  const [left] = await store.unsent();
  expect(left?.lines.map(({ text }) => text.slice(0, 20))).toEqual(["Does the connection "]);
});
