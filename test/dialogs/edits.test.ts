/** Messages that a person edits, as Teams sends it. */
import { expect, test } from "vitest";
import { openDesk } from "../support/desk.ts";

const teams = { channelId: "msteams" };
const step = "See that the remote computer is switched on";
const question = "Does the connection go through something";

/** A person on the way through the small tree, at the question about what is in the middle. */
async function atTheQuestion() {
  const desk = await openDesk(teams);
  await desk.chat.says("0x904", "same error");
  desk.chat.bot(question);
  const facts = async () => {
    const { history = [] } = (await desk.store.cases.current(JSON.stringify(["msteams", "one", "ada"]))) ?? {};
    const gone = new Set(history.flatMap((event) => (event.kind === "taken-back" ? event.events : [])));
    return history.flatMap((event, at) =>
      event.kind === "answered" && !gone.has(at) ? [`${event.fact}: ${event.answers}`] : [],
    );
  };
  const lines = async () => {
    const [{ id = "" } = {}] = await desk.store.cases.list();
    return (await desk.store.conversations.linesOfCase(id)).filter(({ who }) => who === "person");
  };
  return { ...desk, facts, lines };
}

test("the new text of the latest message is the reply to the question that the old one answered", async () => {
  const { chat, facts, lines } = await atTheQuestion();
  await chat.user("vpn");
  expect(await facts()).toEqual(["code: this-fault", "goes-through: vpn"]);
  await chat.edits("vpn", "straight");
  chat.bot("Who gets in and who does not?");
  chat.botDoesNotSay(question);
  expect(await facts()).toEqual(["code: this-fault", "goes-through: straight"]);
  expect((await lines()).at(-1)).toMatchObject({ text: "straight", mark: "edited" });
  await chat.edits("straight", "vpn");
  expect(await facts()).toEqual(["code: this-fault", "goes-through: vpn"]);
});

test("an edit of the very first message is read like a first message, without another welcome", async () => {
  const { chat } = await openDesk(teams);
  await chat.user("It says 0x204");
  await chat.edits("It says 0x204", "It says 0x904");
  chat.bot("I read: 0x904", step);
  chat.botDoesNotSay("Hi. I help");
  await chat.edits("It says 0x904", "technician");
  chat.bot("Not handed over yet");
  chat.botDoesNotSay("Hi. I help");
});

test("an edit of an earlier message corrects what it said, in one line", async () => {
  const { chat, facts } = await atTheQuestion();
  await chat.says("straight", "only me");
  await chat.edits("straight", "it goes over our vpn");
  chat.bot("Changed: A VPN");
  expect(await facts()).toEqual(expect.arrayContaining(["goes-through: vpn", "who-is-hit: only-me"]));
  expect(await facts()).not.toContain("goes-through: straight");
});

test.for(["yes", "technician", "it works", "stop", "done", "start over", "back"])(
  "an earlier message that is edited into %o consents to nothing and commands nothing",
  async (words) => {
    const { chat, facts, store, tickets } = await atTheQuestion();
    await chat.says("straight", "only me");
    await chat.edits("straight", words);
    chat.bot("I no longer count what you took out of that message.", question);
    expect(await facts()).toEqual(["code: this-fault", "who-is-hit: only-me"]);
    expect([await tickets(), (await store.cases.list()).map(({ state }) => state)]).toEqual([[], ["bot"]]);
  },
);

test("a typing mistake that is corrected changes nothing and is not answered", async () => {
  const { chat, facts, lines } = await atTheQuestion();
  await chat.says("it gose through our vpn", "only me");
  const before = await facts();
  await chat.edits("it gose through our vpn", "it goes through our vpn");
  expect([chat.heard, new Set(await facts())]).toEqual([[], new Set(before)]);
  expect((await lines()).map(({ text }) => text)).toContain("it goes through our vpn");
});

test("an earlier message does not win over a later one because of a typing mistake", async () => {
  const { chat, facts } = await atTheQuestion();
  await chat.says("it gose through our vpn", "sorry, I meant rustdesk tunnel");
  expect(await facts()).toContain("goes-through: tunnel");
  await chat.edits("it gose through our vpn", "it goes through our vpn");
  expect(await facts()).toContain("goes-through: tunnel");
  expect(await facts()).not.toContain("goes-through: vpn");
});

