/** The person's side of a hand-over: the offer, the form, waiting, talking with a technician, the end. */
import { expect, test } from "vitest";
import { openDesk } from "../support/desk.ts";
import { comesToThePause } from "../support/thePause.ts";

/** A person who is not an administrator, at the end of the tree. */
const toTheEnd = ["0x904", "same error", "straight", "nobody", "1", "no"];

test("the form of the offer asks what technicians need first", async () => {
  const { chat, tickets } = await openDesk({ channelId: "msteams" });

  await chat.says(...toTheEnd);
  chat.bot("Not handed over yet");
  await chat.fillsIn({ impact: "No invoices leave the house", urgency: "now" }, "Hand over");
  chat.bot("Your reference is", "No technician is at the desk right now");

  const [ticket] = await tickets();
  expect(ticket).toMatchObject({ impact: "No invoices leave the house", urgency: "now", person: { name: "ada" } });
});

test("what a person adds to the yes reaches the technician", async () => {
  const { chat, tickets } = await openDesk();
  await chat.says(...toTheEnd, "yes, hand it over. Payroll runs tomorrow");
  chat.bot("Your reference is");
  expect((await tickets())[0]?.impact).toBe("Payroll runs tomorrow");
});

test("what is urgent and due tomorrow is urgent", async () => {
  const { chat, tickets } = await openDesk();
  await chat.says(...toTheEnd, "it's urgent, payroll must go out tomorrow", "yes");
  expect((await tickets())[0]).toMatchObject({ urgency: "now", impact: "payroll must go out tomorrow" });
});

test('"go on" leaves the offer of a technician', async () => {
  const { chat } = await openDesk();
  await chat.says("0x904", "blub blub", "blah blah");
  chat.bot("a technician can take over");
  await chat.user("please go on");
  chat.botDoesNotSay("Not handed over yet");
});

test("a refusal with more words is no hand-over and no urgency", async () => {
  const { chat, tickets } = await openDesk();
  await chat.says(...toTheEnd, "not now. Are you sure? I want to fix it myself");
  chat.botDoesNotSay("Your reference is");
  expect(await tickets()).toEqual([]);
});

test("an unticked fact is not passed on, and neither are its consequences and the words it was read from", async () => {
  const { chat, tickets } = await openDesk({ channelId: "msteams" });

  await chat.says("0x904", "same error", "it goes through our vpn at home", "technician");
  await chat.fillsIn({ "pass:goes-through": "false", "pass:code": "true" }, "Hand over");
  chat.bot("I kept one thing back");

  const [ticket] = await tickets();
  expect(ticket?.leftOut).toBe(1);
  expect(ticket?.facts.map(({ fact }) => fact)).not.toContain("goes-through");
  expect(JSON.stringify(ticket)).not.toContain("vpn at home");
  expect(ticket?.transcript.some(({ leftOut }) => leftOut)).toBe(true);
});

test("plain text shows what is passed on to a person who asks", async () => {
  const { chat, tickets } = await openDesk();

  await chat.says("0x904", "technician");
  chat.bot("Not handed over yet. Hand over as ada?", 'Ask "what is passed on?"');
  await chat.user("what do you pass on?");
  chat.bot(
    "I'll pass on",
    "a. error code 0x904",
    "b. Our conversation, word for word",
    'say for example "leave out a"',
  );
  await chat.user("leave out the conversation");
  chat.bot("I won't pass on: Our conversation");
  chat.botDoesNotSay("ll pass on");
  await chat.user("I cannot print the pay slips, it is urgent, my number is +49 30 1234567");
  chat.bot("Added for the technicians. It isn't handed over yet");
  await chat.user("wait who reads this");
  chat.bot("The technicians of this help desk read it");
  await chat.user("wait, i dont want you to pass on my code");
  chat.bot("I haven't passed anything on");
  expect(await tickets()).toEqual([]);
  await chat.user("yes");
  chat.bot("Your reference is", "I passed on what you told me: I cannot print the pay slips", "I kept one thing back");
  const [ticket] = await tickets();
  expect(ticket).toMatchObject({ urgency: "now", person: { contact: "+49 30 1234567" }, leftOut: 1 });
  expect(ticket?.transcript.every(({ text }) => text === "")).toBe(true);
});

