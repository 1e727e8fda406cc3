/** Explains the bot's last sentence to a person who asks "What?". */
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { sentence } from "../words/sentence.ts";
import { explainHow, explainTogether, explainWhy } from "./explainMove.ts";
import { talk, type Wording } from "./wording.ts";

/** The last sentence is the reply to something that left the case where it was, or else what the move asks. */
export function explainLast(open: OpenCase, move: Move): Wording {
  const last = open.history.at(-1);
  const said = (last?.kind === "not-understood" && last.said) || "";
  return explainReply(open, move, said) ?? explainMove(open, move);
}

function explainReply(open: OpenCase, move: Move, said: string): Wording | undefined {
  const ask = wordQuestion(move);
  const [, id = ""] = /^answer\.(.+)$/.exec(said) ?? [];
  const answer = open.knowledge.tree.answers[id];
  if (answer) return talk(sentence("what.answer", { question: readFirstPhrase(answer.asks), ask }));
  if (said === "unclear")
    return talk(sentence(move.kind === "hand-over" ? "what.unclear-offer" : "what.unclear", { ask }));
  if (said.startsWith("near.")) return talk(sentence("what.near", { ask }));
  // It was explained already.
  return said.startsWith("what.") ? talk(sentence("no-how")) : undefined;
}

/** "can/could they see" is written "can they see". */
const readFirstPhrase = ([phrase = ""]: readonly string[]): string =>
  phrase.replace(/([^\s/]+)(?:\/[^\s/]+)+/g, "$1").replace(/^./, (letter) => letter.toUpperCase());

function explainMove(open: OpenCase, move: Move): Wording {
  switch (move.kind) {
    case "ask":
    case "look":
      return talk([move.fact.why, move.fact.how].filter(Boolean).join(" "));
    case "together":
      return talk(explainTogether(move));
    case "report":
      return talk(`${move.report.explain} ${sentence("report.explain-lines")}`);
    case "step": {
      const why = explainWhy(open, move);
      const expect = sentence("expect", { what: move.step.expect });
      return { ...why, paragraphs: [...why.paragraphs, move.step.do, expect] };
    }
    default:
      return talk(explainHow(open, move));
  }
}

/** What the bot waits for, in one sentence. */
function wordQuestion(move: Move): string {
  if (move.kind === "ask" || move.kind === "look") return move.fact.ask;
  if (move.kind === "ask-back") return `${move.fact.ask} ${move.fact.answers[move.answer]?.label ?? ""}`;
  if (move.kind === "fill") return move.blank.ask;
  if (move.kind === "hand-over") return sentence(move.reference ? "why-waiting" : "offer-question");
  return move.kind === "close" ? "" : sentence(`again.${move.kind}`);
}
