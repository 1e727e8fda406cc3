/** Messages that a person deletes, as Teams sends it: words and facts are gone from everything that is shown afterwards. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Target } from "../../src/escalation/targets/target.ts";
import { renderTicket } from "../../src/tickets/renderTicket.ts";
import type { TicketPackage } from "../../src/tickets/ticketPackage.ts";
import { renderTicketPage } from "../../src/tickets/ticketPage.ts";
import { openDesk } from "../support/desk.ts";

const key = JSON.stringify(["msteams", "one", "ada"]);
const question = "Does the connection go through something";

async function open() {
  const target: Target = { id: "webhook", redaction: { people: false, hosts: false }, deliver: async () => {} };
  const desk = await openDesk({ channelId: "msteams", targets: [target] });
  const kim = desk.technician("Kim");
  const reference = async () => (await desk.store.tickets.list())[0]?.reference ?? "";
  const history = async () => (await desk.store.cases.current(key))?.history ?? [];
  const lines = async () => {
    const cases = await desk.store.cases.list();
    return (await Promise.all(cases.map(({ id }) => desk.store.conversations.linesOfCase(id)))).flat();
  };
  /** Everything that technicians, targets and later readers of the store can see. */
  const everything = async () => {
    const cases = await desk.store.cases.list();
    const tickets = await desk.store.tickets.list();
    const packages = tickets.map((ticket) => ticket.package as TicketPackage);
    return JSON.stringify([
      ...[tickets, await lines(), await Promise.all(cases.map(({ id }) => desk.store.cases.find(id)))],
      await desk.store.cases.dialogState(key),
      await desk.store.deliveries.list({ most: 99 }),
      await Promise.all(tickets.map((ticket) => kim.sees(ticket.reference))),
      packages.flatMap((content) => [renderTicket(content), renderTicketPage(content)]),
    ]);
  };
  return { ...desk, kim, reference, history, lines, everything };
}

test("the bot drops what a message said, and asks again what it needs to know", async () => {
  const { chat, history, lines } = await open();
  await chat.says("0x904", "same error", "it goes through our vpn in Bielefeld");
  chat.bot("I read: A VPN", "Who gets in");
  await chat.deletes("it goes through our vpn in Bielefeld");
  chat.bot("I've dropped that message and everything I took from it.", question);
  expect((await history()).at(-1)).toMatchObject({ kind: "taken-back", deleted: true });
  expect((await lines()).filter(({ text }) => /Bielefeld|I read: A VPN/.test(text))).toEqual([]);
  const [deleted] = (await lines()).filter(({ who, mark }) => who === "person" && mark === "deleted");
  expect(deleted).toMatchObject({ text: "", activity: { type: "message", text: "" }, at: expect.any(String) });
});

test("a message that stated nothing goes without another question", async () => {
  const { chat, everything } = await open();
  await chat.says("0x904", "same error", "my cat Schnurribald says hello");
  await chat.deletes("my cat Schnurribald says hello");
  chat.botDoesNotSay(question);
  expect(await everything()).not.toContain("chnurribald");
});

test("a line of the bot keeps its text if only its card's data has a word of the message", async () => {
  const { chat, lines } = await open();
  await chat.says("0x904", "same error", "an application on schema crashed");
  const before = (await lines()).filter(({ who, text }) => who === "bot" && text.includes(question)).length;
  await chat.deletes("an application on schema crashed");
  expect((await lines()).filter(({ who, text }) => who === "bot" && text.includes(question)).length).toBe(before);
});

test("a change on the computer is never forgotten", async () => {
  const { chat, history } = await open();
  await chat.says("0x904", "done, at my desk in Bielefeld");
  await chat.deletes("done, at my desk in Bielefeld");
  chat.bot("What you did on the computer stays noted.");
  const gone = (await history()).flatMap((event) => (event.kind === "taken-back" ? event.events : []));
  const performed = (await history()).findIndex(({ kind }) => kind === "performed");
  expect(performed).toBeGreaterThan(0);
  expect(gone).not.toContain(performed);
});

