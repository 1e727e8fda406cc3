/** Parses every possible card of the real tree with Microsoft's own library. */

import { AdaptiveCard, type IValidationEvent, SerializationContext, Versions } from "adaptivecards";
import { expect, test } from "vitest";
import { buildMessage } from "../../dialogs/wording/cards.ts";
import { wordMove } from "../../dialogs/wording/moveWording.ts";
import { renderPlain } from "../../dialogs/wording/wording.ts";
import type { Move } from "../../knowledge/case/moves.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import { makeTypicalPerson, walkAs } from "../../knowledge/proof/simulate.ts";
import { loadCodes } from "../../knowledge/tree/codes.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { actionsOf } from "../support/desk.ts";

const tree = loadTree();
const moves = new Map<string, Move>();
for (const cause of Object.keys(tree.causes))
  for (const move of walkAs(tree, makeTypicalPerson(tree, cause, "administrator of everything")).moves)
    moves.set(move.key, move);
for (const [id, report] of Object.entries(tree.reports))
  for (const script of report.scripts)
    moves.set(`report:${id}/${script.file}`, { key: `report:${id}#0`, kind: "report", id, report, script });
const untouched = new OpenCase({ tree, codes: loadCodes() }, []);
const messages = [...moves.values()].map((move) => ({ move, wording: wordMove(untouched, move) }));

/** The size limit of Teams for a message, minus the rest of the activity. */
const mostBytes = 28_000;

test("the official library parses every card without warnings", () => {
  for (const { move, wording } of messages) {
    const { attachments = [] } = buildMessage(tree, wording);
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

test("a card and its plain text contain the same paragraphs, commands and choices", () => {
  for (const { move, wording } of messages) {
    const sent = buildMessage(tree, wording);
    const card = JSON.stringify(sent.attachments?.[0]?.content ?? { text: sent.text });
    const script = (wording.command ?? "").split("\n");
    for (const line of script) expect(card, move.key).toContain(JSON.stringify(line).slice(1, -1));
    // Plain text shows a whole script only to a person who asks for it.
    for (const words of [...wording.paragraphs, wording.warning ?? "", ...(wording.file ? [] : script)]) {
      expect(card, move.key).toContain(JSON.stringify(words).slice(1, -1));
      expect(renderPlain(wording), move.key).toContain(words);
    }
    const buttons = actionsOf(sent).filter(({ type }) => type !== "Action.ToggleVisibility");
    // Not in the same order: what a press on the card shows comes after what is always visible.
    expect(buttons.map(({ title }) => title).sort()).toEqual((wording.choices ?? []).map(({ label }) => label).sort());
    // The explanation is folded away in the card, and plain text says how to ask for it.
    if (wording.folded) expect(card, move.key).toContain(JSON.stringify(wording.folded).slice(1, -1));
  }
});

test("no row has more buttons than Teams shows at once", () => {
  for (const { move, wording } of messages) {
    const content = buildMessage(tree, wording).attachments?.[0]?.content;
    expect((content?.actions ?? []).length, move.key).toBeLessThanOrEqual(6);
  }
});
