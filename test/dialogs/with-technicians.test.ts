/** Cases that pass between the bot and technicians: every message has a reader, and every fact is kept. */
import { expect, test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { textLimits } from "../../src/tickets/textLimits.ts";
import { openDesk } from "../support/desk.ts";
import { comesToThePause } from "../support/thePause.ts";

const toTheEnd = ["0x904", "same error", "straight", "nobody", "1", "no"];

async function handedOver(parts: Parameters<typeof openDesk>[0] = {}) {
  const desk = await openDesk(parts);
  await desk.chat.says(...toTheEnd, "yes");
  const reference = (await desk.store.tickets.list())[0]?.reference ?? "";
  const state = async () => (await desk.store.tickets.find(reference))?.state;
  return { ...desk, reference, state, kim: desk.technician("Kim"), sam: desk.technician("Sam") };
}

test("after a technician takes up a case again, the next message goes to the technician and answers no question", async () => {
  const { chat, reference, kim, state, attendance } = await handedOver();
  attendance.enter("Kim");
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "hand-back" });
  chat.listens();
  expect(await kim.does(reference, { kind: "reopen" })).toBe("done");
  for (const words of ["yes", "it works", "nobody can print the pay slips any more"]) {
    await chat.user(words);
    expect([chat.heard, await state()]).toEqual([[], "with-technician"]);
  }
});

test("the desk counts the open tickets, and those that no technician has claimed", async () => {
  const { person, reference, kim } = await handedOver();
  await person("bob", "two").says("0x904", "technician", "yes");
  expect(await kim.count()).toMatchObject({ open: 2, waiting: 2 });
  await kim.does(reference, { kind: "claim" });
  expect(await kim.count()).toMatchObject({ open: 2, waiting: 1, mine: 1, closed: 0 });
});

test("the person is told if their technician is away, and a colleague can take over", async () => {
  const { chat, reference, kim, sam, pass } = await handedOver();
  await kim.does(reference, { kind: "claim" });
  chat.listens();
  await pass(5);
  await chat.user("any news?");
  chat.bot("Kim has your case but isn't at the desk right now");
  expect(await sam.does(reference, { kind: "claim" })).toBe("Kim was faster and has this ticket.");
  expect((await sam.sees(reference)).may["take-over"]).toBe(true);
  expect(await sam.does(reference, { kind: "take-over" })).toBe("done");
  chat.listens();
  chat.bot("Sam takes over from Kim. You're talking with Sam now.");
  chat.botDoesNotSay("a technician, is here now");
  expect(await kim.does(reference, { kind: "say", text: "me again" })).toBe("Sam has this ticket.");
  await chat.user("withdraw");
  chat.bot("Sam has your case", "Anything else you write goes to Sam");
  await chat.user("withdraw");
  chat.bot(`${reference} is withdrawn`);
});

test("a person who is asked whether it works can wait, ask, and say no in their own words", async () => {
  const { chat, reference, kim, state } = await handedOver();
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "resolve", cause: null, note: "A cable was loose." });
  chat.listens();
  await chat.user("I am not at the computer");
  chat.bot("Take your time", "Is it solved?");
  await chat.user("any news?");
  chat.bot("Kim says it's done. Now tell me whether it works");
  await chat.user("it broke again 5 minutes later!!");
  chat.bot("Then we go on");
  expect(await state()).toBe("waiting");
  const view = await kim.sees(reference);
  expect(view.resolvedBefore).toMatchObject([{ by: "Kim", note: "A cable was loose." }]);
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "resolve", cause: null, note: "Another cable." });
  await chat.user("yes thanks!! you saved me");
  chat.bot("Great, it works");
  expect(await state()).toBe("closed");
});

test("a note at its limit reaches the person whole; a longer one is refused with its length, and nothing is stored", async () => {
  const { chat, reference, kim, state } = await handedOver();
  await kim.does(reference, { kind: "claim" });
  const note = `${"x".repeat(textLimits.note - 8)} the end`;
  expect(await kim.does(reference, { kind: "resolve", cause: null, note: `${note}.` })).toBe(
    "The note is 4,001 characters long. Shorten it to 4,000 at most.",
  );
  expect(await state()).toBe("with-technician");
  expect(await kim.does(reference, { kind: "resolve", cause: null, note: `${note}\n` })).toBe("done");
  chat.listens();
  chat.bot(note);
  expect((await kim.sees(reference)).resolved?.note).toBe(note);
});

test("a reply at its limit reaches the person whole; a longer one is refused with its length, and nothing is stored", async () => {
  const { reference, kim, store } = await handedOver();
  await kim.does(reference, { kind: "claim" });
  const lines = async () => store.conversations.linesOfCase((await store.tickets.find(reference))?.caseId ?? "");
  const before = await lines();
  const text = `${"x".repeat(textLimits.reply - 8)} the end`;
  expect(await kim.does(reference, { kind: "say", text: `${text}.` })).toBe(
    "Your reply is 4,001 characters long. Send it in parts of at most 4,000.",
  );
  expect(await lines()).toEqual(before);
  expect(await kim.does(reference, { kind: "say", text })).toBe("done");
  expect((await lines()).at(-1)).toMatchObject({ who: "technician", text });
});

test("stop at the question whether it works closes the case", async () => {
  const { chat, reference, kim, state } = await handedOver();
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "resolve", cause: null, note: "A cable was loose." });
  await chat.user("stop");
  chat.bot("All right, I'll stop here");
  expect(await state()).toBe("closed");
});

