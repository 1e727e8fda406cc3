import { expect, test } from "vitest";
import { makeCaseKey } from "../../src/store/caseKey.ts";
import { type Desk, openDesk } from "../support/desk.ts";
import { comesToThePause } from "../support/thePause.ts";
import { treeFiles } from "../support/trees.ts";

/** An administrator of this PC, at the test that pauses the security software. Only this person is affected. */
async function atThePause(): Promise<Desk> {
  const desk = await openDesk();
  await comesToThePause(desk.chat);
  return desk;
}

test("a test's change is put back as soon as the result is known", async () => {
  const { chat } = await atThePause();

  await chat.user("done");
  chat.bot("Did it connect while the security software was paused?");
  await chat.user("no");
  chat.bot("First, put it back", "Switch the protection on again now");
  await chat.user("done");
  chat.botDoesNotSay("Switch the protection on again");
});

test("it connects while a test's change is in place is only a finding, and the change is put back", async () => {
  const { chat, store } = await atThePause();

  await chat.user("done");
  await chat.user("it works now!");
  chat.bot("it isn't the cure yet", "First, put it back");
  await chat.user("it is put back");
  chat.bot("To try: Security software on this PC");
  expect((await store.cases.list())[0]?.state).toBe("bot");
});

test("a request for a technician in the middle of a test hands over the open change too", async () => {
  const { chat, tickets } = await atThePause();

  await chat.user("done");
  await chat.user("I want a technician");
  chat.bot("Still changed", "Switch the protection on again", "1. Hand over");
  await chat.user("yes");
  chat.bot("Your reference is", "the technicians know");
  const [ticket] = await tickets();
  expect(ticket?.openChanges.map(({ step, undo }) => [step, undo.do.slice(0, 30)])).toEqual([
    ["pause-protection", "Switch the protection on again"],
  ]);
});

test("a change that cannot be put back becomes a ticket when the person leaves", async () => {
  const { chat, tickets } = await atThePause();

  await chat.user("done");
  await chat.user("stop");
  chat.bot("Before we stop", "First, put it back");
  await chat.user("I can't put it back");
  chat.bot("could not be put back", "Your reference is");
  expect((await tickets())[0]?.openChanges).toHaveLength(1);
});

test("protection that cannot be switched on again is handed over at once", async () => {
  const { chat, tickets } = await atThePause();

  await chat.says("done", "no", "I can't put it back");
  chat.bot("could not be put back", "Your reference is", "Switch the protection on again");
  expect((await tickets())[0]?.reason.id).toBe("open-change");
});

test("it works, said while a test's change is being put back, does not keep the change", async () => {
  const { chat, store } = await atThePause();

  await chat.says("done", "no", "it works now");
  chat.bot("First undo the change we made for the test", "Tell me when you've put it back");
  const known = (await store.cases.current(makeCaseKey("terminal", "one", "ada")))?.history.findLast(
    ({ kind }) => kind === "answered",
  );
  expect(known).toMatchObject({ fact: "pause-helps", answers: ["no"] });
});

test("starting over in the middle of a test puts the change back first", async () => {
  const { chat } = await atThePause();

  await chat.user("done");
  await chat.user("start over");
  chat.bot('Say "start over" again');
  await chat.user("start over");
  chat.bot("First, put it back");
  await chat.user("done");
  chat.bot("All right, let's start over.", "What exactly does the Remote Desktop window say?");
});

test("an old value is read off before a change, and the undo contains it", async () => {
  const { chat } = await openDesk({ treeFile: treeFiles.remoteComputer });
  await chat.user("0x904, for days, over our bastion. I am the admin of the server and I am on its console");
  chat.bot("Bastion and remote computer agree on no way of securing the connection", "reg query");
  await chat.user("done");
  chat.bot("Which value did SecurityLayer have");
  await chat.user("0x1; shutdown /s");
  chat.bot("won't work in a command");
  await chat.user("0x1");
  chat.bot("/v SecurityLayer /t REG_DWORD /d 2 /f");
  await chat.says("done", "same error");
  chat.bot("First, put it back", "/v SecurityLayer /t REG_DWORD /d 0x1 /f");
});

test("a test that was tried in vain before has its result", async () => {
  const { chat } = await atThePause();
  await chat.user("I tried that with it paused yesterday, exactly the same message");
  chat.botDoesNotSay("Did it connect while the security software was paused?");
  chat.bot("First, put it back");
});
