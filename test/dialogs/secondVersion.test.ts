/** Neighbours, questions on the side, what a try can show, and steps that not everybody sees. */
import { expect, test } from "vitest";
import { openDesk } from "../support/desk.ts";
import { treeFiles } from "../support/trees.ts";

const openChat = () => openDesk({ treeFile: treeFiles.secondVersion });

test("another fault is named, explained, given three safe checks, and handed over with them", async () => {
  const { chat, tickets } = await openChat();

  await chat.user("Error code: 0x204 Extended error code: 0x0");
  chat.bot(
    "Another fault: The remote computer does not answer",
    "1. Make sure",
    "2. Check that the port",
    "3. Connect the VPN",
  );
  chat.bot("Test-NetConnection server01 -Port 3389", "Did one of these help?");
  await chat.user("Did not help");
  chat.bot("A technician can take it from here.", "Not handed over yet");
  await chat.user("yes, hand it over");
  chat.bot("Your reference is");
  const [ticket] = await tickets();
  expect(ticket?.fault.codes.map(({ hex }) => hex)).toContain("0x204");
  expect(ticket?.reason.text).toMatch(
    /The remote computer does not answer\..* The person was asked to check: 1\. Make sure that/,
  );
  expect(ticket?.reason.text).toContain("Pages: https://");
});

test("another fault is known by the words of its window, and by a pair of codes", async () => {
  const first = await openChat();
  await first.chat.user("it says remote access to the server is not enabled");
  first.chat.bot("Another fault: The remote computer does not answer");

  const second = await openChat();
  await second.chat.user("Error code: 0x3\nExtended error code: 0x10");
  second.chat.bot("Another fault: The session could not be built up");
});

test("the first question asks for everything at once; later the window's words are asked for alone", async () => {
  const { chat } = await openChat();

  await chat.user("hello");
  chat.bot("Tell me in your own words");
  await chat.says("0x904", "done", "Another message now");
  chat.bot("What does it say now?", "What does the Remote Desktop window say?");
  chat.botDoesNotSay("Tell me in your own words");
});

test("a question on the side is answered with its source, and the conversation goes on where it was", async () => {
  const { chat } = await openChat();

  await chat.user("0x904");
  chat.bot("still starting");
  await chat.user("what does 0x904 mean?");
  chat.bot(
    "closed a connection that had already opened",
    "Source: Remote Desktop can't connect",
    "Tell me when it's done",
  );
  await chat.user("is it my fault??");
  chat.bot("No. Nothing that you do", "Tell me when it's done");
});

test("a question on the side in the first message is answered besides reading the message", async () => {
  const { chat } = await openChat();
  await chat.user("I get 0x904. What does 0x904 mean?");
  chat.bot("I read: 0x904", "closed a connection that had already opened");
});

test("another message after a try is read, and can be another fault", async () => {
  const { chat } = await openChat();

  await chat.says("0x904", "done");
  chat.bot("Does it work?", "Another message now", "I can only test later");
  await chat.user("Another message now");
  chat.bot("What does it say now?");
  await chat.user("0x204");
  chat.bot("Another fault: The remote computer does not answer");
});

test("a person who can only test later finds the same question when they come back", async () => {
  const { chat } = await openChat();

  await chat.says("0x904", "done");
  await chat.user("I can only test later");
  chat.bot("come back and tell me what happened", "Does it connect now?");
  await chat.user("did not help");
  chat.bot("Was Windows updated shortly before?");
});

test("a state that passes never counts as a fix that failed", async () => {
  const { chat } = await openChat();

  await chat.says("0x904", "done", "did not help", "yes", "None of these");
  chat.botDoesNotSay("Two fixes have not helped");
});

test("a known issue leads to its own way out", async () => {
  const { chat } = await openChat();

  await chat.says("0x904", "done", "did not help", "yes");
  chat.bot("Is it one of these known issues?", "KB5000001, sessions freeze");
  await chat.user("KB5000001");
  chat.bot("Are you an administrator of this PC?");
  await chat.user("yes");
  chat.bot("Step 1 of 2: Look at the installed updates");
  await chat.user("done");
  chat.bot("Install KB5000002.");
});

test("the person's own suspicion is checked first", async () => {
  const { chat } = await openChat();

  await chat.user("0x904, I blame the certificate. I am administrator of the server and at the console");
  chat.bot("Read the certificate", "You suspect the certificate. Let's check exactly that.", "Run this");
});

test("a step names its place in the fix and its window; steps for other computers are left out", async () => {
  const { chat } = await openChat();
  await chat.says(
    "0x904, server 2019, I blame the certificate. I am administrator of the server and at the console",
    "EXPIRED",
  );
  chat.bot("What was the thumbprint of the old certificate?");
  await chat.user("0A1B2C3D");
  chat.bot(
    "Step 1 of 3: Delete the expired certificate",
    "I think: The certificate has expired",
    "PowerShell as administrator",
  );
  await chat.user("Not needed here, that one is still valid");
  chat.bot("Step 2 of 3: Restart the configuration service");
});

test("a value that the person does not know leads to a technician, with that fix first", async () => {
  const { chat, tickets } = await openChat();
  await chat.says(
    "0x904, server 2019, I blame the certificate. I am administrator of the server and at the console",
    "EXPIRED",
  );
  await chat.user("no idea");
  chat.bot("The fix needs a value that you do not have.");
  await chat.user("yes, hand it over");
  expect((await tickets())[0]?.suspects[0]?.cause).toBe("certificate-expired");
});

test("before a step that may not be needed, the person tries whether the steps so far were enough", async () => {
  const { chat } = await openChat();
  await chat.says(
    "0x904, server 2019, I blame the certificate. I am administrator of the server and at the console",
    ...["EXPIRED", "0A1B2C3D", "done"],
  );
  chat.bot("That may have been enough.", "Does it work already?");
  await chat.user("No, the same error");
  chat.bot("Step 2 of 3: Restart the configuration service");
  await chat.says("done", "yes, it works");
  chat.bot("Great, it works");
});

test("what a step's command prints, pasted, means that it was done", async () => {
  const { chat } = await openChat();
  await chat.says(
    "0x904, server 2019, I blame the certificate. I am administrator of the server and at the console",
    ...[
      "EXPIRED",
      "0A1B2C3D",
      "done",
      "No, the same error",
      "PS C:\\> Restart-Service SessionEnv; 'RESTARTED'\nRESTARTED",
    ],
  );
  chat.bot("Does it work already?");
});

test("the person is not sent to try again when nothing was done since the last try", async () => {
  const { chat } = await openChat();
  await chat.says(
    "0x904, server 2019, I blame the certificate. I am administrator of the server and at the console",
    ...["EXPIRED", "0A1B2C3D", "done", "No, the same error"],
  );
  await chat.user("Not needed here");
  chat.bot("Step 3 of 3: Restart the computer");
  chat.botDoesNotSay("Does it work already?");
});
