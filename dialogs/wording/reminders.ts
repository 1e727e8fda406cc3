/** Words a question that stands above already: a short reminder, or two of its answers. */
import type { Move } from "../../knowledge/case/moves.ts";
import { sentence } from "../words/sentence.ts";
import { listChoices } from "./choices.ts";
import type { Wording } from "./wording.ts";

/** The short question after a reply that left the case where it was. The card with the choices is still above it. */
export function remindOf(move: Exclude<Move, { kind: "hand-over" | "close" }>): Wording {
  const id = move.kind === "ask" && move.id === "code" ? "code" : move.kind;
  return {
    kind: move.kind,
    move: move.key,
    paragraphs: [sentence(`again.${id}`)],
    // The answers of several questions are given in words.
    choices: move.kind === "together" ? [] : listChoices(move),
    isReminder: true,
  };
}

/** Offers two answers of the question that was asked: the words fit both, or neither. */
export function offerNear(move: Move, answers: readonly string[], words?: string): Wording {
  const choices = listChoices(move).filter(({ id }) => answers.includes(id));
  const question = words === undefined ? sentence("near-answers") : sentence("guess", { words });
  // Numbers belong to the whole list of choices.
  return { kind: move.kind, move: move.key, paragraphs: [question], choices, isUnnumbered: true };
}
