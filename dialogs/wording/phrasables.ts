/** The wordings that a model may reword. Other sentences never reach a model. */
import type { Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";

/** A wording that a model may reword. `text` is complete and can be sent as it is. `id` names it for people: "cause:rd-gateway". */
export type Phrasable = { id: string; kind: "acknowledgement" | "explanation" | "wrap-up"; text: string };

/** Replies to what the person said. They contain no question, no instructions, no reference and none of the person's words. */
const acknowledgements = [
  "talk.frightened",
  "talk.hurried",
  "talk.insult",
  "talk.tried-all",
  "noted",
  "skipped",
  "finding",
  "put-back-first",
  "leaving",
  "declined",
] as const;

const wrapUps = ["closed.works", "closed.started-over", "closed.stopped"] as const;

/** Every wording, each with a unique id. */
export function listPhrasables(tree: Tree): Phrasable[] {
  return [
    ...Object.entries(tree.causes).map(
      ([cause, { explain }]): Phrasable => ({ id: `cause:${cause}`, kind: "explanation", text: explain }),
    ),
    ...acknowledgements.map((id): Phrasable => ({ id: nameWording(id), kind: "acknowledgement", text: sentence(id) })),
    ...wrapUps.map((id): Phrasable => ({ id: nameWording(id), kind: "wrap-up", text: sentence(id) })),
  ];
}

const nameWording = (id: string): string => id.replace(".", ":");

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
