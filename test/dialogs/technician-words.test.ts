/** Technicians read the tree's instructions without the buttons of the person's chat. */
import { expect, test } from "vitest";
import { wordForTechnician } from "../../dialogs/wording/technicianWords.ts";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

const tree = loadTree();
const actions = [...Object.entries(tree.looks), ...Object.entries(tree.steps)];

test.each([
  ['Turn it on. If it was on, choose "Not needed here".', "Turn it on. If it was on, this isn't needed."],
  ['Choose "Not needed here" if it was 0x1.', "This isn't needed if it was 0x1."],
  ["Run this. Paste what it prints, or pick what you see.", "Run this."],
  ['Press Ctrl+C and choose "I can\'t do this".', "Press Ctrl+C."],
  ['A policy decides: choose "I can\'t do this".', "A policy decides."],
  ["The key is elsewhere. Then a technician has to look.", "The key is elsewhere. Then you have to look."],
  ["Look at it, and come straight back here.", "Look at it."],
  ["frp: the log of frpc.", "frp: the log of frpc."],
])("%s", (forPerson, forTechnician) => {
  expect(wordForTechnician(forPerson)).toBe(forTechnician);
});

test.each(actions)("%s names no button of the chat, no card and no technician", (_id, action) => {
  const texts = [action.do, "expect" in action ? action.expect : ""].map(wordForTechnician);
  for (const text of texts)
    expect(text).not.toMatch(
      /"(?:Not needed here|I (?:can't|cannot) do this|Not sure)"|next card|technician|\btell me\b/,
    );
  expect(texts[0]).not.toBe("");
});

test("the next step of a ticket has its heading, its place, its warning, its command and what to expect", async () => {
  const { chat, tickets } = await openDesk({ treeFile: embeddedTree });
  await chat.says("0x904 0x7, nobody can connect, windows server 2019, same network", "technician", "yes");
  const [ticket] = await tickets();
  expect(ticket?.next?.title).toBeTruthy();
  expect(JSON.stringify([ticket?.next, ticket?.looks, ticket?.notAllowed])).not.toMatch(
    /choose \\"(?:I can|Not needed)/i,
  );
});
