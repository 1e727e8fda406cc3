import { expect, test } from "vitest";
import type { Event } from "../../knowledge/case/events.ts";
import { runTicketCommand } from "../../src/commands/ticket.ts";
import type { DeskAction } from "../../src/desk/desk.ts";
import type { Store } from "../../src/store/store.ts";
import { type Chat, openDesk } from "../support/desk.ts";
import { comesToThePause } from "../support/thePause.ts";

/** Hands the case over and returns the reference. */
async function handOver(chat: Chat, store: Store): Promise<string> {
  for (let asked = 0; asked < 3 && (await store.tickets.list()).length === 0; asked += 1) await chat.user("technician");
  return (await store.tickets.list())[0]?.reference ?? "";
}

/** The same store with the events of every case changed. */
function tampered(store: Store, change: (history: Event[]) => Event[]) {
  const find = async (id: string) => {
    const stored = await store.cases.find(id);
    return stored && { ...stored, history: change(structuredClone(stored.history)) };
  };
  const { tickets, conversations, trees } = store;
  return { tickets, conversations, trees, cases: { find } };
}

test("a conversation with an answer taken back replays to the same events", async () => {
  const { chat, store } = await openDesk();
  await chat.says("Remote Desktop says 0x904, 0x7", "it happens to everyone", "back", "only to me", "hello?");
  const reference = await handOver(chat, store);
  const { text, exitCode } = await runTicketCommand(["replay", reference], store);
  expect(text).toMatch(/No difference: the replay of \d+ events leads to all \d+ shown moves\.\n$/);
  expect(exitCode).toBe(0);
  expect(text).toContain("1  the case starts with four-causes");
  expect(text).toMatch(/-> asks: /);
  expect(text).toMatch(/taken back: event \d/);
  expect(text).toContain(`handed over as ${reference}`);
});

/** Up to the test for which protection is paused, with steps that could not be done on the way. */
async function atThePause() {
  const desk = await openDesk();
  await comesToThePause(desk.chat);
  return desk;
}

test("a test whose change was put back replays the same, and so do the messages after the hand-over", async () => {
  const { chat, store } = await atThePause();
  await chat.says("done", "no", "done");
  const reference = await handOver(chat, store);
  await chat.user("one more thing: it began on Monday");
  const { text, exitCode } = await runTicketCommand(["replay", reference], store);
  expect(text).toMatch(/done, for the test "/);
  expect(text).toMatch(/-> must be put back: /);
  expect(text).toContain("No difference: ");
  expect(exitCode).toBe(0);
});

test("events changed afterwards are found, with the place of the first difference", async () => {
  const { chat, store } = await atThePause();
  await chat.says("done", "no", "done");
  const reference = await handOver(chat, store);
  const other = tampered(store, (history) =>
    history.map((event) => (event.kind === "performed" ? { ...event, kind: "could-not" } : event)),
  );
  const { text, exitCode } = await runTicketCommand(["replay", reference], other);
  expect(exitCode).toBe(1);
  expect(text).toMatch(/DIFFERENT: line \d+ of the conversation \(2026-01-05 09:\d\d UTC\) showed /);
  expect(text).toContain("compare the store with a backup");
});

test("a case is not replayed with a tree other than its own", async () => {
  const { chat, store } = await openDesk();
  await chat.says("Remote Desktop says 0x904, 0x7");
  const reference = await handOver(chat, store);
  const bare = { ...tampered(store, (history) => history), trees: { findText: async () => undefined } };
  const { text, exitCode } = await runTicketCommand(["replay", reference], bare);
  expect(exitCode).toBe(1);
  expect(text).toMatch(/cannot be replayed: the store does not hold its tree/);
});

test("a ticket that was claimed, handed back, handed over again, resolved, reopened and confirmed replays the same", async () => {
  const { chat, store, technician } = await openDesk();
  const kim = technician("Kim");
  await chat.says("0x904", "same error", "technician", "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  const actions: DeskAction[] = [
    { kind: "claim" },
    { kind: "say", text: "one moment" },
    { kind: "record", fact: "goes-through", answers: ["straight"] },
    { kind: "hand-back" },
  ];
  for (const action of actions) expect(await kim.does(reference, action)).toBe("done");
  await chat.says("nobody", "technician", "technician");
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "resolve", cause: null, note: "A cable was loose." });
  await chat.user("no, still the same");
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "resolve", cause: "dns-wrong-host", note: "" });
  await chat.user("yes, it works");
  expect((await store.tickets.find(reference))?.state).toBe("closed");

  const { text, exitCode } = await runTicketCommand(["replay", reference], store);
  expect(text).toMatch(/No difference: the replay of \d+ events leads to all \d+ shown moves/);
  expect(exitCode).toBe(0);
  const without = tampered(store, (history) => history.filter(({ kind }) => kind !== "resolved"));
  expect((await runTicketCommand(["replay", reference], without)).exitCode).toBe(1);
});
