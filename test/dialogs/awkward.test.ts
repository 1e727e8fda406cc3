import { expect, test } from "vitest";
import { makeCaseKey } from "../../src/store/caseKey.ts";
import { actionsOf, openDesk } from "../support/desk.ts";

test("after an insult the same question comes again, shorter, and after an empty message a technician is offered", async () => {
  const { chat } = await openDesk();

  await chat.user("hi there");
  chat.bot("Hi. I help with one Remote Desktop fault", "What exactly does the Remote Desktop window say?");
  await chat.user("you useless piece of junk");
  chat.bot("maddening", "What does the window say? The two numbers are enough.");
  await chat.user("   ");
  chat.bot("Your message was empty", "1. Hand over");
  await chat.user("thanks");
  chat.bot("You're welcome");
  await chat.user("0x904");
  chat.bot("still starting");
});

test("a picture, another language and right-to-left words get a sensible answer", async () => {
  const { chat } = await openDesk();

  await chat.user("", { attachments: [{ contentType: "image/png", contentUrl: "https://x.example/a.png" }] });
  chat.bot("I can't read pictures");
  await chat.user("لا أستطيع الاتصال بالكمبيوتر البعيد");
  chat.bot("I only speak English so far");
  await chat.user("رمز الخطأ: 0x904 🤯");
  chat.bot("I read: 0x904");
});

test("a paste of 100 KB is read and answered", async () => {
  const { chat } = await openDesk();
  const wall = Array.from(
    { length: 1500 },
    (_, at) => `5/1/2025 2:46:${at % 60} PM   7036 Information  The service ${at} entered the running state.`,
  ).join("\n");

  await chat.user(`0x904 0x7\n${wall}`);
  chat.bot("error code 0x904", "still starting");
});

test("a person who already tried everything gets an acknowledgement and the same question", async () => {
  const { chat } = await openDesk();

  await chat.says("0x904", "I already tried that");
  chat.bot("I'll count that as tried", "Does the connection go through");
  await chat.user("I have already tried everything");
  chat.bot("You've tried a lot", "Which of the answers fits best?");
});

test("did not help is an answer, not a call for help", async () => {
  const { chat } = await openDesk();

  await chat.user("0x904");
  await chat.user("did not help");
  chat.bot("Does the connection go through");
  chat.botDoesNotSay("I always know these words");
});

test("2 other people is not choice 2", async () => {
  const { chat } = await openDesk();

  await chat.says("0x904", "same error", "straight");
  await chat.user("2 other people");
  chat.bot('what to make of "2 other people"', "Which of the answers fits best?", "2. Others get into it");
});

test("a person who asks for a technician gets one, and a person who declines one does not", async () => {
  for (const words of [
    "technician",
    "I want to talk to a real person please",
    "can I speak to someone",
    "get me a human!!",
    "HUMAN",
  ]) {
    const { chat } = await openDesk();
    await chat.says("0x904", words, words);
    chat.bot("Your reference is");
  }
  for (const words of ["I don't want a technician", "the technician told me to ask you", "no human could fix this"]) {
    const { chat, tickets } = await openDesk();
    await chat.says("0x904", words);
    expect(await tickets()).toEqual([]);
  }
});

test("a button pressed twice or late changes nothing and shows the current move", async () => {
  const { chat, store } = await openDesk({ channelId: "msteams" });

  await chat.user("0x904");
  const card = chat.heard.at(-1);
  await chat.presses("Not needed here");
  const question = chat.heard.at(-1);
  expect(actionsOf(question).map(({ title }) => title)).toContain("A VPN");
  await chat.presses("Not needed here", card);
  expect(chat.text()).toContain("belongs to an earlier question");
  await chat.presses("A VPN", question);
  await chat.presses("A VPN", question);
  expect(chat.text()).toContain("belongs to an earlier question");

  const events = (await store.cases.current(makeCaseKey("msteams", "one", "ada")))?.history ?? [];
  expect(events.filter(({ kind }) => kind === "answered" || kind === "not-needed")).toHaveLength(3);
});

test("a message about something else does not make a button stale", async () => {
  const { chat } = await openDesk({ channelId: "msteams" });

  await chat.says("0x904", "same error");
  const question = chat.heard.at(-1);
  await chat.user("hello?");
  await chat.user("nobody can connect to it, by the way");
  await chat.presses("A VPN", question);
  expect(chat.text()).not.toContain("earlier question");
});

test("buttons that a client invents have no effect", async () => {
  const { chat } = await openDesk({ channelId: "msteams" });

  await chat.user("0x904");
  for (const value of [
    { reconnect: { move: "x", choice: "done" } },
    { reconnect: 4 },
    "done",
    [],
    { reconnect: { move: {}, choice: null } },
  ])
    await chat.user("", { value });
  await chat.user("", { value: { reconnect: { move: "step:cause:host-booting/wait#0", choice: "constructor" } } });
  expect(chat.text()).not.toContain("Something went wrong");
});

test("two simultaneous messages are answered one after the other", async () => {
  const { chat, store } = await openDesk();

  await chat.user("0x904");
  await Promise.all([chat.user("same error"), chat.user("a vpn")]);
  const known = (await store.cases.current(makeCaseKey("terminal", "one", "ada")))?.history ?? [];
  expect(known.filter(({ kind }) => kind === "checked")).toHaveLength(1);
});

test("the same activity delivered twice is one turn", async () => {
  const { chat, store } = await openDesk();

  await chat.user("0x904", { id: "once" });
  await chat.user("0x904", { id: "once" });
  expect(chat.heard).toEqual([]);
  const [only] = await store.cases.list();
  expect((await store.conversations.linesOfCase(only?.id ?? "")).filter(({ who }) => who === "person")).toHaveLength(1);
});

test("two people in one group chat are never mixed, and each is addressed", async () => {
  const desk = await openDesk({ channelId: "msteams" });
  const group = { conversation: { id: "team;messageid=1", name: "", isGroup: true, conversationType: "channel" } };
  const ada = desk.person("ada");
  const bob = desk.person("bob");

  await ada.user("<at>Reconnect</at> 0x904", {
    ...group,
    entities: [{ type: "mention", mentioned: { id: "bot", name: "Reconnect" }, text: "<at>Reconnect</at>" }],
  });
  await bob.user("error 0x204", group);
  bob.bot("bob:");
  await ada.user("same error", group);
  ada.bot("ada:", "Does the connection go through");
});

test("a password that was pasted by mistake is masked before it is stored", async () => {
  const { chat, store } = await openDesk();

  await chat.user(
    "0x904. my file:\nfull address:s:srv01\npassword 51:b:01000000D08C9DDF0115D1118C7A00C04FC297EB\nusername:s:CORP\\ada\nand my password is Hunter2hunter2",
  );
  chat.bot("I've masked it", "error code 0x904");
  const [only] = await store.cases.list();
  const kept =
    JSON.stringify(await store.conversations.linesOfCase(only?.id ?? "")) +
    JSON.stringify((await store.cases.current(makeCaseKey("terminal", "one", "ada")))?.history);
  expect(kept).toContain("[masked]");
  expect(kept).not.toContain("D08C9DDF");
  expect(kept).not.toContain("Hunter2");
});
