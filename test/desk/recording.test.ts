/** What technicians record, and how they take it back. */
import { expect, test } from "vitest";
import { handedOver } from "./handedOver.ts";

test("a command waits for the computer's name, which the technician fills in once for all commands", async () => {
  const { kim, reference } = await handedOver(["0x904 0x7, by VPN, only me", "technician", "yes"]);
  await kim.does(reference, { kind: "claim" });
  const before = await kim.sees(reference);
  expect(before.blanks[0]).toMatchObject({ blank: "host" });
  expect(await kim.does(reference, { kind: "fill", blank: "host", value: "not a name!" })).toContain(
    "srv01.corp.example",
  );
  expect(await kim.does(reference, { kind: "fill", blank: "host", value: "srv-fin-02" })).toBe("done");
  const after = await kim.sees(reference);
  expect([after.blanks.some(({ blank }) => blank === "host"), after.now.computer?.name]).toEqual([false, "srv-fin-02"]);
  expect(JSON.stringify(after.now.looks)).not.toContain("{host}");
});

test("what a person writes to a technician is offered as facts, and one press records it", async () => {
  const { chat, kim, reference } = await handedOver(["0x904 0x7", "technician", "yes"]);
  await kim.does(reference, { kind: "claim" });
  await chat.user("it works for my colleague next to me. the computer is called srv-fin-02");
  const offers = (await kim.sees(reference)).lines.at(-1)?.offers ?? [];
  expect(offers.map(({ name }) => name)).toEqual(["only I am locked out", "srv-fin-02"]);
  for (const { action } of offers) expect(action && (await kim.does(reference, action))).toBe("done");
  const after = await kim.sees(reference);
  expect(after.now).toMatchObject({ computer: { name: "srv-fin-02" }, affected: "Others get in, I don't" });
  expect(after.lines.at(-1)?.offers).toEqual([]);
});

test("recording begins with what tells most, and what is known comes last", async () => {
  const { kim, reference } = await handedOver(["0x904 0x7, only me", "technician", "yes"]);
  const { facts } = await kim.sees(reference);
  const known = facts.findIndex(({ known }) => known !== null);
  expect(known).toBeGreaterThan(3);
  expect(facts.slice(known).every(({ known }) => known !== null)).toBe(true);
  expect(facts[0]?.fact).toBe("goes-through");
});

test("what a technician records has a receipt, and an undo brings back what the person said", async () => {
  const { chat, kim, reference, technician } = await handedOver(["0x904 0x7, only me", "technician", "yes"]);
  await kim.does(reference, { kind: "claim" });
  await chat.user("it works for my colleague. the computer is called srv-fin-02");
  const before = await kim.sees(reference);
  expect(before.recording).toBeNull();
  await kim.does(reference, { kind: "record", fact: "who-is-hit", answers: ["everyone"] });
  const after = await kim.sees(reference);
  const { recording = 0, what } = after.recording ?? {};
  expect(what).toBe("Who gets in and who doesn't? – No one gets in");
  expect(after.now.affected).not.toBe(before.now.affected);

  expect(await technician("Sam").does(reference, { kind: "undo", recording })).toBe("Kim has this ticket.");
  expect(await kim.does(reference, { kind: "undo", recording })).toBe("done");
  expect(await kim.does(reference, { kind: "undo", recording })).toBe("That has already been taken back.");
  const undone = await kim.sees(reference);
  expect(undone.recording).toEqual({ recording, what, isTakenBack: true });
  expect([undone.now.affected, undone.lines.at(-1)?.offers]).toEqual([
    before.now.affected,
    before.lines.at(-1)?.offers,
  ]);
  expect(undone.log.at(-1)).toMatchObject({ who: "Kim", what: "took-back" });
});

test("one undo takes back everything that a pasted output recorded", async () => {
  const { kim, reference } = await handedOver(["0x904 0x7, only me", "technician", "yes"]);
  await kim.does(reference, { kind: "claim" });
  const before = (await kim.sees(reference)).now.facts;
  expect(await kim.does(reference, { kind: "read", text: "KEY MISSING, and it goes through a VPN" })).toBe("done");
  const { recording, now } = await kim.sees(reference);
  expect(now.facts.length).toBeGreaterThan(before.length);
  await kim.does(reference, { kind: "undo", recording: recording?.recording ?? 0 });
  expect((await kim.sees(reference)).now.facts).toEqual(before);
  // A place that is no recording names nothing.
  expect(await kim.does(reference, { kind: "undo", recording: 0 })).toBe("That has already been taken back.");
});