test("after two messages that the bot could not read, it offers a technician, and after two more in other words", async () => {
  const { chat } = await openDesk();

  await chat.says("0x904", "same error");
  await chat.user("the purple one with the handle");
  chat.bot('what to make of "the purple one with the handle"');
  await chat.user("well the usual stuff on my desk over there");
  chat.bot("I could not make sense of your last two messages", "1. Hand over");
  await chat.user("no, go on");
  chat.bot("Does the connection go through something");
  await chat.says("bananas on the table", "and two more of these");
  chat.botDoesNotSay("I could not make sense");
  chat.bot("4 messages, and we're still stuck. A technician can take over", "Not handed over yet");
});

test("a person who asks for a technician and changes their mind continues at the same move", async () => {
  const { chat, tickets } = await openDesk();

  await chat.says("0x904", "same error", "technician");
  await chat.user("no, go on");
  chat.bot("we'll go on without one", "Does the connection go through something");
  expect(await tickets()).toEqual([]);
});

test("a waiting person can add things, ask for news, and withdraw", async () => {
  const { chat, store, attendance } = await openDesk();

  await chat.says(...toTheEnd, "yes");
  const [ticket] = await store.tickets.list();
  await chat.user("it began after the update on Tuesday");
  chat.bot(`Added to ${ticket?.reference}`);
  await chat.user("any news?");
  chat.bot("no one has taken it yet", "It's next in line", "No technician is at the desk right now");
  await chat.user("hello?? anyone?");
  chat.bot("no one has taken it yet");
  await chat.user("start over");
  chat.bot(`The technicians have ${ticket?.reference}`, 'say "withdraw"');
  attendance.enter("Kim");
  await chat.user("is anybody there?");
  chat.bot("A technician is at the desk right now");
  await chat.user("withdraw");
  chat.bot(`${ticket?.reference} is withdrawn`, 'Say "technician" whenever you want one');
  expect((await store.tickets.find(ticket?.reference ?? ""))?.state).toBe("withdrawn");

  await chat.says("technician");
  chat.bot("The technicians have it again, under the same reference", `${ticket?.reference}`);
  expect(await store.tickets.find(ticket?.reference ?? "")).toMatchObject({ state: "waiting", revision: 2 });
});

test("after a technician joins, both talk in the same chat and the bot is silent", async () => {
  const { chat, store, technician, attendance } = await openDesk();
  const [kim, sam] = [technician("Kim"), technician("Sam")];
  attendance.enter("Kim");

  await chat.says(...toTheEnd, "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  const [first, second] = await Promise.all([
    kim.does(reference, { kind: "claim" }),
    sam.does(reference, { kind: "claim" }),
  ]);
  expect([first, second]).toEqual(["done", "Kim was faster and has this ticket."]);
  chat.listens();
  chat.bot("Kim, a technician, is here now");

  await chat.user("hello Kim, technician, start over, back");
  expect(chat.heard).toEqual([]);
  await chat.user("start over");
  expect(chat.heard).toEqual([]);
  expect((await kim.queue())[0]).toBe(reference);
  await kim.does(reference, { kind: "say", text: "Which server is it?" });
  chat.listens();
  chat.bot("Kim (technician): Which server is it?");
  expect((await sam.sees(reference)).may.say).toBe(false);
  expect(await sam.does(reference, { kind: "say", text: "me too" })).toBe("Kim has this ticket.");
  expect((await kim.sees(reference)).lines.slice(-3).map(({ who, text }) => [who, text])).toEqual([
    ["person", "hello Kim, technician, start over, back"],
    ["person", "start over"],
    ["technician", "Which server is it?"],
  ]);
});

