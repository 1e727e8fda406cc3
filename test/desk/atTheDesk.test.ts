/** What technicians see in the queue and in a ticket. */
import { expect, test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";
import { ada, handedOver } from "./handedOver.ts";

test("a row of the queue says who, which way to which computer, the suspect and how urgent it is", async () => {
  const { kim } = await handedOver(ada);
  const [row] = await kim.rows();
  expect(row).toMatchObject({ person: "Ada", path: "VPN → srv-fin-02", urgency: "today", tried: 0, language: null });
  expect(row?.suspect).toMatch(/^[^.]{3,32}$/);
});

test("the head of a ticket has who, how to reach them, the computer, since when, who is affected and the next command", async () => {
  const { kim, reference } = await handedOver(ada);
  const { now } = await kim.sees(reference);
  expect(now).toMatchObject({
    person: { name: "Ada", contact: "ext. 4711" },
    computer: { name: "srv-fin-02", way: "VPN" },
    since: "since this morning",
    affected: "Others get in, I don't",
    urgency: "today",
  });
  expect(now.next?.run).toBeDefined();
  expect(now.next?.run).not.toContain("{host}");
});

test("a private note is stored once, is found by the search, and never reaches the person", async () => {
  const { chat, kim, reference, technician } = await handedOver(ada);
  const note = { kind: "note", text: "The firewall team changed a rule at noon." } as const;
  expect([await kim.does(reference, note, "note-1"), await kim.does(reference, note, "note-1")]).toEqual([
    "done",
    "done",
  ]);
  const { notes } = await technician("Sam").sees(reference);
  expect(notes.map(({ by, text }) => [by, text])).toEqual([["Kim", note.text]]);
  expect((await kim.rows({ words: "noon firewall" })).map((row) => row.reference)).toEqual([reference]);
  await chat.user("any news?");
  chat.botDoesNotSay("firewall");
  expect(await kim.does(reference, { kind: "note", text: "  " })).toBe("Write something first.");
});

test("the lists of the desk hold what their names say, and their counts agree", async () => {
  const { person, kim, reference, technician } = await handedOver(ada);
  await person("bob", "two").says("0x904 0x7", "technician", "yes");
  await kim.does(reference, { kind: "claim" });
  const list = async (name: "open" | "waiting" | "mine" | "resolved" | "closed") =>
    (await kim.rows({ list: name })).map((row) => row.reference === reference);
  expect([await list("mine"), await list("waiting")]).toEqual([[true], [false]]);
  await kim.does(reference, { kind: "resolve", cause: null, note: "A cable was loose." });
  expect([await list("resolved"), await list("closed")]).toEqual([[true], []]);
  expect(await kim.count()).toEqual({ open: 2, waiting: 1, mine: 1, changes: 0, resolved: 1, closed: 0 });
  expect(await technician("Sam").count()).toMatchObject({ mine: 0 });
});

test("what still fails goes back to the technician who is at the desk, and to the queue when they are gone", async () => {
  const { chat, kim, reference, attendance, store } = await handedOver(ada);
  const resolve = { kind: "resolve", cause: null, note: "A cable was loose." } as const;
  const leave = attendance.enter("Kim");
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, resolve);
  await chat.user("no, still not");
  chat.bot("Kim sees that it still fails");
  expect(await store.tickets.find(reference)).toMatchObject({ state: "with-technician", by: "Kim" });
  expect((await kim.answered()).map((row) => row.reference)).toEqual([reference]);

  await kim.does(reference, resolve);
  leave();
  await chat.user("no, still not");
  chat.bot("is open again, and the technicians see it");
  expect(await store.tickets.find(reference)).toMatchObject({ state: "waiting", by: null });
});

