/** What people said who had never seen the bot, and what it must not make of it. */
import { expect, test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

test.each([
  "I would rather not bother a technician just yet",
  "Ich möchte weiter machen.",
  "Ich verstehe kein Englisch, können Sie bitte auf Deutsch?",
  "まだ引き継がないでください。続けます。",
  "いいえ",
  "please don't, I can wait",
  "no, not a technician",
  "not a technician please, give me the command",
  "I don't want a technician, give me the step from last week",
])('"%s" hands nothing over', async (words) => {
  const { chat, tickets } = await openDesk();
  await chat.says("0x904", "technician", words);
  chat.botDoesNotSay("Your reference is");
  expect(await tickets()).toEqual([]);
});

test.each([
  "I didn't want you to do that. Can it be undone please?",
  "Bitte zurückziehen, kein Techniker jetzt",
  "take it back please",
])('"%s" withdraws the ticket', async (words) => {
  const { chat, store } = await openDesk();
  await chat.says("0x904", "technician", "yes", words);
  chat.bot("is withdrawn");
  expect((await store.tickets.list())[0]?.state).toBe("withdrawn");
});

test("a person who asks whether their number was passed on gets the answer", async () => {
  const { chat, tickets } = await openDesk({ isNamed: false });
  await chat.says("0x904", "get me a human being NOW. Gary Pruitt 07700 900461");
  chat.bot("Hand over as Gary Pruitt, 07700 900461?");
  await chat.says("yes", "did you pass on my number?");
  chat.bot("I passed on what you told me: Gary Pruitt; 07700 900461");
  expect((await tickets())[0]?.person).toMatchObject({ name: "Gary Pruitt", contact: "07700 900461" });
  await chat.user("mein Name ist Inge Hollmann");
  chat.bot("Added to", "Inge Hollmann");
});

test('"im Büro" is no name', async () => {
  const { chat } = await openDesk({ isNamed: false });
  await chat.says("0x904 ich komme nicht mehr auf meinen PC im Büro", "technician");
  chat.bot("Hand it over?");
});

test.each(["its PC-JO05", "PC-JO05 i thnk", "it's in the mail, NGTS02"])('"%s" names the computer', async (words) => {
  const { chat, store } = await openDesk();
  await chat.user("0x904, for days. straight, same network. others can connect, only me not. no admin of this PC");
  await chat.says("I can't do this", "done", "yes");
  chat.bot("What is the remote computer called");
  await chat.user(words);
  chat.botDoesNotSay("won't work in a command");
  const { history } = (await store.cases.find((await store.cases.list())[0]?.id ?? "")) ?? { history: [] };
  expect(history).toContainEqual(
    expect.objectContaining({ kind: "filled", blank: "host", value: /[\w]+-?\w*\d\d/.exec(words)?.[0] }),
  );
});

test.each([
  "no wait, I tried again and now it works! sorry, I had typed the wrong name before",
  "ran it, Ok. Yes! in again",
  "it works, I told you",
  "thank you so much, it is working now",
])('"%s" ends the case well, wherever it is said', async (words) => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  await chat.says("0x904 0x7 by vpn", words);
  chat.bot("Great, it works");
});

test("not everything with those words is a success", async () => {
  for (const words of [
    "it works from another network",
    "it works, but it drops after a minute",
    "it worked until yesterday",
    "does it work now?",
  ]) {
    const { chat } = await openDesk({ treeFile: embeddedTree });
    await chat.says("0x904 0x7 by vpn", words);
    expect([words, chat.text().includes("Great, it works")]).toEqual([words, false]);
  }
});

test("a correction takes back one reading and adds the others", async () => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  await chat.says("0x904 0x7 by vpn", "no wait, not VPN, a gateway");
  chat.bot("Taken back: VPN.", "RD Gateway");
  await chat.user("what have we tried");
  chat.botDoesNotSay("By VPN");
});

test("success in other words closes the case that a technician has resolved", async () => {
  const { chat, store, technician } = await openDesk({ treeFile: embeddedTree });
  await chat.says("0x904", "technician", "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  await technician("Kim").does(reference, { kind: "claim" });
  await technician("Kim").does(reference, { kind: "resolve", cause: null, note: "A cable was loose." });
  await chat.user("yess works!! 🎉");
  chat.bot("Great, it works");
});

test("a list of questions is asked once, and what is left comes one after another", async () => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  const list = "A few short questions at once";
  await chat.user("0x904 0x7");
  chat.bot(list);
  await chat.user("Yes, one at a time, please.");
  chat.botDoesNotSay("what to make of");
  chat.botDoesNotSay(list);
});

test("a code that was only pressed is passed on", async () => {
  const { chat } = await openDesk();
  await chat.says("hello", "1", "technician", "what is passed on?");
  chat.bot("I'll pass on:", "It says 0x904");
});

test('"nothing changed" is a fact where nothing was tried yet', async () => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  await chat.says("0x904 0x7 from home over vpn, others get in", "nothing changed");
  chat.bot("I read: nothing changed");
});

test.each(["no, not a technician", "no technician", "no not a technician please"])(
  '"%s" calls none, and answers no question that was asked',
  async (words) => {
    const { chat } = await openDesk({ treeFile: embeddedTree });
    await chat.says("0x904 0x7", "one at a time, please", words);
    chat.bot("All right, we'll go on without one.");
    chat.botDoesNotSay("I read");
    chat.botDoesNotSay("Hand over");
  },
);

test.each([
  "ich möchte wieder mit dem Techniker sprechen",
  "Ich bin Jürgen Schäfer und möchte mit einem Techniker sprechen",
  "ich brauche bitte einen Techniker",
  "je voudrais parler à un technicien",
  "quiero hablar con un técnico",
])('"%s" calls a technician', async (words) => {
  const { chat } = await openDesk();
  await chat.says("0x904", words);
  chat.bot("Not handed over yet");
});

test('"ich brauche keinen Techniker" calls none', async () => {
  const { chat } = await openDesk();
  await chat.says("0x904", "ich brauche keinen Techniker");
  chat.botDoesNotSay("Not handed over yet");
});
