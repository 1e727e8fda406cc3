import { expect, test } from "vitest";
import { openDesk } from "../support/desk.ts";
import { treeFiles } from "../support/trees.ts";

test("a person who is locked out answers few questions and gets a reference to a stored ticket", async () => {
  const { chat, tickets } = await openDesk();

  await chat.user("Remote Desktop says Error code: 0x904 Extended error code: 0x7");
  chat.bot("error code 0x904", "To try: The remote computer is still starting");
  await chat.user("did that, same error");
  chat.bot("Does the connection go through something");
  await chat.user("no, straight");
  chat.bot("Who gets in and who does not?");
  await chat.user("nobody can connect to it");
  chat.bot("What kind of computer");
  await chat.user("1");
  chat.bot("Are you an administrator of the remote computer?");
  await chat.user("no, I just work here");
  chat.bot("that takes its administrator", "Not handed over yet");
  await chat.user("yes");

  const [ticket] = await tickets();
  chat.bot(`Your reference is ${ticket?.reference}`, "the service desk at ext. 4000 (8 to 18 h)");
  expect(ticket?.reason.id).toBe("needs-server-admin");
  expect(ticket?.tried.map(({ what, result }) => [what, result])).toEqual([["cause:host-booting", "didn't help"]]);
  expect(ticket?.transcript.filter(({ who }) => who === "person").at(-1)?.text).toBe("yes");
  expect(ticket?.transcript.at(-1)?.text).toContain("I've handed it over");
});

test("a person whose computer was still starting is done after three minutes", async () => {
  const { chat, tickets, store } = await openDesk();

  await chat.user("error 904");
  chat.bot("wait three minutes");
  await chat.user("it works now!!");
  chat.bot("Great, it works");

  expect(await tickets()).toEqual([]);
  expect((await store.cases.list())[0]?.state).toBe("closed");
});

test("an administrator who pastes a log line is not asked what the log already answers", async () => {
  const { chat } = await openDesk({ treeFile: treeFiles.remoteComputer });

  await chat.user(
    "0x904 / 0x7. I am the administrator of the server and I am on its console. System log: Schannel Event ID: 36870 A fatal error occurred when attempting to access the TLS server credential private key. 0x8009030D",
  );
  chat.bot("36870", "private key");
  chat.botDoesNotSay("Who gets in");
  chat.botDoesNotSay("still starting");
});

test("the bot does not ask for facts from the first message", async () => {
  const { chat } = await openDesk();

  await chat.user("0x904 and 0x7 since yesterday, we go through our RD gateway, and nobody can connect");
  chat.bot("I read:", "A Remote Desktop Gateway", "Nobody gets into that computer");
  chat.botDoesNotSay("wait three minutes");
  chat.botDoesNotSay("Does the connection go through");
  chat.bot("A test: Connect without what stands in the middle");
});

test("a code of another fault is named and explained, and the bot offers a technician", async () => {
  const { chat } = await openDesk();

  await chat.user("Error code: 0x204");
  chat.bot("0x204 (disconnectReasonSocketConnectFailed)", "another fault than the one I know", "Not handed over yet");
  await chat.user("sorry, I misread: it says 0x904");
  chat.bot("0x904", "The remote computer is still starting");
});

test("after an answer is taken back, another answer leads to another move", async () => {
  const { chat } = await openDesk();

  await chat.says("0x904", "same error", "no", "1");
  chat.bot("What kind of computer");
  await chat.user("back");
  chat.bot("Taken back", "Nobody gets into that computer", "Who gets in and who does not?");
  await chat.user("only me");
  chat.bot("A look that changes nothing", "enablecredsspsupport");
});

test("why, how, help and what have we tried are answered, and the question comes again, shorter", async () => {
  const { chat } = await openDesk();

  await chat.says("0x904", "same error");
  await chat.user("why do you ask?");
  chat.bot("Things in the middle answer on behalf", "Which of the answers fits best?");
  await chat.user("how do I find out");
  chat.bot("127.0.0.1 or localhost means a tunnel", "Which of the answers fits best?");
  await chat.user("help");
  chat.bot("I always know these words");
  chat.botDoesNotSay("Which of the answers fits best?");
  await chat.user("what have we tried?");
  chat.bot("Tried: The remote computer is still starting: didn't help");
  await chat.user("straight");
  chat.bot("Who gets in");
});

test("not sure is always an answer", async () => {
  const { chat } = await openDesk();

  await chat.says("0x904", "same error", "no idea");
  chat.bot("Who gets in and who does not?");
  await chat.user("I don't know");
  chat.bot("What kind of computer");
  await chat.user("not sure");
  chat.bot("Are you an administrator of the remote computer?");
  await chat.user("dunno");
  chat.bot("that takes its administrator");
});

test("after two fixes that did not help, the bot offers a technician once", async () => {
  const { chat } = await openDesk();

  await chat.says("0x904 over a rustdesk tunnel", "did not help", "I can't do this");
  for (let steps = 0; steps < 6 && !chat.text().includes("Two fixes have not helped"); steps += 1)
    await chat.user(chat.text().includes("Does it work?") ? "same error" : "done");
  chat.bot("Two fixes have not helped", "No, go on");
  await chat.user("no, go on");
  chat.bot("Who gets in and who does not?");
  chat.botDoesNotSay("Two fixes");
});
