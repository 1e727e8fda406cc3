/** Every card the tree can give rise to, read by Microsoft's own library. */

import { AdaptiveCard, type IValidationEvent, SerializationContext, Versions } from "adaptivecards";
import { expect, test } from "vitest";
import { message } from "../../dialogs/wording/cards.ts";
import { wordingOf } from "../../dialogs/wording/moveWording.ts";
import { plain, talk } from "../../dialogs/wording/wording.ts";
import type { Move } from "../../knowledge/case/moves.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import { typicalPerson, walkAs } from "../../knowledge/proof/simulate.ts";
import { loadCodes } from "../../knowledge/tree/codes.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { actionsOf, openDesk } from "./desk.ts";

const tree = loadTree();
const moves = new Map<string, Move>();
for (const cause of Object.keys(tree.causes))
  for (const move of walkAs(tree, typicalPerson(tree, cause, "administrator of everything")).moves)
    moves.set(move.key, move);
const untouched = new OpenCase({ tree, codes: loadCodes() }, []);
const messages = [...moves.values()].map((move) => ({ move, wording: wordingOf(untouched, move) }));

/** What Teams takes in one message, less what the activity around the card needs. */
const mostBytes = 28_000;

test("every card is one that Teams renders, by the official reader and without complaint", () => {
  for (const { move, wording } of messages) {
    const { attachments = [] } = message(tree, wording);
    for (const { content } of attachments) {
      const context = new SerializationContext(Versions.v1_5);
      new AdaptiveCard().parse(content, context);
      const complaints = Array.from(
        { length: context.eventCount },
        (_, at): IValidationEvent => context.getEventAt(at),
      );
      expect(
        complaints.map((complaint) => complaint.message),
        move.key,
      ).toEqual([]);
      expect(Buffer.byteLength(JSON.stringify(content)), move.key).toBeLessThan(mostBytes);
    }
  }
});

test("a card and its plain text say the same: every paragraph, command and choice", () => {
  for (const { move, wording } of messages) {
    const sent = message(tree, wording);
    const card = JSON.stringify(sent.attachments?.[0]?.content ?? { text: sent.text });
    for (const words of [...wording.paragraphs, wording.warning ?? "", ...(wording.command ?? "").split("\n")]) {
      expect(card, move.key).toContain(JSON.stringify(words).slice(1, -1));
      expect(plain(wording), move.key).toContain(words);
    }
    expect(actionsOf(sent).map(({ title }) => title)).toEqual((wording.choices ?? []).map(({ label }) => label));
  }
});

test("no row has more buttons than Teams shows", () => {
  for (const { move, wording } of messages) {
    const content = message(tree, wording).attachments?.[0]?.content;
    expect((content?.actions ?? []).length, move.key).toBeLessThanOrEqual(6);
  }
});

test("Teams gets cards, another channel plain words, and neither our notes about where they come from", async () => {
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

test("the transcript keeps where in the tree every sentence came from", async () => {
  const { chat, store } = await openDesk();
  await chat.user("0x904");
  const [only] = await store.cases.list();
  const last = (await store.conversations.linesOfCase(only?.id ?? "")).at(-1);
  expect(last?.provenance).toMatchObject({
    kind: "step",
    cause: "host-booting",
    tree: { id: "rdp-0x904", hash: tree.hash },
  });
});

test("what stands between fences in a text is a command on the card, with the words around it in their order", () => {
  const wording = talk("First:\n```\nsfc *\\x\nexit\n```\nThen look.");
  const [card] = message(tree, wording).attachments ?? [];
  const shown = card?.content.body.map((element: { type: string; items?: { inlines: { text: string }[] }[] }) =>
    element.type === "Container" ? element.items?.map(({ inlines }) => inlines[0]?.text) : "words",
  );
  expect(shown).toEqual(["words", ["sfc *\\x", "exit"], "words"]);
});
