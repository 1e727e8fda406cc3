/** Everything that may be said in other words. What is not listed here never reaches a model. */
import type { Tree } from "../../knowledge/tree/tree.ts";
import { texts } from "./texts.ts";

/** Fixed words that may be said in another way: complete, and sendable as they are. `id` names them for people: "cause:rd-gateway". */
export type Phrasable = { id: string; kind: "acknowledgement" | "explanation" | "wrap-up"; text: string };

/** Words that answer what the person said. None of them asks, tells how a step is done, or holds a reference or the person's own words. */
const acknowledgements = {
  "talk:frightened": texts.talk.frightened,
  "talk:hurried": texts.talk.hurried,
  "talk:insult": texts.talk.insult,
  "talk:triedAll": texts.talk.triedAll,
  noted: texts.noted,
  skipped: texts.skipped,
  finding: texts.finding,
  "put-back-first": texts.putBackFirst,
  leaving: texts.leaving,
  declined: texts.declined,
};

/** Each wording once, under an id that no other has. */
export function listPhrasables(tree: Tree): Phrasable[] {
  return [
    ...Object.entries(tree.causes).map(
      ([cause, { explain }]): Phrasable => ({ id: `cause:${cause}`, kind: "explanation", text: explain }),
    ),
    ...Object.entries(acknowledgements).map(([id, text]): Phrasable => ({ id, kind: "acknowledgement", text })),
    ...Object.entries(texts.closed).map(([how, text]): Phrasable => ({ id: `closed:${how}`, kind: "wrap-up", text })),
  ];
}

const byText = new WeakMap<Tree, Map<string, Phrasable>>();

/** The one among these paragraphs that may be phrased. A paragraph counts when it is, letter for letter, one of the list. */
export function findPhrasable(tree: Tree, paragraphs: readonly string[]): Phrasable | undefined {
  let known = byText.get(tree);
  if (!known) {
    known = new Map(listPhrasables(tree).map((phrasable) => [phrasable.text, phrasable]));
    byText.set(tree, known);
  }
  for (const paragraph of paragraphs) {
    const found = known.get(paragraph);
    if (found) return found;
  }
  return undefined;
}
