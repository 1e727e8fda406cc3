/** The end of a case: the technician's question, and the one message that closes it. */
import { expect, test } from "vitest";
import { openDesk } from "../support/desk.ts";
import { treeFiles } from "../support/trees.ts";

const countWords = (text: string): number => text.replace(/```[\s\S]*?```/g, "").split(/\s+/).length;

/** A person who waits for a technician, and Kim, who has the ticket. */
async function withKim(parts: Parameters<typeof openDesk>[0] = {}) {
  const desk = await openDesk(parts);
  await desk.chat.says("0x904", "technician", "yes");
  const reference = (await desk.store.tickets.list())[0]?.reference ?? "";
  const kim = desk.technician("Kim");
  await kim.does(reference, { kind: "claim" });
  desk.chat.listens();
  return { ...desk, reference, kim };
}

test("the question names who resolved it, what it was and the note, and has two buttons", async () => {
  const { chat, reference, kim } = await withKim();
  await kim.does(reference, { kind: "resolve", cause: "dns-wrong-host", note: "Corrected the record of its name." });
  chat.listens();
  expect(chat.text()).toBe(
    [
      "Kim says it's done.",
      "What it was: The name leads to another machine.",
      "Kim wrote: Corrected the record of its name.",
      "Please try to connect. Is it solved?",
      "  1. Yes, it works\n  2. No, still not",
    ].join("\n\n"),
  );
});

test("an agent's word without a note leaves only the question", async () => {
  const { chat, reference, kim } = await withKim();
  await kim.does(reference, { kind: "resolve", cause: "dns-wrong-host", note: "" });
  chat.listens();
  chat.botDoesNotSay("wrote");
  chat.botDoesNotSay("dns-wrong-host");
});

test("after the yes, one message says what it was, what was done, the reference and where to write", async () => {
  const { chat, reference, kim } = await withKim();
  await kim.does(reference, { kind: "resolve", cause: "dns-wrong-host", note: "Corrected the record of its name." });
  await chat.user("yes");
  expect(chat.heard).toHaveLength(1);
  expect(chat.text()).toBe(
    [
      "Great, it works. What it was: The name leads to another machine.",
      "Kim wrote: Corrected the record of its name.",
      `Your reference is ${reference}. If it comes back, write here.`,
    ].join("\n\n"),
  );
});

test("a note of many words is cut in the closing message, which the person has read before", async () => {
  const { chat, reference, kim } = await withKim();
  const note = Array.from({ length: 200 }, (_, at) => `word${at}`).join(" ");
  await kim.does(reference, { kind: "resolve", cause: null, note });
  chat.listens();
  chat.bot("word199");
  await chat.user("yes");
  chat.bot("Great, it works.", "word39 …");
  expect(countWords(chat.text())).toBeLessThan(90);
});

test("a case that the bot solved ends with the steps that helped, and says of each that stays changed how to undo it", async () => {
  const { chat } = await openDesk({ treeFile: treeFiles.remoteComputer });
  await chat.user(
    "0x904 / 0x7. I am the administrator of the server and I am on its console. System log: Schannel Event ID: 36870 A fatal error occurred when attempting to access the TLS server credential private key. 0x8009030D",
  );
  await chat.says("done", "done", "done", "done", "done", "yes, it works");
  expect(chat.heard).toHaveLength(1);
  chat.bot(
    "Great, it works. What it was: The remote computer may not read the key of its own certificate.",
    "What stays changed:",
    "read the file. To undo it: In a command prompt as administrator, put the saved permissions back.",
    'icacls "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys" /restore C:\\RdpBackup\\rdp-key.txt',
    "Also done: ",
    "restart Remote Desktop.",
    "If it comes back, write here.",
  );
});

test("a computer that was only starting needs no list of steps", async () => {
  const { chat } = await openDesk();
  await chat.says("error 904", "it works now!!");
  expect(chat.text()).toBe(
    "Great, it works. What it was: The remote computer is still starting.\n\nIf it comes back, write here.",
  );
});

test("what went away without a known cause ends in one sentence", async () => {
  const { chat } = await openDesk();
  await chat.says("error 904", "it works now, all on its own");
  expect(chat.text()).toBe("Great, it works. I'll close this. If it comes back, just write again.");
});

test("a withdrawn ticket is named once", async () => {
  const { chat } = await openDesk();
  await chat.says("0x904", "technician", "yes", "it works now!");
  expect(chat.text().match(/RC-/g)).toHaveLength(1);
});
