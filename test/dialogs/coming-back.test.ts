/** After the end: small talk opens no case, and a fault that comes back goes on where it was. */
import { expect, test } from "vitest";
import { openDesk } from "../support/desk.ts";
import { treeFiles } from "../support/trees.ts";

/** An administrator whose certificate's key could not be read, and whom the fix helped. */
async function helped() {
  const desk = await openDesk({ treeFile: treeFiles.remoteComputer });
  await desk.chat.user(
    "0x904 / 0x7. I am the administrator of the server and I am on its console. System log: Schannel Event ID: 36870 A fatal error occurred when attempting to access the TLS server credential private key. 0x8009030D",
  );
  desk.chat.bot("private key");
  await desk.chat.says("done", "done", "done", "done", "done");
  await desk.chat.user("yes, it works");
  desk.chat.bot("Great, it works");
  return desk;
}

test.each([
  "thank you!",
  "great bot",
  "5 stars",
  "how do i rate you",
  "👍",
  "hello",
  "who are you",
  "bye",
  "hm, ok then",
])('after the end "%s" opens no case', async (words) => {
  const { chat, store } = await helped();
  await chat.user(words);
  expect(chat.text()).not.toBe("");
  chat.botDoesNotSay("What exactly does the Remote Desktop window say?");
  expect(await store.cases.list()).toHaveLength(1);
  expect((await store.cases.list())[0]?.state).toBe("closed");
});

test.each([
  "it came back",
  "hi its me again, it came back",
  "same error again since this morning",
  "it's back",
  "nope, the error is there again",
  "same problem again today",
  "0x904 0x7 again",
  "it stopped working again, same message",
  "morning... it's doing it again, can't get into my pc",
  "you helped me with this last week. same error as last time",
])('"%s" reopens the case and begins with what helped', async (words) => {
  const { chat, store } = await helped();
  await chat.user(words);
  chat.bot("Sorry it's back. I still know what you told me", "Last time it was:", "What helped:", "private key");
  chat.botDoesNotSay("What exactly does the Remote Desktop window say?");
  chat.botDoesNotSay("Are you an administrator");
  expect((await store.cases.list()).map(({ state }) => state)).toEqual(["bot"]);
});

test.each(["another server says 0x904 now", "a colleague has the same error", "new problem: 0x204"])(
  '"%s" opens a new case',
  async (words) => {
    const { chat, store } = await helped();
    await chat.user(words);
    chat.botDoesNotSay("Sorry it's back");
    expect(await store.cases.list()).toHaveLength(2);
  },
);

test("a fix that does not help the second time is not tried a third time, and nothing that it changed is put back", async () => {
  const { chat, tickets } = await helped();
  await chat.says("it came back", "done", "done", "done", "done", "done", "no, same error");
  chat.botDoesNotSay("put it back");
  await chat.says("technician", "yes");
  const [ticket] = await tickets();
  expect(ticket?.times).toBe(2);
  expect(ticket?.reason.text).toContain("second time");
  expect(ticket?.openChanges).toEqual([]);
});

test("a ticket that a technician had resolved comes back to the technicians, who see that it is the second time", async () => {
  const { chat, store, tickets, technician } = await openDesk();
  const kim = technician("Kim");
  await chat.says("0x904", "technician", "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  await kim.does(reference, { kind: "claim" });
  await kim.does(reference, { kind: "resolve", cause: "dns-wrong-host", note: "Corrected the record of its name." });
  await chat.user("yes, it works");
  expect((await store.tickets.find(reference))?.state).toBe("closed");

  await chat.user("hi, it came back this morning");
  chat.bot(
    "Sorry it's back",
    "Last time it was: ",
    "The technician's note from then: Corrected the record of its name.",
    "The technicians have it again, under the same reference",
    reference,
  );
  expect(await store.tickets.find(reference)).toMatchObject({ state: "waiting", revision: 2, times: 2 });
  expect((await tickets()).at(-1)).toMatchObject({
    times: 2,
    reason: { text: expect.stringContaining("second time") },
  });
  expect(await store.cases.list()).toHaveLength(1);
});

test("what was solved in a talk with a technician goes to the technicians when it comes back", async () => {
  const { chat, store, technician } = await openDesk();
  const kim = technician("Kim");
  await chat.says("0x904", "technician", "yes");
  const reference = (await store.tickets.list())[0]?.reference ?? "";
  await kim.does(reference, { kind: "claim" });
  await chat.user("Yes, it's solved", {
    value: { reconnect: { move: "end-talk", choice: "works", label: "Yes, it's solved" } },
  });
  chat.bot("Great, it works", reference);

  await chat.user("it came back");
  chat.bot("Sorry it's back", "The technicians have it again, under the same reference", reference);
  expect(await store.tickets.find(reference)).toMatchObject({ state: "waiting", times: 2 });
});
