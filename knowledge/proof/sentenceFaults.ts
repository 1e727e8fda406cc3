/** Checks the folder of sentences against the tree. */

import { noAnswer } from "../reading/scorer/bank.ts";
import { asides } from "../reading/scorer/models.ts";
import type { Sentences } from "../reading/scorer/sentences.ts";
import type { Tree } from "../tree/tree.ts";

/**
 * What is wrong, with the file: an id that the tree does not have, or a span that is not in its message. `isTopic`: whether
 * the label of a question is one that the dialogs know.
 */
export function findSentenceFaults(
  { facts: tree, answers }: Pick<Tree, "facts" | "answers">,
  { facts, questions, messages }: Sentences,
  isTopic: (label: string) => boolean,
): string[] {
  const general: readonly string[] = [...asides, noAnswer];
  const isKnown = (fact: string, answer: string) =>
    tree[fact] !== undefined && (tree[fact]?.answers[answer] !== undefined || general.includes(answer));
  const lists = facts
    .filter(({ about, label }) => !isKnown(about, label))
    .map(({ about, label }) => `knowledge/sentences/facts/${about}.txt: the fact "${about}" has no answer "${label}"`);
  const asked = questions
    .filter(({ label }) => !Object.hasOwn(answers, label) && !isTopic(label))
    .map(
      ({ about, label }) =>
        `knowledge/sentences/questions/${about}.txt: "${label}" is no answer of the tree and no topic`,
    );
  const spans = messages.flatMap(({ message, spans }) =>
    spans.flatMap(({ fact, answer, words }) => [
      ...(isKnown(fact, answer) ? [] : [`knowledge/sentences/messages: the tree has no "${fact}: ${answer}"`]),
      ...(message.includes(words)
        ? []
        : [`knowledge/sentences/messages: ${JSON.stringify(words)} is not in ${JSON.stringify(message.slice(0, 60))}`]),
    ]),
  );
  return [...new Set([...lists, ...asked, ...spans])];
}
