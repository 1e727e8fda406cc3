/** What deleting a message takes out of a case, for any history. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { eraseMessage } from "../../../knowledge/case/erase.ts";
import type { Event } from "../../../knowledge/case/events.ts";
import { next } from "../../../knowledge/case/next.ts";
import { readStanding } from "../../../knowledge/case/reducer.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { treeFiles } from "../../support/trees.ts";

const tree = loadTree(treeFiles.fourCauses);
const opened: Event = { kind: "opened", tree: tree.tree, version: tree.version, hash: tree.hash };
const owner = { cause: "host-booting" };

/** `words` is what the person wrote. */
const made = (words: string, group: number): Event[] => [
  { kind: "codes", codes: [{ kind: "disconnect", hex: "0x904", from: words }], group },
  { kind: "answered", fact: "goes-through", answers: ["vpn"], origin: "said", words, group },
  { kind: "supposed", fact: "who-is-hit", answers: ["only-me"], words, probably: true, group },
  { kind: "filled", blank: "host", value: words, group },
  { kind: "reported", report: "client", lines: [words], host: words, group },
  { kind: "told", impact: words, name: words, contact: words },
  { kind: "told", impact: words, leftOut: ["code"] },
  { kind: "wants-person", words },
  { kind: "not-understood", said: words },
  { kind: "checked", of: owner, works: false, group },
  { kind: "could-not", step: "wait-and-retry", of: owner, group },
  { kind: "performed", step: "wait-and-retry", of: owner, do: "Wait.", undo: { do: "Stop waiting." } },
  { kind: "handed-over", to: "asked-for", reference: "RC-1" },
  { kind: "withdrawn" },
  { kind: "joined", by: "Kim" },
  { kind: "resolved", by: "Kim", cause: null, note: "Done." },
  { kind: "closed", how: "works", cause: null },
];

/** Messages, each with the events that it added; each has a word of its own. */
const messages = fc
  .array(fc.array(fc.nat({ max: made("", 0).length - 1 }), { maxLength: 4 }), { minLength: 1, maxLength: 6 })
  .map((picks) => {
    const history: Event[] = [opened];
    const ranges = picks.map((kinds, at) => {
      const from = history.length;
      for (const kind of kinds) history.push(...made(`word${at}`, from).slice(kind, kind + 1));
      return { from, to: history.length, word: `word${at}` };
    });
    return { history, ranges };
  });

function deleteOne(
  { history, ranges }: { history: Event[]; ranges: { from: number; to: number; word: string }[] },
  which: number,
) {
  const range = ranges[which % ranges.length] as (typeof ranges)[number];
  const { withdrawn, rewritten } = eraseMessage(history, range);
  const left: Event[] = history.map((event, at) => rewritten.get(at) ?? event);
  return { ...range, withdrawn, after: [...left, { kind: "taken-back", events: withdrawn, deleted: true } as const] };
}

test("its words are gone, and those of all other messages stay", () => {
  fc.assert(
    fc.property(messages, fc.nat(), (whole, which) => {
      const { after, word } = deleteOne(whole, which);
      const count = (history: readonly Event[], text: string) => JSON.stringify(history).split(text).length;
      expect(count(after, word)).toBe(1);
      for (const other of whole.ranges)
        if (other.word !== word) expect(count(after, other.word)).toBe(count(whole.history, other.word));
    }),
  );
});

test("every event keeps its place and its kind, and only events of the message are withdrawn", () => {
  fc.assert(
    fc.property(messages, fc.nat(), (whole, which) => {
      const { after, withdrawn, from, to } = deleteOne(whole, which);
      expect(after.slice(0, -1).map(({ kind }) => kind)).toEqual(whole.history.map(({ kind }) => kind));
      expect(withdrawn.filter((at) => at < from || at >= to)).toEqual([]);
    }),
  );
});

test("what was done on the computer, and what was kept back, stays", () => {
  fc.assert(
    fc.property(messages, fc.nat(), (whole, which) => {
      const { after } = deleteOne(whole, which);
      const [before, now] = [readStanding(tree, whole.history), readStanding(tree, after)];
      expect([now.performed, now.reference, now.closed]).toEqual([before.performed, before.reference, before.closed]);
      expect(now.told.leftOut).toEqual(before.told.leftOut);
      if (!before.closed) expect(now.openChanges.length).toBeGreaterThanOrEqual(before.openChanges.length);
      expect(next(tree, after).kind).toBeTypeOf("string");
    }),
  );
});

test("an answer that a later yes confirmed goes with the words that it came from", () => {
  const words = "over our tunnel, I think";
  const history: Event[] = [
    opened,
    { kind: "supposed", fact: "goes-through", answers: ["tunnel"], words, probably: true, group: 1 },
    { kind: "answered", fact: "goes-through", answers: ["tunnel"], origin: "said", words, group: 2 },
  ];
  expect(eraseMessage(history, { from: 1, to: 2 }).withdrawn).toEqual([1, 2]);
});
