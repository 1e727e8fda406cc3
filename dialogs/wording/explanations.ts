/** Explanations in messages of their own: why a cause is suspected, and the tree's answers to questions on the side. */
import { makeOwnerKey, type Owner } from "../../knowledge/case/events.ts";
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";
import { talk, type Wording } from "./wording.ts";

/** The tree's answer to a question on the side, with the page it rests on. */
export function answerSideQuestion(tree: Tree, id: string): Wording {
  const { says = "", sources = [] } = tree.answers[id] ?? {};
  const pages = sources.flatMap((source) => tree.sources[source] ?? []);
  return {
    ...talk(says, ...pages.slice(0, 1).map(({ title, url }) => sentence("source-page", { title, url }))),
    from: { answer: id },
  };
}

/** The explanation of a cause. It is a separate message, because the card of a step contains only what to do. */
export function explainCause(tree: Tree, cause: string): Wording | undefined {
  const { explain } = tree.causes[cause] ?? {};
  return explain ? { ...talk(explain), from: { cause } } : undefined;
}

/**
 * The message before a move: the explanation of a cause, once, before the first step of its fix. The card of a step with a
 * title folds it away instead.
 */
export function introduceCause(open: OpenCase, move: Move): Wording | undefined {
  if (move.kind !== "step" || !("cause" in move.of) || move.step.title || hasBegun(open, move.of)) return undefined;
  return explainCause(open.knowledge.tree, move.of.cause);
}

/** Whether a step of the fix or the test was done already. */
export function hasBegun({ standing }: OpenCase, of: Owner): boolean {
  return [...standing.performed].some((key) => key.startsWith(`${makeOwnerKey(of)}/`));
}
