/** Who the person is, how to reach them and how urgent it is: read once, wherever it is said, and never asked again. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { findDetails, findDetailsInReply } from "../../dialogs/hearing/details.ts";
import { openDesk } from "../support/desk.ts";

test("without a form the bot asks three short questions, one at a time, and a yes ends them at any point", async () => {
  const { chat, tickets } = await openDesk({ isNamed: false });
  await chat.says("0x904", "technician");
  chat.bot("Not handed over yet. Hand it over?", "tell me first: What can't you do in the meantime?", "1. Hand over");
  await chat.user("we can't send the payroll");
  chat.bot("Added for the technicians. It isn't handed over yet", "How urgent is it: now, today, or can it wait?");
  await chat.user("today is enough");
  chat.bot("It isn't handed over yet", "Who are you, and how can a technician reach you?");
  await chat.user("Eve Adams, 0151 2345678");
  chat.bot("It isn't handed over yet");
  chat.botDoesNotSay("?");
  await chat.user("yes please");
  chat.bot("Your reference is", "we can't send the payroll; Eve Adams; 0151 2345678; it's needed today");
  expect((await tickets())[0]).toMatchObject({
    impact: "we can't send the payroll",
    urgency: "today",
    person: { name: "Eve Adams", contact: "0151 2345678" },
  });
});

test("one message can answer all three, and a question that is skipped is not asked again", async () => {
  const { chat, tickets } = await openDesk({ isNamed: false });
  await chat.says("0x904", "technician");
  await chat.user("no invoices leave the house, it's urgent, I'm Bob, ext 4711");
  chat.bot("It isn't handed over yet");
  chat.botDoesNotSay("How urgent");
  chat.botDoesNotSay("reach you");
  await chat.user("yes");
  expect((await tickets())[0]).toMatchObject({ urgency: "now", person: { name: "Bob", contact: "ext 4711" } });

  await chat.says("withdraw", "technician");
  chat.bot("Hand over as Bob, ext 4711?");
  const other = (await openDesk()).chat;
  await other.says("0x904", "technician", "skip");
  other.bot("we'll leave that out", "How urgent is it");
  await other.user("don't know");
  other.bot("we'll leave that out", "How can a technician reach you");
  await other.user("just write me here in teams");
  other.bot("It isn't handed over yet");
});

test("what was said before the offer is filled in and not asked", async () => {
  const { chat, tickets } = await openDesk({ isNamed: false });
  await chat.says("0x904 0x7, i'm Eve, mobile 0151 2345678, have to send payroll tonight");
  await chat.user("technician");
  chat.bot("Not handed over yet. Hand over as Eve, 0151 2345678?");
  await chat.user("the payroll");
  chat.botDoesNotSay("How urgent");
  chat.botDoesNotSay("reach you");
  await chat.user("yes please, before 6");
  expect((await tickets())[0]).toMatchObject({
    impact: "the payroll / before 6",
    urgency: "today",
    person: { name: "Eve", contact: "0151 2345678" },
  });
});

test.each([
  ["yes please, i'm Eve, mobile 0151 2345678, need it tonight, have to send payroll", "Eve", "0151 2345678", "today"],
  ["yes, i'm Eve 0151 23", "Eve", "0151 23", undefined],
  ["yes, I'm Eve, reach me at eve@corp.example, it can wait", "Eve", "eve@corp.example", "can-wait"],
  ["yes, urgent", undefined, undefined, "now"],
  ["yes my name is Bob, call 4711, cannot work at all", "Bob", "4711", "now"],
])('"%s" hands over at once, with everything in its field', async (words, name, contact, urgency) => {
  const { chat, tickets } = await openDesk({ isNamed: false });
  await chat.says("0x904", "technician", words);
  chat.bot("Your reference is");
  const [ticket] = await tickets();
  expect([ticket?.person.name, ticket?.person.contact, ticket?.urgency]).toEqual([name, contact, urgency]);
});

test("details in the middle of the diagnosis are acknowledged, and the question stays", async () => {
  const { chat } = await openDesk({ isNamed: false });
  await chat.says("0x904", "same error");
  await chat.user("my name is Bob, my number is 555 0100");
  chat.bot("Noted for the technicians, if you need them: Bob, 555 0100");
  chat.botDoesNotSay("what to make of");
});

test("until it is handed over, every reply at the offer says so", async () => {
  const { chat, tickets } = await openDesk({ isNamed: false });
  await chat.says("0x904", "technician");
  for (const words of ["the printer too", "what do you pass on?", "i will be here until five", "room 12"]) {
    await chat.user(words);
    expect([words, /(?:isn't|not) handed over yet|I'll pass on/i.test(chat.text())]).toEqual([words, true]);
  }
  expect(await tickets()).toEqual([]);
});

test("names of systems, dates and addresses of computers are no details of a person", () => {
  for (const text of [
    "This is Windows 11",
    "I'm Admin, on it",
    "server is at 10.20.0.15 port 3389",
    "event 1058 and error 2308",
    "i need to get in now",
    "I'm German, sorry",
    "From: Ada <ada@example.org> To: it@example.org Subject: RDP",
  ])
    expect([text, findDetails(text)]).toEqual([text, {}]);
});

test("every detail is part of the words it was read from", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "I'm Eve,",
      "my name is bob",
      "call me at",
      "ext 12",
      "urgent",
      "mail me at a@b.example",
      "0151 23456",
    ),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const text = parts.join(" ");
      for (const { name, contact } of [findDetails(text), findDetailsInReply(text)]) {
        if (name) expect(text).toContain(name);
        if (contact) expect(text).toContain(contact);
      }
    }),
  );
});

test("since when it fails is read in the person's words, and a reason or a duration is no beginning", () => {
  const said = (text: string) => findDetails(text).since;
  expect(said("rdp 0x904 since this morning, nobody gets in")).toBe("since this morning");
  expect(said("it worked fine until the weekend and now 0x904")).toBe("worked fine until the weekend");
  expect(said("Stopped working after the update last night it was ok before")).toBe(
    "Stopped working after the update last night",
  );
  expect(said("seit gestern abend geht es nicht")).toBe("seit gestern abend");
  expect(said("it's been like this for a couple of weeks")).toBe("for a couple of weeks");
  for (const nothing of [
    "since I am working from home I use the VPN",
    "it drops after 2 minutes",
    "it works for two minutes, then it breaks off",
    "> broken since Monday, says my colleague",
    "please call, since it is urgent",
  ])
    expect([nothing, said(nothing)]).toEqual([nothing, undefined]);
});

test("a person who left no way to reach them is asked for one once the case is handed over, and only then", async () => {
  const { chat, tickets } = await openDesk({ isNamed: false });
  await chat.says("0x904", "technician", "yes");
  chat.bot("How can a technician reach you if you leave this chat?");
  await chat.user("im Eve, ext 4711");
  chat.bot("Added to", "Eve, ext 4711");
  expect((await tickets())[0]?.person).not.toHaveProperty("contact");

  const other = (await openDesk({ isNamed: false })).chat;
  await other.says("0x904", "technician", "im Eve, mobile 0151 2345678", "yes");
  other.botDoesNotSay("How can a technician reach you");
  const named = (await openDesk()).chat;
  await named.says("0x904", "technician", "yes");
  named.botDoesNotSay("How can a technician reach you");
});

test.each(["im Büro", "im Moment from home nothing works", "im lost"])('"%s" names no person', (text) => {
  expect(findDetails(text)).not.toHaveProperty("name");
});

test.each([
  ["you can call 0170 123 4567. Only me, my colleagues get in. I'm no admin", "0170 123 4567"],
  ["call me at 0170 123 4567. I'm no admin", "0170 123 4567"],
  ["+49 170 1234567. Danke", "+49 170 1234567"],
  ["ruf mich an unter 0711 555 1234", "0711 555 1234"],
  ["meine Telefonnummer ist 0711 555 1234", "0711 555 1234"],
  ["0170 123 4567", "0170 123 4567"],
])('a waiting person who writes "%s" can be reached at %s', async (words, contact) => {
  const { chat, store } = await openDesk({ isNamed: false });
  await chat.says("0x904", "technician", "yes", "hm", "ok then", words);
  chat.bot("Added to", contact);
  const [listed] = await store.cases.list();
  const { history } = (await store.cases.find(listed?.id ?? "")) ?? { history: [] };
  expect(history.findLast((event) => event.kind === "told" && event.contact)).toMatchObject({ contact });
});

test("what is no number to call is not taken for one", () => {
  for (const text of ["event 36870 at 09:14:22", "build 20348.2461", "it says 0x904 and 0x7 since 2026-11-30"])
    expect(findDetails(text)).not.toHaveProperty("contact");
});
