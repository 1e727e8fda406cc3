/** Answers a question about a case that has ended well. It opens no new case. */
import type { TurnContext } from "botbuilder-core";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { understand } from "../knowledge/reading/understand.ts";
import { wordStateAnswer } from "./answerStateQuestion.ts";
import { type Command, findCommand } from "./hearing/commands.ts";
import { findSideQuestions } from "./hearing/findSideQuestion.ts";
import { isQuestion } from "./hearing/questions.ts";
import type { World } from "./ports.ts";
import { idLength, standStill } from "./standStill.ts";
import { wordCause } from "./wording/answerState.ts";
import { answerSideQuestion } from "./wording/explanations.ts";
import { printPage, wordAttempts } from "./wording/summary.ts";
import { talk, type Wording } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

const asksCause =
  /\b(?:what|which) (?:was|is|were) (?:it|the (?:cause|problem|reason|fault|matter|issue)|wrong|broken)\b|\bwhat (?:went|caused|had happened|happened)\b|^\W*(?:and |but |so )?why\b/i;

/** Returns whether the message was such a question. A new code, or anything else, begins a new case. */
export async function answerAfterwards(
  world: World,
  context: TurnContext,
  open: OpenCase,
  text: string,
): Promise<boolean> {
  const reply = open.standing.closed?.how === "works" ? await findReply(world, context, open, text) : undefined;
  if (!reply) return false;
  await standStill(context, open, reply.id, reply.wording, { instead: () => "" });
  return true;
}

type Reply = { id: string; wording: Wording };

async function findReply(world: World, context: TurnContext, open: OpenCase, text: string): Promise<Reply | undefined> {
  const { tree } = open.knowledge;
  const { move } = open;
  const [asked] = findSideQuestions(open.knowledge, move, text);
  if (asked?.kind === "side-question")
    return { id: `answer.${asked.answer}`, wording: answerSideQuestion(tree, asked.answer) };
  if (understand(open.knowledge, text).codes.length > 0) return undefined;
  if (asked?.kind === "state-question")
    return { id: `about.${asked.topic}`, wording: await wordStateAnswer({ context, world, open, move }, asked.topic) };
  const wording = wordHelp(open, text, asked?.command);
  return wording && { id: `afterwards.${wording.paragraphs.join(" ").slice(0, idLength)}`, wording };
}

function wordHelp(open: OpenCase, text: string, asked: Command | undefined): Wording | undefined {
  switch (asked ?? findCommand(text)) {
    case "tried":
      return wordAttempts(open);
    case "print":
      return printPage(open, open.move);
    case "what":
    case "how":
    case "help":
      return talk(sentence("what.close"));
    case "why":
      return wordCause(open);
    default:
      return isQuestion(text) && asksCause.test(text) ? wordCause(open) : undefined;
  }
}
