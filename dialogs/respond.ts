/** Replies to messages that do not answer the move: small talk, a stale button, an invalid value, "it works". */
import type { TurnContext } from "botbuilder-core";
import { type Move, makePerformed } from "../knowledge/case/moves.ts";
import { notUnderstood } from "../knowledge/case/next.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { changeAnswer } from "./hearing/changeAnswer.ts";
import type { Heard } from "./hearing/heard.ts";
import { readMessage } from "./hearing/message.ts";
import { recordReading } from "./hearing/recordReading.ts";
import { send } from "./wording/cards.ts";
import { explainHow } from "./wording/explainMove.ts";
import { answerSideQuestion } from "./wording/explanations.ts";
import { offerNear } from "./wording/moveWording.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/** Adds only events that the person volunteered. The caller then shows the next move. */
export async function respond(context: TurnContext, open: OpenCase, move: Move, heard: Heard): Promise<void> {
  const say = (...words: string[]) => send(context, open.knowledge.tree, talk(...words));
  const group = open.history.length;
  switch (heard.kind) {
    case "works":
      return recordSuccess(context, open, move);
    case "tried-before":
      // Record the earlier change, because only a recorded change can be put back.
      if (move.kind === "step" && move.undo) open.add(makePerformed(move));
      if (move.kind === "step" && "cause" in move.of) open.add({ kind: "checked", of: move.of, works: false, group });
      else if (move.kind === "step") open.add({ kind: "could-not", step: move.id, of: move.of, group });
      return say(sentence("skipped"));
    case "stale":
      return say(sentence("stale"));
    case "not-sure":
      return say(sentence("not-sure-yet"));
    case "changed":
      return say(changeAnswer(open, heard.fact, heard.answer));
    case "near":
      return send(context, open.knowledge.tree, offerNear(move, heard.answers));
    case "wrong-value":
      return say(sentence("wrong-value", { example: move.kind === "fill" ? move.blank.example : "" }));
    case "talk":
      return say(sentence(`talk.${heard.talk}`));
    case "side-question": {
      const readBack = recordReading(open, heard.understood, {
        origin: "said",
        group,
        pasted: false,
        now: readMessage(context.activity).at,
      });
      if (readBack.length > 0) await say(...readBack);
      return send(context, open.knowledge.tree, answerSideQuestion(open.knowledge.tree, heard.answer));
    }
    case "question":
      return say(explainHow(move, readMessage(context.activity).text));
    case "unclear":
      if (
        move.kind === "step" &&
        /\b(?:access (?:is )?denied|zugriff verweigert|permission denied)\b/i.test(readMessage(context.activity).text)
      )
        return say(sentence("denied"));
      if (move.kind === "look" && readMessage(context.activity).text.length > 120)
        return say(sentence("pasted-nothing"));
      open.add({ kind: "not-understood" });
      // The second time the bot offers a technician instead of saying this again.
      return isOffered(open) ? undefined : say(sentence("unclear"));
    default:
      return say(sentence("unclear"));
  }
}

function isOffered({ move }: OpenCase): boolean {
  return move.kind === "hand-over" && move.to === notUnderstood;
}

const byItself =
  /\b(?:by it'?self|on its own|all alone|without (?:me )?doing|did nothing|have not done|haven'?t done)\b/i;

// While a test's change is in place, "it connects" is the result of the test and no reason to close the case.
async function recordSuccess(context: TurnContext, open: OpenCase, move: Move): Promise<void> {
  const group = open.history.length;
  const words = readMessage(context.activity).text.slice(0, 200);
  // A person who says "it works" at a step has probably done it. Record it, because an unrecorded change would be lost.
  // If the fault went away without the step, the step is not the cure.
  if (byItself.test(words)) return void open.add({ kind: "checked", of: null, works: true, group });
  if (move.kind === "step") open.add(makePerformed(move));
  const of =
    move.kind === "step" || move.kind === "check" ? move.of : move.kind === "revert" ? move.change.of : undefined;
  if (move.kind === "step" && "cause" in move.of) {
    open.add({ kind: "checked", of: move.of, works: true, group });
    return;
  }
  if (of && "test" in of) {
    const test = open.knowledge.tree.tests[of.test];
    // If the test already has its result, its change is put back first. The bot asks later whether it works.
    const known = test && open.standing.facts.has(test.learns);
    if (known) return send(context, open.knowledge.tree, talk(sentence("put-back-first")));
    if (test) open.add({ kind: "answered", fact: test.learns, answers: [test.works], origin: "test", words, group });
    if (open.move.kind === "revert") await send(context, open.knowledge.tree, talk(sentence("finding")));
    return;
  }
  open.add({ kind: "checked", of: null, works: true, group });
}