test("a call for a technician can be deleted until the case is handed over", async () => {
  const { chat, reference, store, everything } = await open();
  await chat.says("0x904", "same error", "technician please, Bielefeld is waiting");
  await chat.deletes("technician please, Bielefeld is waiting");
  chat.bot(question);
  await chat.says("technician, Bielefeld waits", "yes");
  await chat.deletes("technician, Bielefeld waits");
  expect(chat.heard).toEqual([]);
  expect(await store.tickets.find(await reference())).toMatchObject({ state: "waiting", revision: 1 });
  expect(await everything()).not.toContain("Bielefeld");
});

test("the ticket, its copies in the outbox, the desk and the search lose the words and the fact; the desk shows the place", async () => {
  const { chat, reference, kim, store, everything } = await open();
  await chat.says(
    "0x904",
    "same error",
    "it goes through our vpn in Bielefeld",
    "technician",
    "payroll in Bielefeld is stuck",
    "yes",
  );
  const search = async (words: string) => (await store.tickets.search({ words, most: 5 })).length;
  expect([await search("Bielefeld"), (await kim.sees(await reference())).about]).toEqual([
    1,
    "payroll in Bielefeld is stuck",
  ]);
  await chat.deletes("it goes through our vpn in Bielefeld");
  await chat.deletes("payroll in Bielefeld is stuck");
  expect(chat.heard).toEqual([]);
  expect(await everything()).not.toContain("Bielefeld");
  expect([await search("Bielefeld"), await search(await reference())]).toEqual([0, 1]);
  const { handedOver, now, lines, about } = await kim.sees(await reference());
  for (const content of [handedOver, now]) {
    expect(content.facts.map(({ fact }) => fact)).not.toContain("goes-through");
    expect(content.impact).toBeUndefined();
    // A question with all its choices reveals nothing.
    const telling = content.transcript.filter(({ text }) => /vpn/i.test(text) && !text.includes("No, straight to it"));
    expect(telling).toEqual([]);
  }
  expect(about).not.toContain("payroll");
  expect(lines.filter(({ who, deleted }) => who === "person" && deleted)).toHaveLength(2);
  expect(renderTicket(handedOver)).toContain("[deleted by the person]");
  expect(renderTicketPage(handedOver)).toContain("[deleted by the person]");
  const [delivery] = await store.deliveries.list({ most: 5 });
  expect(delivery).toMatchObject({ revision: 1, state: "waiting", payload: { revision: 1 } });
  expect(await store.deliveries.list({ most: 5 })).toHaveLength(1);
});

test("what a person told after a deleted message stays, and what it repeated goes", async () => {
  const { chat, reference, kim } = await open();
  await chat.says("0x904", "technician", "payroll in Bielefeld is stuck", "and the printer too", "yes");
  expect((await kim.sees(await reference())).told.impact).toBe("payroll in Bielefeld is stuck / and the printer too");
  await chat.deletes("payroll in Bielefeld is stuck");
  expect((await kim.sees(await reference())).told.impact).toBe("and the printer too");
});

test("a choice to keep things back outlives its message", async () => {
  const { chat, reference, kim } = await open();
  await chat.says("0x904", "technician", "leave out the conversation", "yes");
  await chat.deletes("leave out the conversation");
  const { told, lines } = await kim.sees(await reference());
  expect(told.leftOut).toEqual(["conversation"]);
  expect(lines.filter(({ text }) => text !== "")).toEqual([]);
});

test("a message to a technician is gone from the desk and the search", async () => {
  const { chat, reference, kim, store } = await open();
  await chat.says("0x904", "technician", "yes");
  await kim.does(await reference(), { kind: "claim" });
  await chat.user("my PIN is in Bielefeld");
  expect(await store.tickets.search({ words: "bielefeld", most: 5 })).toHaveLength(1);
  await chat.deletes("my PIN is in Bielefeld");
  expect(chat.heard).toEqual([]);
  expect(await store.tickets.search({ words: "bielefeld", most: 5 })).toEqual([]);
  expect((await kim.sees(await reference())).lines.at(-1)).toMatchObject({ who: "person", text: "", deleted: true });
});

