/** Replies of real people that a human would understand, and the bot must too. */
import { expect, test } from "vitest";
import { findCommand } from "../../dialogs/hearing/commands.ts";
import { findReport } from "../../dialogs/hearing/findReport.ts";
import { findAnswer } from "../../dialogs/hearing/shortAnswers.ts";
import { next } from "../../knowledge/case/next.ts";
import { readStanding } from "../../knowledge/case/reducer.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { makeCaseKey } from "../../src/store/caseKey.ts";
import { openDesk } from "../support/desk.ts";
import { comesToThePause } from "../support/thePause.ts";
import { treeFiles } from "../support/trees.ts";

const tree = loadTree(treeFiles.fourCauses);

async function known(first: string[], reply: string, fact: string): Promise<string[] | undefined> {
  const { chat, store } = await openDesk();
  await chat.says(...first, reply);
  return readStanding(
    tree,
    (await store.cases.current(makeCaseKey("terminal", "one", "ada")))?.history ?? [],
  ).facts.get(fact)?.answers;
}
const atGoesThrough = ["0x904", "did not help"];
const atWhoIsHit = [...atGoesThrough, "straight"];

test("a small word inside a sentence does not answer the question", async () => {
  expect(await known(atWhoIsHit, "please can someone look at it with me", "who-is-hit")).toBeUndefined();
  expect(await known(atGoesThrough, "no more questions, get someone", "goes-through")).toBeUndefined();
  expect(await known(atGoesThrough, "directly over the internet", "goes-through")).toBeUndefined();
});

test.each([
  [atWhoIsHit, "no one else has the problem", "who-is-hit", "only-me"],
  [atWhoIsHit, "the others are working normally", "who-is-hit", "only-me"],
  [atWhoIsHit, "everybody", "who-is-hit", "everyone"],
  [atWhoIsHit, "only me I think", "who-is-hit", "only-me"],
  [atGoesThrough, "same building", "goes-through", "straight"],
  [atGoesThrough, "vpn i guess?", "goes-through", "vpn"],
  [["hi"], "sorry no it says 0x904", "code", "this-fault"],
] as const)("%s -> %s", async (first, reply, fact, answer) => {
  expect(await known([...first], reply, fact)).toEqual([answer]);
});

test.each([
  ["waited, same", "no-help"],
  ["still same", "no-help"],
  ["same with an ethernet cable", "no-help"],
  ["same", "no-help"],
  ["still the error", "no-help"],
  ["done, it says SUCCESS", "done"],
  ["SUCCESS: The file (or folder) now owned by the administrators group.", "done"],
  ["I can't do that", "cannot"],
  ["not allowed", "cannot"],
  ["we are not allowed to go around the JumpServer", "cannot"],
  ["policy forbids that, only through PSM", "cannot"],
  ["it's forbidden by the firewall", "cannot"],
  ["cannot read private key file /etc/xrdp/key.pem: permission denied", undefined],
  ["ERROR: Access is denied.", undefined],
])("%s: %s", (words, answer) => {
  expect(findAnswer(words)).toBe(answer);
});

async function moveAfter(...messages: string[]) {
  const { chat, store } = await openDesk();
  await chat.says(...messages);
  return next(tree, (await store.cases.current(makeCaseKey("terminal", "one", "ada")))?.history ?? []);
}

test.each([
  ["restarted, and now I get in from 25H2!", "works"],
  ["done, now everyone gets in", "works"],
  ["Everybody gets in again", "works"],
  ["restarted. works!", "works"],
  ["Works through the gateway now", "works"],
  ["done, and now people get in again", "works"],
  ["yes it works by the other address", "works"],
  ["done, 1 file was processed", "done"],
  ["yes it's done, one line DELETED", "done"],
  ["ok I made a copy", "done"],
  ["put back", "done"],
  ["done, it's up again", "done"],
  ["done, but it is not there", undefined],
  ["done, but it shows another window", undefined],
  ["it says LEFT ALONE. but i can connect now!", "works"],
  ["both completed successfully", "done"],
  ["that did it, rdp is back", "works"],
  ["restarted, still the same error", undefined],
  ["it works for my colleague", undefined],
  ["when it works, what do I do?", undefined],
  ["I will restart it now", undefined],
])("reported at a step: %s -> %s", async (words, report) => {
  const step = await moveAfter("0x904");
  expect(step.kind).toBe("step");
  expect(findReport(step, words)).toBe(report);
});

test.each([
  ["after the restart it works by itself now", "works"],
  ["and now it connects", "works"],
  ["restarted", undefined],
  ["no, same error", undefined],
  ["it works from the office but not from here", undefined],
])("reported after a try: %s -> %s", async (words, report) => {
  const check = await moveAfter("0x904", "done");
  expect(check.kind).toBe("check");
  expect(findReport(check, words)).toBe(report);
});

test.each([
  "hand over to second level please",
  "escalate",
  "open a ticket please",
  "I want to speak to a representative",
  "call me please",
  "can you send someone",
  "can a person do this",
  "please let an expert do it",
  "hand me over",
  "HELP I CANT GET INTO MY COMPUTER!!!! need a human NOW plz",
  "I can't print. Please get me a technician",
  "0x904 again, technician please!",
  "pls someone real!!!!",
  "is there anybody there",
  "let me talk to support",
  "i dont want to talk to a bot",
  "plese giv me a tecnician",
])("a request for a person: %s", (words) => {
  expect(findCommand(words)).toBe("technician");
});

test.each([
  "the technician called me yesterday",
  "can someone else connect? yes, my colleague",
  "my colleague told me to wait",
  "do not hand it over",
  "I cannot connect. my colleague can",
  "the machine does not answer",
  "it is not a virtual machine",
  "somebody else gets in",
])("not a request for a person: %s", (words) => {
  expect(findCommand(words)).not.toBe("technician");
});

test("a no in front is a no, whatever short word follows", async () => {
  const atAdmin = [...atWhoIsHit, "nobody", "1"];
  for (const words of ["no im in accounting", "no im sorry", "No, my boss is", "no"])
    expect([words, await known(atAdmin, words, "admin-there")]).toEqual([words, ["no"]]);
  for (const words of ["yes of course, it's my own laptop", "yeah, I am", "I am"])
    expect([words, await known(atAdmin, words, "admin-there")]).toEqual([words, ["yes"]]);
});

test("a frightened person is told the risk of the step", async () => {
  const { chat } = await openDesk();
  await chat.says("0x904", "is it dangerous?");
  chat.bot("There's no risk in this step");
  await chat.user("how long does this take");
  chat.bot("About 4 minutes");
});

test("a ticket about another fault contains no suggestions for this one", async () => {
  const { chat, tickets } = await openDesk();
  await chat.says("error 0x204", "yes");
  const [ticket] = await tickets();
  expect(ticket?.suspects).toEqual([]);
  expect(ticket?.notAllowed).toEqual([]);
  expect(ticket?.looks).toEqual([]);
});

test("a change that is put back after the hand-over is recorded", async () => {
  const { chat, store } = await openDesk();
  await comesToThePause(chat);
  await chat.says("done", "technician", "yes", "stop");
  chat.bot("One change is still in place");
  await chat.user("I have switched it back on again");
  chat.bot("that you put it back");
  expect(
    readStanding(tree, (await store.cases.current(makeCaseKey("terminal", "one", "ada")))?.history ?? []).openChanges,
  ).toEqual([]);
});
