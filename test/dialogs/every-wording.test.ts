/** Every wording of the real tree that a model may reword. */
import { expect, test } from "vitest";
import { listPhrasables } from "../../dialogs/wording/phrasables.ts";
import { loadTree } from "../../knowledge/tree/load.ts";

const tree = loadTree();

test("each wording has a unique id and a unique text", () => {
  const all = listPhrasables(tree);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
  expect(all.map(({ id }) => id)).toEqual(
    expect.arrayContaining([...Object.keys(tree.causes).map((cause) => `cause:${cause}`), "closed:works", "noted"]),
  );
});

test("no wording contains a question, a command, a reference or an address", () => {
  for (const { id, text } of listPhrasables(tree)) {
    expect(text, id).not.toMatch(/\?|```|https?:|RC-/);
    for (const { run } of Object.values(tree.steps)) if (run) expect(text, id).not.toContain(run);
  }
});
