/** A channel gets a card or plain text, and the transcript records the place in the tree. */

import { expect, test } from "vitest";
import { buildMessage } from "../../dialogs/wording/cards.ts";
import { talk } from "../../dialogs/wording/wording.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";
import { treeFiles } from "../support/trees.ts";

const tree = loadTree(treeFiles.fourCauses);

test("Teams gets cards, another channel plain text, and neither gets the provenance", async () => {
  const teams = await openDesk({ channelId: "msteams" });
  await teams.chat.user("0x904");
  expect(teams.chat.heard.at(-1)?.attachments).toHaveLength(1);
  expect(teams.chat.heard.at(-1)?.text).toBeUndefined();
  expect(teams.chat.heard.at(-1)?.channelData).toBeUndefined();

  const sms = await openDesk({ channelId: "sms" });
  await sms.chat.user("0x904");
  expect(sms.chat.heard.at(-1)?.attachments).toBeUndefined();
  expect(sms.chat.heard.at(-1)?.text).toContain("1. Done");
});

test("the transcript records the place in the tree for every message", async () => {
  const { chat, store } = await openDesk();
  await chat.user("0x904");
  const [only] = await store.cases.list();
  const last = (await store.conversations.linesOfCase(only?.id ?? "")).at(-1);
  expect(last?.provenance).toMatchObject({
    kind: "step",
    cause: "host-booting",
    tree: { id: "four-causes", hash: tree.hash },
  });
});

test("text between fences becomes a command on the card, and the other text keeps its order", () => {
  const wording = talk("First:\n```\nsfc *\\x\nexit\n```\nThen look.");
  const [card] = buildMessage(tree, wording).attachments ?? [];
  const shown = card?.content.body.map((element: { type: string; items?: { inlines: { text: string }[] }[] }) =>
    element.type === "Container" ? element.items?.map(({ inlines }) => inlines[0]?.text) : "words",
  );
  expect(shown).toEqual(["words", ["sfc *\\x", "exit"], "words"]);
});
