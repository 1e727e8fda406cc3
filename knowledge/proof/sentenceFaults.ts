/** Checks the folder of sentences against the tree. */

import { noAnswer } from "../reading/scorer/bank.ts";
import { asides } from "../reading/scorer/models.ts";
import type { Sentences } from "../reading/scorer/sentences.ts";
import type { Tree } from "../tree/tree.ts";

/** What is wrong, with the file: an id that the tree does not have, or a span that is not in its message. */
export function findSentenceFaults({ facts: tree }: Pick<Tree, "facts">, { facts, messages }: Sentences): string[] {
  const general: readonly string[] = [...asides, noAnswer];
  const isKnown = (fact: string, answer: string) =>
    tree[fact] !== undefined && (tree[fact]?.answers[answer] !== undefined || general.includes(answer));
  const lists = facts
    .filter(({ about, label }) => !isKnown(about, label))
    .map(({ about, label }) => `knowledge/sentences/facts/${about}.txt: the fact "${about}" has no answer "${label}"`);
  const spans = messages.flatMap(({ message, spans }) =>
    spans.flatMap(({ fact, answer, words }) => [
      ...(isKnown(fact, answer) ? [] : [`knowledge/sentences/messages: the tree has no "${fact}: ${answer}"`]),
      ...(message.includes(words)
        ? []
        : [`knowledge/sentences/messages: ${JSON.stringify(words)} is not in ${JSON.stringify(message.slice(0, 60))}`]),
    ]),
  );
  return [...new Set([...lists, ...spans])];
}
