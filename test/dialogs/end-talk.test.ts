/** A person ends their talk with a technician by the button of the chat page. */
import { expect, test } from "vitest";
import { openDesk } from "../support/desk.ts";
import { comesToThePause } from "../support/thePause.ts";

const press = (choice: string) => ({ value: { reconnect: { move: "end-talk", choice, label: "End" } } });

async function talksWithKim() {
  const desk = await openDesk();
  const { chat } = desk;
  await chat.says("0x904", "technician", "yes");
  const kim = desk.technician("Kim");
  const [reference = ""] = await kim.queue();
  await kim.does(reference, { kind: "claim" });
  chat.listens();
  return { ...desk, kim, reference };
}

test("a person who says that it is solved closes the case, and the technician sees it", async () => {
  const { chat, kim, reference } = await talksWithKim();
  await chat.user("Yes, it's solved", press("works"));
  chat.bot("Great, it works");
  chat.botDoesNotSay("withdrawn");
  expect(await kim.sees(reference)).toMatchObject({ state: "closed" });
});

test("a person who needs no technician any more goes on with the bot", async () => {
  const { chat, kim, reference } = await talksWithKim();
  await chat.user("Go on with the bot", press("withdrawn"));
  chat.bot(`${reference} is withdrawn`);
  expect(chat.heard.length).toBeGreaterThan(1);
  expect(await kim.sees(reference)).toMatchObject({ state: "withdrawn" });
});

test("the same words, typed, are for the technician", async () => {
  const { chat, kim, reference } = await talksWithKim();
  await chat.user("Yes, it's solved");
  await chat.user("Yes, it's solved", press("anything"));
  expect(chat.heard).toEqual([]);
  expect(await kim.sees(reference)).toMatchObject({ state: "with-technician" });
});

test("a typed withdrawal is asked about once, and 'never mind' is for the technician", async () => {
  const { chat, kim, reference, attendance } = await talksWithKim();
  attendance.enter("Kim");
  await chat.user("never mind");
  expect(chat.heard).toEqual([]);
  await chat.user("withdraw");
  chat.bot("Kim has your case");
  expect(await kim.sees(reference)).toMatchObject({ state: "with-technician" });
  await chat.user("withdraw");
  chat.bot(`${reference} is withdrawn`);
  expect(await kim.sees(reference)).toMatchObject({ state: "withdrawn" });
});

test("while a change is in place, the ticket stays with the technician", async () => {
  const desk = await openDesk();
  await comesToThePause(desk.chat);
  await desk.chat.says("done", "technician", "yes");
  const kim = desk.technician("Kim");
  const [reference = ""] = await kim.queue();
  await kim.does(reference, { kind: "claim" });
  for (const choice of ["works", "withdrawn"]) {
    await desk.chat.user("End", press(choice));
    desk.chat.bot(
      choice === "works" ? "that it works. A technician still has to look" : "One change is still in place",
    );
    expect(await kim.sees(reference)).toMatchObject({ state: "with-technician", openChanges: 1 });
  }
});

test("a press that comes too late changes nothing", async () => {
  const { chat, kim, reference } = await talksWithKim();
  await kim.does(reference, { kind: "resolve", cause: null, note: "A cable was loose." });
  await chat.user("Yes, it's solved", press("withdrawn"));
  expect(await kim.sees(reference)).toMatchObject({ state: "resolved" });
});
