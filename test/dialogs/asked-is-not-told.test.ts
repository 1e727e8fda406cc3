/** A question that holds words like an answer is answered, and moves nothing. */
import { expect, test } from "vitest";
import { readStanding } from "../../knowledge/case/reducer.ts";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";
import { toTheFix } from "../support/toTheFix.ts";

const tree = loadTree();
async function say(...texts: string[]) {
  const desk = await openDesk({ treeFile: embeddedTree });
  for (const text of texts) await desk.chat.user(text);
  const [listed] = await desk.store.cases.list();
  const stored = listed && (await desk.store.cases.find(listed.id));
  return { chat: desk.chat, standing: readStanding(tree, stored?.history ?? []) };
}

const oneByOne = ["0x904 0x7", "one at a time, please"];

test("a colleague who gets in is no success", async () => {
  const { chat, standing } = await say(
    ...oneByOne,
    "hold on - my colleague at the site gets in no bother, so is it my laptop that's broken?",
  );
  expect(standing.works).toBeNull();
  expect(chat.text()).not.toContain("it works");
});

test("not knowing where to look for something is no answer to the question", async () => {
  const { standing } = await say(
    ...oneByOne,
    "Where do I see which Windows I have? I found 'Settings' but no idea what it is called there.",
  );
  expect([...standing.facts.keys()].filter((fact) => fact !== "code" && fact !== "extended")).toEqual([]);
});

test("a step that asks for a password stays, and the person reads what to do", async () => {
  const { chat, standing } = await say(
    ...toTheFix,
    "it wants to run as administrator and asks for a password that i don't have, what now?",
  );
  expect([...standing.couldNot]).toEqual([]);
  expect(chat.text()).toContain("If it wants an administrator's password that you don't have");
});

test("whether a cloud's rule lets this person in is asked, and not guessed", async () => {
  const { standing } = await say(
    "0x904 0x7, azure vm server 2022, nobody gets in, straight over the internet, nothing changed, I manage the azure subscription",
    "RULE\tAllow\t300\t10.8.0.0/16\tallow-rdp-vpn",
  );
  expect(standing.facts.has("cloud-rule")).toBe(false);
});

test("a code that the person only compares with theirs is no code of the case", async () => {
  const { chat } = await say("a user has 0x904 0x7, is that the same thing as 0x904 0x10? our wiki mentions certs");
  expect(chat.text()).not.toContain("· 0x10");
});
