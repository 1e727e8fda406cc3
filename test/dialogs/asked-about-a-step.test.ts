/** Questions about a step or a look get their answer first: yes or no, as far as the tree tells. */
import { describe, expect, test } from "vitest";
import { findDisturbance, findRestart } from "../../dialogs/wording/actionEffects.ts";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

const tree = loadTree();
const saving = [
  "0x904 0x7, server 2019, nobody gets in, same lan, nothing changed. I am administrator of both, console access. System log: Schannel 36870 and event 1057",
  "I can't run a script",
  "yes",
  "BOUND: NONE\nCERTIFICATE: EXPIRED\nSERVICES: RUNNING",
  "Yes, the permissions are right",
];
const deleting = [...saving, "done"];
const restartingService = [...deleting, "done"];
const hotspot = [
  "from home over vpn I get 0x904 0x7, everybody in the office is fine",
  "I can't run a script",
  "windows server 2019, nothing changed, I am no administrator",
  "I can't tell",
];
const looking = [...saving.slice(0, 2), "yes"];

const answers: [string, string[], string, string][] = [
  ["that saves a copy", saving, "will this kick off the other users on the server?", "No, this disconnects no one."],
  ["that saves a copy", saving, "can i undo this later", "There's nothing to undo. It only saves a copy."],
  ["that saves a copy", saving, "what if it fails half way", "Then nothing is harmed"],
  ["that deletes something", deleting, "will this disconnect people", "I don't think it disconnects anyone, but"],
  ["that deletes something", deleting, "can i undo it later", "No. Windows issues a new one of the same kind"],
  ["that deletes something", deleting, "can i do it during office hours", "A quiet time is safer."],
  ["that deletes something", deleting, "what if it stops in the middle", "Then don't repeat it yet"],
  ["that deletes something", deleting, "can a normal user do that", "No, it takes an administrator of the remote"],
  ["that restarts a service", restartingService, "does it need a reboot", "No, the computer keeps running."],
  [
    "that restarts a service",
    restartingService,
    "is it safe to run this in production",
    "Yes, you can do it while people",
  ],
  ["on one's own PC", hotspot, "do i need to be admin for that", "No. Anyone can do this"],
  ["on one's own PC", hotspot, "does anyone else get thrown out", "No. It happens on the PC you connect from"],
  ["on one's own PC", hotspot, "can that be undone", "Yes. Right after the test, you put it back"],
  ["that only looks", looking, "what does that command actually do", "It only reads and changes nothing."],
  ["that only looks", looking, "can i undo that later", "There's nothing to undo. It only reads"],
];

test.each(answers)("a step %s: %#", async (_, place, question, answer) => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  await chat.says(...place, question);
  chat.bot(answer);
});

describe("over all steps of the tree", () => {
  const steps = Object.entries(tree.steps);

  test("a command that ends sessions is said to disconnect people", () => {
    const ending = steps.filter(([, { run = "" }]) => /-Service TermService|shutdown \/r|\blogoff\b/.test(run));
    expect(ending.length).toBeGreaterThan(3);
    for (const [id, step] of ending) expect([id, findDisturbance(step).kind]).toEqual([id, "yes"]);
  });

  test("a step is said to disconnect no one only where its warning says so", () => {
    const warned = steps.filter(([, { warning = "" }]) => /\b(?:disconnect|cuts? off|loses? )/i.test(warning));
    expect(warned.length).toBeGreaterThan(5);
    for (const [id, step] of warned.filter(([, { where }]) => where !== "this-pc"))
      expect([id, findDisturbance(step).kind]).toEqual([id, expect.stringMatching(/^(?:yes|possibly|none)$/)]);
    const spared = warned.filter(([, step]) => findDisturbance(step).kind === "none");
    expect(spared.map(([, { warning }]) => warning)).toEqual(spared.map(() => expect.stringContaining("no session")));
  });

  test("a step that restarts Windows is never said to need no restart", () => {
    const restarting = steps.filter(([, { do: what, run = "" }]) =>
      /shutdown \/r|\brestart (?:windows|the remote computer)|next restart/i.test(`${what} ${run}`),
    );
    expect(restarting.length).toBeGreaterThan(3);
    for (const [id, step] of restarting) expect([id, findRestart(step).kind]).not.toEqual([id, "none"]);
  });
});

test("an answer that begins with yes or no belongs to questions that can be answered so", () => {
  for (const { asks, says } of Object.values(tree.answers).filter((answer) => /^(?:Yes|No)\b/.test(answer.says)))
    for (const phrase of asks)
      expect([says.slice(0, 30), phrase]).toEqual([
        says.slice(0, 30),
        expect.stringMatching(/^(?:can|does|do|should|is|will|would)\b/),
      ]);
});

test("what a colleague says beside a question is no result, and the step stays", async () => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  await chat.says(...deleting);
  await chat.user("my colleague says just turn off NLA and the firewall then it works, is that ok to do instead");
  chat.bot("Not as a fix.", "Tell me when it's done");
  chat.botDoesNotSay("What does it say now?");
});

test.each([
  ["I can telnet to 3389 and it connects, doesn't that rule out the firewall?", "Great, it works"],
  ["it connect but is very slow and black screen, this is same error or other?", "put it back"],
])('"%s" asks, and reports no result', async (words, never) => {
  const { chat, store } = await openDesk({ treeFile: embeddedTree });
  await chat.says(...hotspot, "done", words);
  chat.botDoesNotSay(never);
  expect((await store.cases.list()).map(({ state }) => state)).toEqual(["bot"]);
});