test("after a case is handed back, the bot uses the facts that the technician recorded", async () => {
  const { chat, store, technician } = await openDesk();
  const kim = technician("Kim");

  await chat.says("0x904", "same error", "technician", "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  await kim.does(reference, { kind: "claim" });
  expect((await kim.sees(reference)).facts[0]).toMatchObject({ fact: "goes-through", known: null });
  await kim.does(reference, { kind: "record", fact: "goes-through", answers: ["straight"] });
  await kim.does(reference, { kind: "hand-back" });
  chat.listens();
  chat.bot("Kim has handed you back to me");
  chat.botDoesNotSay("Does the connection go through something");
  expect((await store.tickets.find(reference))?.state).toBe("with-bot");
  await chat.user("nobody");
  chat.bot("What kind of computer");
});

test("a resolved case is closed only by the person, who can also reopen it", async () => {
  const { chat, store, technician } = await openDesk();
  const kim = technician("Kim");

  await chat.says(...toTheEnd, "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  await kim.does(reference, { kind: "claim" });
  expect(await kim.does(reference, { kind: "resolve", cause: null, note: "" })).toContain(
    "describe the cause in the note",
  );
  await kim.does(reference, {
    kind: "resolve",
    cause: "dns-wrong-host",
    note: "Corrected the record of its name.",
  });
  chat.listens();
  chat.bot("Kim says it's done", "Corrected the record of its name", "Is it solved?", "1. Yes, it works");
  await chat.user("no, still the same error");
  chat.bot("Then we go on", `${reference} is open again`);
  expect((await store.tickets.find(reference))?.state).toBe("waiting");

  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "resolve", cause: "dns-wrong-host", note: "" });
  await chat.user("yes, it works");
  chat.bot("Great, it works");
  expect((await store.tickets.find(reference))?.state).toBe("closed");
  expect((await store.cases.list())[0]?.state).toBe("closed");
  expect((await kim.sees(reference)).log.map(({ who, what }) => `${who} ${what}`)).toEqual([
    "bot handed-over",
    "Kim claimed",
    "Kim resolved",
    "person reopened",
    "Kim claimed",
    "Kim resolved",
    "person closed",
    "Kim saw",
  ]);
});

test("an abandoned case with an open change becomes a ticket, and an abandoned case without one does not", async () => {
  const { chat, person, store, pass, tickets } = await openDesk();
  const idle = person("bob", "two");

  await idle.says("0x904", "same error");
  await comesToThePause(chat);
  await chat.user("done");
  await pass(30);
  expect(await tickets()).toEqual([]);
  await pass(45);
  chat.listens();
  chat.bot("You have not written for a while", "Your reference is", "Still changed");
  const stored = await tickets();
  expect(stored.map(({ reason, openChanges }) => [reason.id, openChanges.length])).toEqual([["walked-away", 1]]);
  await pass(120);
  expect(await tickets()).toHaveLength(1);
  expect((await store.cases.list()).map(({ state }) => state).sort()).toEqual(["bot", "waiting"]);
});

test("an abandoned case becomes a ticket if the person asked for a technician and left the form", async () => {
  const { chat, pass, tickets } = await openDesk();

  await chat.says("0x904", "technician");
  await pass(61);
  expect((await tickets()).map(({ reason }) => reason.id)).toEqual(["asked-for"]);
});

test("an action of a technician that is sent twice is idempotent", async () => {
  const { chat, store, technician } = await openDesk();
  const kim = technician("Kim");

  await chat.says(...toTheEnd, "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  await kim.does(reference, { kind: "claim" });
  const results = await Promise.all([
    kim.does(reference, { kind: "say", text: "hello" }, "same"),
    kim.does(reference, { kind: "say", text: "hello" }, "same"),
  ]);
  expect(results).toEqual(["done", "done"]);
  expect((await kim.sees(reference)).lines.filter(({ who }) => who === "technician")).toHaveLength(1);
});

test("a case with an open change can be neither resolved nor handed back", async () => {
  const { chat, store, technician } = await openDesk();
  const kim = technician("Kim");

  await comesToThePause(chat);
  await chat.says("done", "technician", "yes", "withdraw");
  chat.bot("One change is still in place");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  await kim.does(reference, { kind: "claim" });
  expect(await kim.does(reference, { kind: "resolve", cause: null, note: "x" })).toContain(
    "A change is still in place",
  );
  expect(await kim.does(reference, { kind: "hand-back" })).toContain("A change is still in place");
  const [change] = (await kim.sees(reference)).changes;
  expect(change?.undo).toContain("Switch the protection on again");
  await kim.does(reference, { kind: "put-back", change: change?.change ?? -1 });
  const entry = (await kim.sees(reference)).log.at(-1);
  expect(entry).toMatchObject({ who: "Kim", detail: "put back: pause-protection" });
  const history = (await store.cases.current((await store.tickets.find(reference))?.key ?? ""))?.history;
  expect(history?.at(-1)).toMatchObject({ kind: "reverted", done: true, by: "Kim" });
  expect(await kim.does(reference, { kind: "hand-back" })).toBe("done");
});

test("a technician's password is masked in the chat", async () => {
  const { chat, store, technician } = await openDesk();
  const kim = technician("Kim");
  await chat.says(...toTheEnd, "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  await kim.does(reference, { kind: "claim" });
  expect(await kim.does(reference, { kind: "say", text: "log in with password: Sommer2026!" })).toContain("password");
  expect((await kim.sees(reference)).lines.some(({ text }) => text.includes("Sommer"))).toBe(false);
});
