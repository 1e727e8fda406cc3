/** Whatever people say at a step that changes something, the change is recorded. */
import { expect, test } from "vitest";
import { findAnswer } from "../../dialogs/hearing/shortAnswers.ts";
import type { Event } from "../../knowledge/case/events.ts";
import { next } from "../../knowledge/case/next.ts";
import { readStanding } from "../../knowledge/case/reducer.ts";
import { makeTypicalPerson, walkAs } from "../../knowledge/proof/simulate.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { makeCaseKey, makeConversationKey } from "../../src/store/caseKey.ts";
import { openDesk } from "../support/desk.ts";
import { treeFiles } from "../support/trees.ts";

const tree = loadTree(treeFiles.fourCauses);

type Tree = keyof typeof treeFiles;

/** Opens a desk with a case at the given step, made from the events of a simulated person. */
async function atStep(step: string, cause: string, which: Tree = "fourCauses") {
  const treeFile = treeFiles[which];
  const tree = loadTree(treeFile);
  const desk = await openDesk({ treeFile });
  const { history } = walkAs(tree, makeTypicalPerson(tree, cause, "administrator of everything"));
  const until = history.findIndex((event) => event.kind === "performed" && event.step === step);
  await desk.chat.user("0x904");
  const stored = await desk.store.cases.current(makeCaseKey("terminal", "one", "ada"));
  if (!stored || until < 0) throw new Error(`nobody comes to ${step}`);
  // A "reverted" event refers to its change by index, and other events precede these.
  const shift = stored.history.length - 1;
  const moved = history
    .slice(1, until)
    .map((event) => (event.kind === "reverted" ? { ...event, change: event.change + shift } : event));
  await desk.store.commit({
    key: stored.key,
    conversation: { id: makeConversationKey("terminal", "one"), channel: "terminal", reference: {} },
    person: "ada",
    incoming: { activityId: "prepared" },
    toSend: false,
    cases: [{ ...stored, append: moved, from: stored.history.length, at: "", watch: false, ticket: null }],
    dialogState: await desk.store.cases.dialogState(stored.key),
    lines: [],
    tickets: [],
    deliveries: [],
    log: [],
  });
  const events = async (): Promise<Event[]> => (await desk.store.cases.current(stored.key))?.history ?? [];
  const move = next(tree, await events());
  expect(move).toMatchObject({ kind: "step", id: step });
  return { ...desk, events };
}

const changing: [step: string, cause: string, tree: Tree][] = [
  ["pause-protection", "firewall-or-security-software", "fourCauses"],
  ["require-tls", "security-layer-mismatch", "remoteComputer"],
];
const saidWhenDone = [
  "done",
  "I did that",
  "done that",
  "ok did that",
  "yes I did that",
  "already done",
  "done already",
  "did it already",
  "I already tried that",
  "it works now!",
  "did not help",
  "same error",
  "no change",
];

test.each(changing.flatMap(([step, cause, tree]) => saidWhenDone.map((words) => ({ step, cause, tree, words }))))(
  '$step ($cause), answered with "$words", is recorded, and the change is put back or kept',
  async ({ step, cause, tree, words }) => {
    const { chat, events } = await atStep(step, cause, tree);
    await chat.user(words);
    expect((await events()).filter((event) => event.kind === "performed" && event.step === step)).toHaveLength(1);
  },
);

test("print shows only steps that the person may do, with blanks filled in", async () => {
  const { chat } = await openDesk();
  await chat.user(
    "0x904, for days. straight, same network. others can connect, only me not. I am not an administrator of this PC",
  );
  chat.bot("enablecredsspsupport");
  await chat.user("I can't do this");
  chat.bot("numeric address, such as");
  await chat.says("done", "yes");
  chat.bot("What is the remote computer called");
  await chat.user("srv01");
  chat.bot("To try: The name leads to another machine");
  await chat.user("print");
  chat.bot("The steps on one page");
  chat.botDoesNotSay("as administrator");
  chat.botDoesNotSay("{host}");
});

test("a question is neither an answer nor a report of success", () => {
  for (const words of [
    "is it working?",
    "is it fixed?",
    "is this solved now?",
    "it is connecting",
    "connecting now",
    "wait, connecting",
    "does it work now",
  ])
    expect(findAnswer(words), words).not.toBe("works");
  for (const words of ["it works", "works now!", "ok it works again, thanks", "finally connected", "I am in"])
    expect(findAnswer(words), words).toBe("works");
});

test("the longest short answer is read without backtracking", () => {
  for (const word of ["great", "all", "ok", "done", "works", "that", "already", "tried", "still"]) {
    const words = `${`${word} `.repeat(Math.floor(290 / (word.length + 1)))}x`;
    const began = process.cpuUsage().user;
    findAnswer(words);
    // Backtracking would take years, so a generous bound is enough.
    expect(process.cpuUsage().user - began, word).toBeLessThan(5_000_000);
  }
});

test("a number typed where a value is asked is a value and not a choice", async () => {
  const { chat } = await openDesk();
  await chat.user("0x904, for days, over a VPN. others can connect, only me not");
  chat.bot("enablecredsspsupport");
  await chat.user("I can't do this");
  chat.bot("numeric address, such as");
  await chat.says("done", "yes");
  chat.bot("What is the remote computer called", "(or say: I can't tell)");
  chat.botDoesNotSay("1. I can't tell");
});

test("the same error again answers the question whether it works", async () => {
  for (const words of ["0x904 again", "no, 0x904", "Error code: 0x904\nExtended error code: 0x7"]) {
    const { chat } = await openDesk();
    await chat.says("0x904", "done");
    chat.bot("Does it work?");
    await chat.user(words);
    chat.bot("Does the connection go through");
  }
});

test("a code that was taken back can be given again", async () => {
  const { chat, tickets } = await openDesk();
  await chat.says("0x904 0x7", "back", "0x904 0x7", "technician", "yes");
  expect((await tickets())[0]?.fault.codes.map(({ hex }) => hex)).toEqual(["0x904", "0x7"]);
});

test("an unrelated fact during a look does not complete the look", async () => {
  const { chat, store } = await openDesk();
  await chat.says("0x904, straight, same network. others can connect, only me not", "did not help");
  chat.bot("enablecredsspsupport");
  await chat.user("it began since yesterday by the way, I will look now");
  chat.bot("enablecredsspsupport");
  const history = (await store.cases.current(makeCaseKey("terminal", "one", "ada")))?.history ?? [];
  expect(readStanding(tree, history).looked.size).toBe(0);
});

test("start over during an open change can be taken back", async () => {
  const { chat, events } = await atStep("pause-protection", "firewall-or-security-software");
  await chat.says("done", "start over", "start over");
  chat.bot("First, put it back");
  await chat.user("back");
  chat.bot('Taken back: "start over"', "Did it connect while the security software was paused?");
  expect(readStanding(tree, await events()).leaving).toBeNull();
});

test("after the hand-over a stale button is stale, and good news ends it", async () => {
  const { chat } = await openDesk({ channelId: "msteams" });
  await chat.user("0x904");
  const card = chat.heard.at(-1);
  await chat.says("technician", "yes");
  await chat.presses("Not needed here", card);
  expect(chat.text()).toContain("belongs to an earlier question");
  await chat.user("it works now!");
  chat.bot("is withdrawn", "Great, it works");
});
