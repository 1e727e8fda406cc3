/** Things that a person keeps back are not on the desk, not in a search, and not in a package. */
import { expect, test } from "vitest";
import type { Target } from "../../src/escalation/targets/target.ts";
import type { TicketPackage } from "../../src/tickets/ticketPackage.ts";
import { openDesk } from "../support/desk.ts";

const secret = /vpn|tunnel-or-proxy/i;

/** A person mentioned their VPN and keeps that back. */
async function keptBack() {
  const target: Target = { id: "webhook", redaction: { people: false, hosts: false }, deliver: async () => {} };
  const desk = await openDesk({ channelId: "msteams", targets: [target] });
  await desk.chat.says("0x904", "same error", "it goes through our vpn at home", "technician");
  await desk.chat.fillsIn({ "pass:goes-through": "false", "pass:code": "true" }, "Hand over");
  const reference = (await desk.store.tickets.list())[0]?.reference ?? "";
  return { ...desk, reference, kim: desk.technician("Kim") };
}

test("neither the package nor a delivery contains it, not even in the bot's own messages", async () => {
  const { store, reference } = await keptBack();
  const [delivery] = await store.deliveries.list({ reference, most: 5 });
  for (const whole of [(await store.tickets.find(reference))?.package, delivery?.payload]) {
    const { facts, transcript, tried } = whole as TicketPackage;
    // A question with all its choices reveals nothing.
    const telling = transcript.filter(({ text }) => secret.test(text) && !text.includes("No, straight to it"));
    expect([telling, JSON.stringify([facts, tried])]).toEqual([[], expect.not.stringMatching(secret)]);
  }
});

test("the desk shows it neither as a fact nor as a reason nor as a suspect, and no search finds it", async () => {
  const { kim, reference, store } = await keptBack();
  const view = await kim.sees(reference);
  expect(view.facts.find(({ fact }) => fact === "goes-through")?.known).toBeNull();
  expect(view.causes.filter(({ standing }) => standing === "likely").map(({ id }) => id)).not.toContain(
    "tunnel-or-proxy",
  );
  expect(view.lines.filter(({ text }) => secret.test(text) && text.includes("at home"))).toEqual([]);
  expect(view.lines.filter(({ leftOut }) => leftOut).length).toBeGreaterThan(1);
  expect(await store.tickets.search({ words: "vpn at home", most: 5 })).toEqual([]);
  expect(await store.tickets.search({ words: reference, most: 5 })).toHaveLength(1);
});

test("the technician can read later messages, even with the same words", async () => {
  const { chat, kim, reference, store } = await keptBack();
  await kim.does(reference, { kind: "claim" });
  await chat.user("all right, it goes through our vpn at home");
  const [line] = (await kim.sees(reference)).lines.slice(-1);
  expect(line).toMatchObject({ who: "person", text: "all right, it goes through our vpn at home", leftOut: false });
  expect(await store.tickets.search({ words: "vpn at home", most: 5 })).toHaveLength(1);
});

test("messages to and from a technician are shown even if the conversation is kept back", async () => {
  const { chat, store, technician } = await openDesk();
  await chat.says("0x904", "technician", "leave out the conversation", "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  const kim = technician("Kim");
  await kim.does(reference, { kind: "claim" });
  await chat.user("Hello Kim, my PC is on fire");
  const { lines } = await kim.sees(reference);
  expect(lines.at(-1)).toMatchObject({ text: "Hello Kim, my PC is on fire" });
  expect(lines[0]).toMatchObject({ text: "", leftOut: true });
});

test("after an automatic hand-over the person is told what was passed on, without the things they kept back", async () => {
  const { chat, store, pass } = await openDesk();
  await chat.says("0x904", "same error", "it goes through our vpn at home", "technician", "leave out b");
  chat.bot("I won't pass on: Does the connection go through");
  await pass(61);
  chat.listens();
  chat.bot(
    "You asked for a technician and then didn't write for a while",
    "Besides our conversation, I passed on",
    "error code 0x904",
  );
  chat.botDoesNotSay("A VPN");
  expect((await store.tickets.list())[0]?.package).toMatchObject({ leftOut: 1 });
  expect(JSON.stringify((await store.tickets.list())[0]?.package)).toContain("hadn't confirmed");
});

test("words that only look like a request to keep things back are passed on", async () => {
  const { chat, tickets } = await openDesk();
  await chat.says("0x904", "technician", "Without a computer I cannot work", "leave a message for my boss", "yes");
  const [ticket] = await tickets();
  expect(ticket?.impact).toBe("Without a computer I cannot work / leave a message for my boss");
  expect([ticket?.leftOut, ticket?.fault.codes.length]).toEqual([0, 1]);
});