test("a second hand-over has nothing of a message that was deleted before", async () => {
  const { chat, reference, kim, everything, store } = await open();
  await chat.says("0x904", "same error", "it goes through our vpn in Bielefeld", "technician", "yes");
  await kim.does(await reference(), { kind: "claim" });
  await kim.does(await reference(), { kind: "hand-back" });
  await chat.deletes("it goes through our vpn in Bielefeld");
  chat.bot("I've dropped that message");
  await chat.says("technician", "yes");
  expect(await store.tickets.find(await reference())).toMatchObject({ revision: 2 });
  expect(await store.deliveries.list({ most: 5 })).toHaveLength(2);
  expect(await everything()).not.toContain("Bielefeld");
});

test("a deletion of an older, closed case is silent and leaves the present one as it is", async () => {
  const { chat, everything } = await open();
  await chat.says("0x904 in Bielefeld", "stop", "0x904", "same error");
  await chat.deletes("0x904 in Bielefeld");
  expect(chat.heard).toEqual([]);
  expect(await everything()).not.toContain("Bielefeld");
  await chat.user("vpn");
  chat.bot("Who gets in");
});

test("a deletion of a message that never came in, or that was deleted before, does nothing", async () => {
  const { chat, history } = await open();
  await chat.says("0x904", "same error", "vpn");
  await chat.deletes("a message to a colleague");
  expect(chat.heard).toEqual([]);
  await chat.deletes("vpn");
  const before = (await history()).length;
  await chat.deletes("vpn");
  expect([chat.heard, (await history()).length]).toEqual([[], before]);
});

test("a line of an older version loses its words, but its facts are not known", async () => {
  const { chat, store, lines, history } = await open();
  await chat.says("0x904", "same error", "it goes through our vpn in Bielefeld");
  const found = await store.conversations.findPersonLine(JSON.stringify(["msteams", "one"]), "ada-one-3");
  expect(found?.line.events).toEqual({ from: 5, to: 6 });
  const { events: _, ...older } = found?.line ?? ({} as never);
  const findPersonLine = async () => ({ line: older, key });
  Object.assign(store.conversations, { findPersonLine });
  await chat.deletes("it goes through our vpn in Bielefeld");
  chat.bot("I've dropped that message");
  expect(JSON.stringify([await lines(), await history()])).not.toContain("Bielefeld");
  expect((await history())[5]).toMatchObject({ kind: "answered", answers: ["vpn"], words: "" });
});

/** What people write; each message gets a word of its own, which no other text contains. */
const messages = [
  ...["0x904", "0x904 0x7 over our vpn", "it says 0x904 and event 1058", "same error", "straight", "vpn", "only me"],
  ...["I go over rustdesk, maybe", "nobody can connect", "yes", "no", "done", "I can't do that", "another message now"],
  ...["technician", "technician please, it is urgent", "my name is", "call me back on 555 01234", "what have we tried"],
  ...[
    "it works",
    "back",
    "not vpn",
    "why",
    "hello",
    "I don't know",
    "wait, I meant the gateway",
    "leave out a",
    "withdraw",
  ],
  ...[
    "server is pc-114",
    "yes, hand it over",
    "stop",
    "payroll has to go out today",
    "no, go on",
    "what does it mean?",
  ],
];

const findAround = (text: string, word: string) => new RegExp(`.{0,80}${word}.{0,80}`, "i").exec(text)?.[0];

test("no word of a deleted message is left anywhere, whatever was said before and after", async () => {
  const said = fc.array(fc.constantFrom(...messages), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(said, said, fc.nat(), fc.boolean(), async (before, after, which, claims) => {
      const { chat, everything, kim, store } = await open();
      // Two letters differ, because the search forgives one.
      const letters = [...before, ...after].map((_, at) => String.fromCharCode(97 + at));
      const texts = [...before, ...after].map((text, at) => `${text} Zorb${letters[at]}lax${letters[at]}`);
      const deleted = texts[which % before.length] ?? "";
      const word = deleted.split(" ").at(-1) ?? "";
      await chat.says(...texts.slice(0, before.length));
      if (claims) for (const { reference } of await store.tickets.list()) await kim.does(reference, { kind: "claim" });
      await chat.deletes(deleted);
      expect(findAround(await everything(), word)).toBeUndefined();
      await chat.says(...texts.slice(before.length));
      expect(findAround(await everything(), word)).toBeUndefined();
      expect(await store.tickets.search({ words: word, most: 5 })).toEqual([]);
    }),
    { numRuns: 12 },
  );
});
