/** Reads a reply together with the question that it answers. */
import { findAskedFact, type Move } from "../../knowledge/case/moves.ts";
import type { ReadFact } from "../../knowledge/reading/readFact.ts";
import { type Understood, understand } from "../../knowledge/reading/understand.ts";
import { understandAsked, understandTogether } from "../../knowledge/reading/understandAnswer.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { NOT_SURE } from "../../knowledge/tree/tree.ts";
import { readYesOrNo } from "./shortReply.ts";

/** An answer can be too short to be understood without its question: "everybody", "just me". */
export function readAnswer(knowledge: Knowledge, move: Move, text: string): Understood {
  if (move.kind === "together")
    return understandTogether(
      knowledge,
      move.facts.map(({ id }) => id),
      text,
    );
  const asked = findAskedFact(move);
  // A yes or no to "Did I get that right?" is no answer to the question itself.
  if (!asked || move.kind === "ask-back") return understand(knowledge, text);
  const understood = understandAsked(knowledge, asked, asked === "code" ? labelCode(text) : text);
  const isAsked = ({ fact }: ReadFact) => fact === asked;
  const found = understood.facts.find(isAsked);
  const leading = findLeadingAnswer(move, asked, text);
  // "No, I'm in accounting" is a no, although "I am" alone is a yes.
  const contradicts =
    leading.some(({ answer }) => answer !== found?.answer) && !understand(knowledge, text).facts.some(isAsked);
  if (found && !contradicts) return understood;
  const others = understood.facts.filter((read) => !isAsked(read));
  return { ...understood, facts: [...leading, ...others] };
}

// In reply to the question for the code, "2308" is one, whatever else the number could be.
const labelCode = (text: string): string =>
  text.length < 120 ? text.replace(/(?<![\w.#-])(?=2308\b)/, "error code ") : text;

// "No, I only work here", "no idea who else": the first words are the answer if the rest is not.
function findLeadingAnswer(move: Move, fact: string, text: string): ReadFact[] {
  if (
    /^\s*(?:(?:sorry|well|i|really|honestly|we|am|'m)[\s,]+)*(?:don'?t know|do not know|no idea|no clue|not sure|can'?t (?:say|tell)|unsure)\b/i.test(
      text,
    )
  )
    return [{ fact, answer: NOT_SURE, from: text.trim().slice(0, 80) }];
  const [word] =
    /^\s*(?:yes|yep|yeah|no|nope|nah)(?=\s*[,.;:!-]|\s+(?:i|i'?m|we|it|it'?s|they|there|just|only|of course|sure|my|that|that'?s|both)\b)/i.exec(
      text,
    ) ?? [];
  if (!word) return [];
  const said = /^\s*y/i.test(word) ? "yes" : "no";
  const answer = move.kind === "report" ? said : readYesOrNo(move, said);
  return answer ? [{ fact, answer, from: text.trim().slice(0, 80) }] : [];
}
