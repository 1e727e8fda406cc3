/** Changes that are in place when a technician has the case: the one that is the fix stays, the others are put back. */
import { expect, test } from "vitest";
import type { Offer } from "../../src/desk/desk.ts";
import { handedOver } from "./handedOver.ts";

/** Kim has chosen the right certificate, and the change is in place. */
async function changed() {
  const desk = await handedOver(["0x904 0x7, nobody gets in, same network", "technician", "yes"]);
  const { kim, reference } = desk;
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "read", text: "BOUND: NO KEY" });
  await kim.does(reference, { kind: "next-done", action: "bind-right-certificate", how: "done" });
  const offers = async (): Promise<Offer[]> => (await kim.sees(reference)).lines.at(-1)?.offers ?? [];
  const press = async (name: string) => {
    const action = (await offers()).find((offer) => offer.name === name)?.action;
    return action && kim.does(reference, action);
  };
  return { ...desk, offers, press };
}

const works = "it works now! with the new certificate everybody gets in again.";

test("a change that is the fix stays, its cause is the one to resolve with, and the person reads how to undo it", async () => {
  const { chat, kim, reference, press } = await changed();
  expect((await kim.sees(reference)).may.resolve).toBe(false);
  await chat.user(works);
  expect(await press("It works")).toBe("done");
  const { changes, fixed, may, now, recording } = await kim.sees(reference);
  // Only the person's own word ends the case, so the bot has to ask.
  expect([changes, fixed, may.resolve, may["hand-back"]]).toEqual([[], "cert-binding-mismatch", true, false]);
  expect(now.next).toBeUndefined();
  expect(now.tried.map(({ result }) => result)).toEqual(["stays as the fix, says Kim"]);
  expect(recording?.what).toMatch(/^the fix stays: /);
  await kim.does(reference, { kind: "resolve", cause: fixed, note: "" });
  chat.listens();
  await chat.user("yes");
  chat.bot("Great, it works", "What stays changed:", "Choose the right certificate. To undo it:");
});

test("if it still fails, or the technician takes it back, the change has to be put back again", async () => {
  const { chat, kim, reference } = await changed();
  const [change] = (await kim.sees(reference)).changes;
  const keep = { kind: "keep", change: change?.change ?? 0 } as const;
  await kim.does(reference, keep);
  const { recording } = await kim.sees(reference);
  await kim.does(reference, { kind: "undo", recording: recording?.recording ?? 0 });
  expect((await kim.sees(reference)).changes).toEqual([change]);
  await kim.does(reference, keep);
  await kim.does(reference, { kind: "resolve", cause: "cert-binding-mismatch", note: "" });
  chat.listens();
  await chat.user("no");
  await kim.does(reference, { kind: "claim" });
  expect((await kim.sees(reference)).changes).toEqual([change]);
});

test("a person who put it back offers that to the technician, and only their latest message speaks of the end", async () => {
  const { chat, kim, reference, offers, press } = await changed();
  await chat.user("I have switched it on again, and now?");
  expect(await offers()).toMatchObject([{ name: "They put it back", about: "Put back: Choose the right certificate" }]);
  expect(await press("They put it back")).toBe("done");
  expect((await kim.sees(reference)).changes).toEqual([]);
  await chat.user("it works now");
  expect(await offers()).toEqual([{ name: "It works", about: 'Go to "Resolve"', action: null }]);
  await chat.user("thank you");
  expect(await offers()).toEqual([]);
});
