/** Replies to messages that do not answer the move: small talk, a stale button, an invalid value, "it works". */
import type { TurnContext } from "botbuilder-core";
import { type Move, makePerformed } from "../knowledge/case/moves.ts";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { changeAnswer } from "./hearing/changeAnswer.ts";
import { wordDetails } from "./hearing/details.ts";
import { findNear } from "./hearing/findSideQuestion.ts";
import type { Heard } from "./hearing/heard.ts";
import { guessAnswers } from "./hearing/judgeReply.ts";
import { readMessage } from "./hearing/message.ts";
import { recordReading } from "./hearing/recordReading.ts";
import { replyToOtherLanguage } from "./otherLanguage.ts";
import { idLength, quoteBeginning, standStill } from "./standStill.ts";
import { answerUnknown } from "./wording/answerUnknown.ts";
import { send } from "./wording/cards.ts";
import { explainQuestion } from "./wording/explainMove.ts";
import { answerSideQuestion } from "./wording/explanations.ts";
import { offerNear } from "./wording/reminders.ts";
import { talk } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

/**
 * Adds only events that the person volunteered. The caller then shows the next move. Returns whether the reply shows the
 * question already.
 */
export async function respond(context: TurnContext, open: OpenCase, move: Move, heard: Heard): Promise<boolean> {
  const say = async (id: string, ...words: string[]) => {
    await standStill(context, open, id, talk(...words));
    return false;
  };
  const group = open.history.length;
  switch (heard.kind) {
    case "works":
      await recordSuccess(context, open, move);
      return false;
    case "tried-before":
      // Record the earlier change, because only a recorded change can be put back.
      if (move.kind === "step" && move.undo) open.add(makePerformed(move));
      if (move.kind === "step" && "cause" in move.of) open.add({ kind: "checked", of: move.of, works: false, group });
      else if (move.kind === "step") open.add({ kind: "could-not", step: move.id, of: move.of, group });
      await send(context, open.knowledge.tree, talk(sentence("skipped")));
      return false;
    case "stale":
      return say("stale", sentence("stale"));
    case "no-scripts":
      for (const report of Object.keys(open.knowledge.tree.reports)) open.add({ kind: "no-report", report, group });
      await send(
        context,
        open.knowledge.tree,
        talk(
          ...recordReading(open, heard.understood, { origin: "said", group, pasted: false }),
          sentence("report.without-script"),
        ),
      );
      return false;
    case "not-sure":
      return say("not-sure-yet", sentence("not-sure-yet"));
    case "changed":
      await send(context, open.knowledge.tree, talk(changeAnswer(open, heard.fact, heard.answer)));
      return false;
    case "near":
      await standStill(context, open, `near.${move.key}`, offerNear(move, heard.answers));
      return true;
    case "wrong-value":
      return say("wrong-value", sentence("wrong-value", { example: move.kind === "fill" ? move.blank.example : "" }));
    case "talk":
      if (heard.talk === "other-language") {
        await replyToOtherLanguage(context, open);
        return false;
      }
      return say(`talk.${heard.talk}`, sentence(`talk.${heard.talk}`));
    case "side-question": {
      const readBack = recordReading(open, heard.understood, {
        origin: "said",
        group,
        pasted: false,
        now: readMessage(context.activity).at,
      });
      if (readBack.length > 0) await send(context, open.knowledge.tree, talk(...readBack));
      const answer = answerSideQuestion(open.knowledge.tree, heard.answer);
      await standStill(context, open, `answer.${heard.answer}`, answer, { helps: true });
      return false;
    }
    case "question": {
      const { text } = readMessage(context.activity);
      const known = explainQuestion(open, move, text);
      const wording = known ?? answerUnknown(open, move, findNear(open.knowledge, move, text));
      const id = `question.${wording.paragraphs.join(" ").slice(0, idLength)}`;
      await standStill(context, open, id, wording, { helps: true });
      // The buttons of the known questions would go with the next message.
      return wording.starters !== undefined;
    }
    default:
      return replyToUnclear(context, open, move);
  }
}

async function replyToUnclear(context: TurnContext, open: OpenCase, move: Move): Promise<boolean> {
  const { text } = readMessage(context.activity);
  const isDenied =
    move.kind === "step" && /\b(?:access (?:is )?denied|zugriff verweigert|permission denied)\b/i.test(text);
  const known = isDenied ? "denied" : move.kind === "look" && text.length > 120 ? "pasted-nothing" : undefined;
  if (known) {
    await standStill(context, open, known, talk(sentence(known)));
    return false;
  }
  const details = wordDetails(text);
  if (details.length > 0) {
    await standStill(context, open, "details-noted", talk(...details), { helps: true });
    return false;
  }
  const words = quoteBeginning(text);
  const guesses = guessAnswers(open.knowledge, move, text);
  const reply = guesses ? offerNear(move, guesses, words) : talk(sentence("unclear", { words }));
  // The second time the bot offers a technician instead of guessing again.
  await standStill(context, open, "unclear", reply, { unlessOffered: true });
  return guesses !== undefined;
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
