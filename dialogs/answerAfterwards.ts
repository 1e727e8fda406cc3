/** Answers a question about a case that has ended well. It opens no new case. */
import type { TurnContext } from "botbuilder-core";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import { findSideAnswer } from "../knowledge/reading/findSideAnswer.ts";
import { understand } from "../knowledge/reading/understand.ts";
import { findCommand } from "./hearing/commands.ts";
import { isQuestion } from "./hearing/questions.ts";
import { idLength, standStill } from "./standStill.ts";
import { answerSideQuestion, explainCause } from "./wording/explanations.ts";
import { printPage, wordAttempts } from "./wording/summary.ts";
import { talk, type Wording } from "./wording/wording.ts";
import { sentence } from "./words/sentence.ts";

const asksCause =
  /\b(?:what|which) (?:was|is|were) (?:it|the (?:cause|problem|reason|fault|matter|issue)|wrong|broken)\b|\bwhat (?:went|caused|had happened|happened)\b|^\W*(?:and |but |so )?why\b/i;

/** Returns whether the message was such a question. A new code, or anything else, begins a new case. */
export async function answerAfterwards(context: TurnContext, open: OpenCase, text: string): Promise<boolean> {
  const wording = open.standing.closed?.how === "works" ? wordAnswer(open, text) : undefined;
  if (!wording) return false;
  await standStill(context, open, `afterwards.${wording.paragraphs.join(" ").slice(0, idLength)}`, wording, {
    instead: () => "",
  });
  return true;
}

function wordAnswer(open: OpenCase, text: string): Wording | undefined {
  const { tree } = open.knowledge;
  const answer = findSideAnswer(tree, text);
  if (answer) return answerSideQuestion(tree, answer);
  if (understand(open.knowledge, text).codes.length > 0) return undefined;
  switch (findCommand(text)) {
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

function wordCause({ knowledge: { tree }, standing: { closed } }: OpenCase): Wording {
  const { title } = tree.causes[closed?.cause ?? ""] ?? {};
  const explanation = explainCause(tree, closed?.cause ?? "");
  if (!title || !explanation) return talk(sentence("cause-unknown"));
  return { ...explanation, paragraphs: [sentence("works-because", { title }), ...explanation.paragraphs] };
}
