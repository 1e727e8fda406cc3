/** Every card the real tree can give rise to, read by Microsoft's own library. */

import { AdaptiveCard, type IValidationEvent, SerializationContext, Versions } from "adaptivecards";
import { expect, test } from "vitest";
import { message } from "../../dialogs/wording/cards.ts";
import { wordMove } from "../../dialogs/wording/moveWording.ts";
import { renderPlain } from "../../dialogs/wording/wording.ts";
import type { Move } from "../../knowledge/case/moves.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import { typicalPerson, walkAs } from "../../knowledge/proof/simulate.ts";
import { loadCodes } from "../../knowledge/tree/codes.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { actionsOf } from "../support/desk.ts";

const tree = loadTree();
const moves = new Map<string, Move>();
for (const cause of Object.keys(tree.causes))
  for (const move of walkAs(tree, typicalPerson(tree, cause, "administrator of everything")).moves)
    moves.set(move.key, move);
const untouched = new OpenCase({ tree, codes: loadCodes() }, []);
const messages = [...moves.values()].map((move) => ({ move, wording: wordMove(untouched, move) }));

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
      expect(renderPlain(wording), move.key).toContain(words);
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