test("an update with the same text, as for a link preview or a reaction, does nothing", async () => {
  const { chat, lines } = await atTheQuestion();
  await chat.user("vpn");
  await chat.edits("vpn", " vpn ");
  expect(chat.heard).toEqual([]);
  expect((await lines()).at(-1)?.mark).toBeUndefined();
});

test("the same edit takes effect once, however often it arrives", async () => {
  const { chat, facts } = await atTheQuestion();
  await chat.user("vpn");
  const timestamp = new Date(0);
  await chat.edits("vpn", "straight", { timestamp });
  await chat.user("only me");
  await chat.edits("straight", "straight", { timestamp });
  expect(chat.heard).toEqual([]);
  expect(await facts()).toContain("goes-through: straight");
});

test("an edit of a message that never came in counts as a new message, once", async () => {
  const { chat, lines } = await atTheQuestion();
  await chat.user("vpn", { type: "messageUpdate", id: "unheard" });
  chat.bot("Who gets in");
  await chat.user("vpn", { id: "unheard" });
  expect(chat.heard).toEqual([]);
  expect((await lines()).map(({ text }) => text)).toEqual(["0x904", "same error", "vpn"]);
});

test("a secret in an edit is masked before it is stored", async () => {
  const { chat, lines } = await atTheQuestion();
  await chat.user("vpn");
  await chat.edits("vpn", "vpn, my password is hunter2!x");
  chat.bot("masked");
  expect(JSON.stringify(await lines())).not.toContain("hunter2");
});

test("a step that was done stays done when its message is edited", async () => {
  const { chat, store } = await openDesk(teams);
  await chat.says("0x904", "done");
  chat.bot("Now try to connect");
  await chat.edits("done", "I could not do that");
  const [{ id = "" } = {}] = await store.cases.list();
  const kinds = (await store.cases.find(id))?.history.map(({ kind }) => kind);
  expect(kinds).toContain("performed");
  expect(kinds).not.toContain("could-not");
});

test("a deleted message that is brought back states again what it says", async () => {
  const { chat, facts, lines } = await atTheQuestion();
  await chat.says("it goes through our vpn", "only me");
  await chat.deletes("it goes through our vpn");
  expect(await facts()).not.toContain("goes-through: vpn");
  await chat.edits("it goes through our vpn", "it goes through our vpn", {
    channelData: { eventType: "undeleteMessage" },
  });
  chat.bot("Changed: A VPN");
  expect(await facts()).toContain("goes-through: vpn");
  expect((await lines()).map(({ mark }) => mark)).toEqual([undefined, undefined, "edited", undefined]);
});

test("while technicians have the case, the line and the ticket change, and the bot says nothing", async () => {
  const { chat, store, technician } = await atTheQuestion();
  await chat.says("it goes through our vpn in Bielefeld", "technician", "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  const kim = technician("Kim");
  for (const claimed of [false, true]) {
    if (claimed) await kim.does(reference, { kind: "claim" });
    const [from, to] = claimed
      ? ["over rustdesk in Paderborn", "straight from Gütersloh"]
      : ["it goes through our vpn in Bielefeld", "over rustdesk in Paderborn"];
    await chat.edits(from, to);
    expect(chat.heard).toEqual([]);
    const { lines, handedOver, now } = await kim.sees(reference);
    expect(lines.find(({ text }) => text === to)).toMatchObject({ edited: true });
    expect(handedOver.transcript.find(({ text }) => text === to)).toMatchObject({ edited: true });
    expect(JSON.stringify([lines, handedOver, now])).not.toContain(from.split(" ").at(-1));
    const answers = claimed ? [] : ["tunnel"];
    for (const { facts } of [handedOver, now])
      expect(facts.flatMap(({ fact, answer }) => (fact === "goes-through" ? [answer] : []))).toEqual(answers);
  }
});

test("an edit in a group touches only the sender's own lines", async () => {
  const { chat, person, lines } = await atTheQuestion();
  await chat.user("vpn");
  const bob = person("bob");
  await bob.user("straight", { type: "messageUpdate", id: "ada-one-3" });
  await bob.user("", { type: "messageDelete", id: "ada-one-3" });
  expect(bob.heard).toEqual([]);
  expect((await lines()).at(-1)).toMatchObject({ text: "vpn" });
});
