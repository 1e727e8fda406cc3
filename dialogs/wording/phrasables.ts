/** The wordings that a model may reword. Other sentences never reach a model. */
import type { Tree } from "../../knowledge/tree/tree.ts";
import { texts } from "./texts.ts";

/** A wording that a model may reword. `text` is complete and can be sent as it is. `id` names it for people: "cause:rd-gateway". */
export type Phrasable = { id: string; kind: "acknowledgement" | "explanation" | "wrap-up"; text: string };

/** Replies to what the person said. They contain no question, no instructions, no reference and none of the person's words. */
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

/** Every wording, each with a unique id. */
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

/** The first of these paragraphs that a model may reword. A paragraph must be identical to a wording of the list. */
export function findPhrasable(tree: Tree, paragraphs: readonly string[]): Phrasable | undefined {
  let known = byText.get(tree);
  if (!known) {
    known = new Map(listPhrasables(tree).map((phrasable) => [phrasable.text, phrasable]));
    byText.set(tree, known);
  }
  for (const paragraph of paragraphs) {
    const phrasable = known.get(paragraph);
    if (phrasable) return phrasable;
  }
  return undefined;
}
