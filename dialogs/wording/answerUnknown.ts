/** Replies to a question that was not understood: with known questions that come near, and with what can be said of the step. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { sentence } from "../words/sentence.ts";
import { wordDisturbance, wordRestart, wordUndoing } from "./answerEffects.ts";
import { findAction } from "./findAction.ts";
import { talk, type Wording } from "./wording.ts";

/** `near`: known questions in the words of their buttons, the nearest first. */
export function answerUnknown({ knowledge: { tree } }: OpenCase, move: Move, near: readonly string[]): Wording {
  const action = findAction(tree, move);
  const facts = action ? [wordEffects(action, move)] : [];
  if (near.length > 0)
    return {
      ...talk(
        [sentence("unknown-near"), ...near.map((question) => `- ${question}`)].join("\n"),
        sentence("unknown-go-on"),
      ),
      starters: near,
    };
  if (facts.length > 0) return talk(sentence("unknown"), ...facts);
  const isOffer = move.kind === "hand-over" && !move.reference;
  return talk(sentence(isOffer ? "no-answer-yet" : "no-answer"));
}

/** What people mostly want to know of a step. */
function wordEffects(action: NonNullable<ReturnType<typeof findAction>>, move: Move): string {
  return [
    sentence("unknown-disturbs", { answer: wordDisturbance(action) }),
    sentence("unknown-restart", { answer: wordRestart(action) }),
    sentence("unknown-undo", { answer: wordUndoing(move) }),
  ].join("\n");
}
