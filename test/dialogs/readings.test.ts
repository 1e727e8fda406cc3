/** What the bot reads is shown in one line, and each reading can be taken back on its own. */
import { expect, test } from "vitest";
import { readStanding } from "../../knowledge/case/reducer.ts";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

const tree = loadTree();

test("one line shows every reading, and each is taken back by its name", async () => {
  const { chat, store } = await openDesk({ treeFile: embeddedTree });
  await chat.user("0x904 / 0x7 over AnyConnect to our server 2019, nobody gets in, I am admin there");
  chat.bot(
    "I read: 0x904/0x7 · VPN · Windows 10/11 or Server 2016+ · no one gets in · administrator there",
    '(is one wrong? say for example "not administrator there")',
  );
  await chat.user("not VPN");
  chat.bot("Taken back: VPN.");
  await chat.user("over the gateway");
  chat.bot('I read: RD Gateway (wrong? say "back")');
  const [listed] = await store.cases.list();
  const { facts } = readStanding(tree, (listed && (await store.cases.find(listed.id)))?.history ?? []);
  expect(facts.get("goes-through")?.answers).toEqual(["gateway"]);
  expect(facts.get("who-is-hit")?.answers).toEqual(["everyone"]);
});

test("words that name no reading take nothing back", async () => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  await chat.says("0x904 over the vpn", "not a chance");
  chat.botDoesNotSay("Taken back");
});

test("an answer in the person's own words is shown as it was understood", async () => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  await chat.says("0x904 0x7", "one at a time, please", "its not just me, nobody gets on");
  chat.bot("I read: no one gets in");
});

test("every answer of the tree has a short name of its own within its question", () => {
  for (const [id, { answers }] of Object.entries(tree.facts)) {
    const chips = Object.values(answers).flatMap(({ chip }) => chip ?? []);
    expect(new Set(chips).size, id).toBe(chips.length);
  }
});

test.each(["8 as I said twice", "1. nobody, as said"])('"%s" picks that answer', async (words) => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  await chat.says("0x904 0x7", "one at a time then");
  chat.bot("Who gets in and who doesn't?");
  await chat.user(words);
  chat.botDoesNotSay("Who gets in and who doesn't?");
  chat.botDoesNotSay("what to make of");
});

test("a yes with a question behind it confirms what was asked back", async () => {
  const { chat, store } = await openDesk({ treeFile: embeddedTree });
  await chat.says("0x904 0x7, my money is on our antivirus", "YES. how long is this going to take");
  const [listed] = await store.cases.list();
  const { facts } = readStanding(tree, (listed && (await store.cases.find(listed.id)))?.history ?? []);
  expect(facts.get("suspects")?.answers).toEqual(["antivirus"]);
});

test("a computer's name is taken from its correction", async () => {
  const { chat } = await openDesk({ treeFile: embeddedTree });
  await chat.says(
    "from home over vpn I get 0x904 0x7, everybody in the office is fine",
    "I can't run a script",
    "windows server 2019, nothing changed, I am no administrator",
    "pc-114, no wait, pc-141",
  );
  chat.bot("pc-141");
  await chat.user("no wait, it is pc-115");
  chat.bot("Changed: computer pc-115", "pc-115");
  chat.botDoesNotSay("pc-141");
});