test("a person who changes their mind is not handed over, however they say so", async () => {
  for (const words of ["never mind", "cancel", "stop", "start over", "bye", "no, go on"]) {
    const { chat, tickets, pass } = await openDesk();
    await chat.says("0x904", "same error", "technician", words);
    await pass(120);
    expect([words, await tickets()]).toEqual([words, []]);
  }
});

test("a second offer that is declined leaves the ticket with the bot", async () => {
  const { chat, store, technician } = await openDesk();
  await chat.says("0x904", "same error", "technician", "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  const kim = technician("Kim");
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "hand-back" });
  await chat.says("technician", "no, go on");
  expect((await store.tickets.find(reference))?.state).toBe("with-bot");
});

test("a change counts as put back only if the whole message says so", async () => {
  for (const [words, isBack] of [
    ["Nobody has put it back yet", false],
    ["Please put it back for me", false],
    ["I never switched it on again", false],
    ["who has put it back", false],
    ["my boss put the meeting back to noon", false],
    ["ok, I have put it back", true],
    ["done. it is back on again", true],
  ] as const) {
    const { chat, store } = await openDesk();
    await comesToThePause(chat);
    await chat.says("done", "technician", "yes", words);
    expect([words, (await store.tickets.list())[0]?.openChanges]).toEqual([words, isBack ? 0 : 1]);
  }
});

test("names of JavaScript object members are not facts, answers or causes", async () => {
  const { reference, kim } = await handedOver();
  await kim.does(reference, { kind: "claim" });
  for (const name of ["constructor", "toString", "hasOwnProperty", "__proto__"]) {
    expect(await kim.does(reference, { kind: "record", fact: name, answers: ["not-sure"] })).toContain(
      "isn't in the tree",
    );
    expect(await kim.does(reference, { kind: "record", fact: "goes-through", answers: [name] })).toContain(
      "isn't in the tree",
    );
    expect(await kim.does(reference, { kind: "resolve", cause: name, note: "x" })).toContain(
      "That cause isn't in the tree",
    );
  }
  expect((await kim.sees(reference)).state).toBe("with-technician");
});

test("in a group a technician's message goes to the person of the case, not to the last speaker", async () => {
  const { person, store, technician } = await openDesk({ channelId: "msteams" });
  const group = { conversation: { id: "team", name: "", isGroup: true, conversationType: "groupChat" } };
  const [ada, bob] = [person("ada", "team"), person("bob", "team")];
  await ada.user("0x904", group);
  await ada.user("technician", group);
  await ada.user("yes", group);
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  await bob.user("0x904", group);
  const kim = technician("Kim");
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "say", text: "for Ada only" });
  const lines = await store.conversations.linesOfCase((await store.tickets.find(reference))?.caseId ?? "");
  const line = lines.find(({ text }) => text === "for Ada only");
  expect(line?.activity).toMatchObject({ recipient: { id: "ada", name: "ada" } });
});

test("without a desk the bot promises no answer in the chat", async () => {
  const { chat } = await openDesk({ hasDesk: false });
  await chat.says("0x904", "technician", "yes");
  chat.bot("Your reference is", "The answer won't come in this chat");
  await chat.user("any news?");
  chat.bot("is stored for the help desk", "The answer won't come in this chat");
  chat.botDoesNotSay("technicians' desk for");
});

test("outside the desk hours the bot says when the desk opens and what its hours are", async () => {
  const hours = [0, 1, 2, 3, 4].map((day) => ({ day, from: 13 * 60, until: 18 * 60 }));
  const { chat } = await openDesk({ deskHours: { hours, timeZone: "UTC" } });
  await chat.says("0x904", "technician", "yes");
  chat.bot("is closed now and opens today at 13:00", "Monday to Friday 13:00 to 18:00 (UTC)");
});

test("what a technician did in vain is listed among what was tried, and is no longer the likely cause", async () => {
  const { chat, reference, kim } = await handedOver();
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "resolve", cause: "dns-wrong-host", note: "Corrected the record." });
  await chat.user("no, same error");
  await kim.does(reference, { kind: "hand-back" });
  chat.listens();
  await chat.user("what have we tried");
  chat.bot("done by Kim, didn't help");
  const { causes } = await kim.sees(reference);
  expect(causes.find(({ id }) => id === "dns-wrong-host")?.standing).toBe("tried");
});

test('"nope" and more is a no to the question whether it is solved', async () => {
  const { chat, reference, kim, state } = await handedOver();
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "resolve", cause: null, note: "A cable was loose." });
  await chat.user("nope, same thing. and now it says 0x204");
  chat.botDoesNotSay("Is it solved?");
  expect(await state()).not.toBe("resolved");
});

test("a button of an earlier card is no message for the technician who is there", async () => {
  const { chat, reference, kim, attendance } = await handedOver();
  attendance.enter("Kim");
  await kim.does(reference, { kind: "claim" });
  chat.listens();
  await chat.user("Hand over", {
    value: { reconnect: { move: "hand-over:asked-for", choice: "yes", label: "Hand over" } },
  });
  chat.bot("That button belongs to an earlier question. Kim is here now");
});

test("what a waiting person adds is known at the desk", async () => {
  const { chat, technician, store } = await openDesk({ treeFile: embeddedTree });
  await chat.says("0x904 0x7", "technician", "yes", "I forgot: the server is srv-fin-02");
  const [ticket] = await store.tickets.list();
  chat.bot(`Added to ${ticket?.reference}`);
  expect(JSON.stringify((await technician("Kim").sees(ticket?.reference ?? "")).now)).toContain("srv-fin-02");
});