test("a person waits since the last hand-over, and those who wait longer come first", async () => {
  const { chat, person, kim, reference, pass, now } = await handedOver(["0x904 0x7, only me", "technician", "yes"]);
  const first = now();
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "hand-back" });
  await pass(10);
  await person("bob", "two").says("0x904 0x7", "technician", "yes");
  const [bob] = await kim.rows({ list: "waiting" });
  await pass(10);
  const again = now();
  await chat.says("technician", "yes");
  const rows = await kim.rows({ list: "waiting" });
  expect(rows.map((row) => row.reference)).toEqual([bob?.reference, reference]);
  const { at = "", waitsSince = "" } = rows[1] ?? {};
  expect([at <= first, waitsSince >= again]).toEqual([true, true]);
  expect(await kim.does(reference, { kind: "claim" })).toBe("done");
  await kim.does(reference, { kind: "release" });
  // A colleague who returns it to the queue does not make the person wait anew.
  expect((await kim.sees(reference)).waitsSince).toBe(waitsSince);
});

/** A browser's person has no name, and the id is a long random one. */
const browser = "dl_kPCqJO99d6SZIHiUXzQQhO7MT9yneuVlkHYv53";

test("the name and the address that come after the hand-over are in the row, the head and the greeting", async () => {
  const { person, technician } = await openDesk({ treeFile: embeddedTree, isNamed: false });
  const [eve, kim] = [person(browser), technician("Kim")];
  await eve.says("0x904 0x7, only me", "technician", "yes");
  const [row] = await kim.rows();
  expect(row?.person).toBe("Unnamed person");
  await eve.user("Eve Miller, eve.miller@corp.example");
  eve.bot("Eve Miller, eve.miller@corp.example");
  expect((await kim.rows())[0]?.person).toBe("Eve Miller");
  const seen = await kim.sees(row?.reference ?? "");
  expect(seen.person).toBe("Eve Miller");
  expect(seen.now.person).toMatchObject({ name: "Eve Miller", contact: "eve.miller@corp.example" });
});

test("what a person fills into the form after the hand-over is added, and the old button does nothing else", async () => {
  const { person, technician } = await openDesk({ treeFile: embeddedTree, isNamed: false, channelId: "webchat" });
  const [eve, kim] = [person(browser), technician("Kim")];
  await eve.says("0x904 0x7, only me", "technician");
  const form = eve.heard.at(-1);
  await eve.presses("Hand over", form);
  await eve.fillsIn({ name: "Eve", contact: "ext. 12" }, "Hand over", form);
  eve.bot("Eve, ext. 12");
  const [row] = await kim.rows();
  expect([row?.person, row?.state]).toEqual(["Eve", "waiting"]);
  expect((await kim.sees(row?.reference ?? "")).now.person.contact).toBe("ext. 12");
});

test("without evidence a ticket lists no fix, and with a suspect it lists the fix that the person could not do", async () => {
  const { kim, reference } = await handedOver(["0x904 0x7", "technician", "yes"]);
  const before = (await kim.sees(reference)).now;
  expect(before.suspects.filter(({ standing }) => standing === "likely")).toEqual([]);
  expect([before.notAllowed, before.next !== undefined]).toEqual([[], true]);
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "record", fact: "server-log", answers: ["key-unreadable"] });
  const { notAllowed, suspects } = (await kim.sees(reference)).now;
  const likely = suspects.filter(({ standing }) => standing === "likely").map(({ cause }) => cause);
  expect(likely.length).toBeGreaterThan(0);
  expect(notAllowed.length).toBeGreaterThan(0);
  expect(notAllowed.every(({ cause }) => likely.includes(cause))).toBe(true);
});

test("that the person asked for a technician is said shortly, and not at all where there is more to say", async () => {
  const { kim, reference } = await handedOver(ada);
  expect((await kim.sees(reference)).now.reason.text).toBe("Asked for a technician.");
  const gerd = await handedOver(["0x904 0x7, ich komme nicht auf den Server", "technician", "yes"]);
  expect((await gerd.kim.sees(gerd.reference)).now.reason.text).toBe("The person writes in German.");
});
