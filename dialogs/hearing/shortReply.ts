/** Interprets a short answer such as "yes", "done" or "I cannot" as the reply to a move. */
import type { Move } from "../../knowledge/case/moves.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { listChoices } from "../wording/choices.ts";
import { findReport } from "./findReport.ts";
import { findAnswer, type ShortAnswer, saysNoHelp } from "./shortAnswers.ts";

export type ShortReply =
  | { kind: "choice"; choice: string }
  | { kind: "value"; value: null }
  | { kind: "works" }
  | { kind: "tried-before" };

/** Undefined if the text is not a short answer, or does not fit the move. */
export function readShortReply(move: Move, text: string): ShortReply | undefined {
  // Pasted output of a step that reads a value shows that the step was done.
  if (move.kind === "step" && move.step.captures.length > 0 && /\bREG_\w+\s+\S/.test(text)) return choose("done");
  const answer = findAnswer(text) ?? findLongerAnswer(move, text);
  if (!answer) return undefined;
  // "I tried the address, exactly the same message" is the result of that test.
  const triedInVain = answer === "tried-before" && saysNoHelp(text);
  if (triedInVain && move.kind === "step" && "test" in move.of && move.last) return choose("no-help");
  // The cast pairs the function with its move, which the compiler cannot follow across a union.
  const reply = replies[move.kind] as (answer: ShortAnswer, move: Move) => ShortReply | undefined;
  return reply(answer, move);
}

function findLongerAnswer(move: Move, text: string): ShortAnswer | undefined {
  if (move.kind === "confirm") return takeFirstWord(text);
  if (move.kind === "revert" && isBack.test(text) && !/\b(?:not|n'?t|how|when|should)\b|\?/i.test(text)) return "done";
  if (move.kind !== "hand-over") return findReport(move, text);
  if (move.reference) return undefined;
  if (refusal.test(text)) return "no";
  return findReport(move, text) === "works" ? "works" : undefined;
}

/** "I'm back on my wifi", "it is like before". */
const isBack =
  /\b(?:back|again) on (?:my|the|our|her|his) |\bon (?:my|the|our|her|his) (?:normal|usual|own|old|home|office)\b|\b(?:connected|plugged in|switched on|turned on|on|as it was|back) (?:again|like before|as before)\b|\blike (?:it was )?before\b|\bnothing (?:\w+ )?to (?:put back|undo|reset)\b|\b(?:is|it'?s|are) back (?:on|in|to)\b/i;

/** "Yes, hand it over. Payroll runs tomorrow" agrees, and says more. "Yes, but ..." does not agree yet. */
export const consent =
  /^\s*(?:(?:god|oh|hell|please|ok|okay|then|well|fine|alright|right)[\s,]+){0,3}(?:yes|yep|yeah|sure|please do|go ahead|ja|oui|s[ií]|claro)(?![\p{L}])(?!.*(?:\b(?:but|not(?! (?:so |that |very )?urgent)|(?<!\bcan )wait|only|first|if|aber|nicht|mais|pas|pero)\b|\?))(?:[\s,.!]+(?:please|do|do it|do that|hand it over|pass it on|go ahead|bitte|s'il vous pla[iî]t|por favor)\b)*[\s,.!]*/iu;
const refusal =
  /\b(?:not|no|without) (?:a |any )?(?:technician|human)\b|\b(?:do not|don'?t) want (?:a |any )?(?:technician|human)\b|^\s*(?:(?:not (?:now|yet)|no|nope)(?=[,.;!]|\s*$)|(?:(?:no|ok|okay|please|just|let's|lets|let us)[\s,]+)*(?:go on|continue|carry on)\b)/i;

type Replies = { [K in Move["kind"]]: (answer: ShortAnswer, move: Move & { kind: K }) => ShortReply | undefined };

const choose = (choice: string): ShortReply => ({ kind: "choice", choice });
const works: ShortReply = { kind: "works" };

const replies: Replies = {
  ask(answer, move) {
    if (answer === "works") return works;
    if (answer === "not-sure") return choose(answer);
    const choice = answer === "yes" || answer === "no" ? readYesOrNo(move, answer) : undefined;
    // "Do you mean Windows 7? Yes."
    const [meant, other] = move.supposed?.answers ?? [];
    if (!choice && answer === "yes" && meant !== undefined && other === undefined) return choose(meant);
    return choice ? choose(choice) : undefined;
  },
  "ask-back"(answer) {
    if (answer === "works") return works;
    if (answer === "yes") return choose("yes");
    return answer === "no" || answer === "not-sure" ? choose("no") : undefined;
  },
  look(answer, move) {
    if (answer === "cannot" || answer === "not-sure" || answer === "tried-before") return choose("cannot");
    if ((answer === "yes" || answer === "no") && hasChoice(move, answer)) return choose(answer);
    return answer === "works" ? works : undefined;
  },
  together(answer, { facts }) {
    if (answer === "yes" && facts.some(({ supposed }) => supposed)) return choose("send");
    if (answer === "works") return works;
    return answer === "not-sure" || answer === "no" || answer === "cannot" ? choose("one-by-one") : undefined;
  },
  report(answer, move) {
    if (move.right && (answer === "no" || answer === "not-sure")) return choose("no-right");
    if (answer === "cannot" || answer === "not-sure" || answer === "no") return choose("cannot");
    return answer === "works" ? works : undefined;
  },
  fill(answer) {
    const isUnknown = answer === "not-sure" || answer === "cannot" || answer === "no";
    return isUnknown ? { kind: "value", value: null } : undefined;
  },
  step(answer, move) {
    if (answer === "works") return works;
    if (answer === "tried-before") return { kind: "tried-before" };
    // A person who reports the same error has done the last step and tried to connect.
    if (answer === "no-help") return choose(move.last ? "no-help" : "done");
    if ((answer === "yes" || answer === "no") && move.result && hasChoice(move, answer)) return choose(answer);
    return choose(answer === "yes" || answer === "done" ? "done" : "cannot");
  },
  check(answer, move) {
    if (move.fact) return readTestResult(answer, move, move.fact.works);
    if (answer === "works" || answer === "yes") return choose("works");
    return answer === "no" || answer === "no-help" || answer === "tried-before" ? choose("no-help") : undefined;
  },
  neighbour(answer) {
    if (answer === "works" || answer === "yes") return choose("works");
    return choose("no-help");
  },
  revert(answer) {
    if (answer === "works") return works;
    if (answer === "yes" || answer === "done" || answer === "tried-before") return choose("done");
    // A bare "no" may only mean "not yet".
    return answer === "cannot" || answer === "not-sure" ? choose("cannot") : undefined;
  },
  "hand-over"(answer, move) {
    if (answer === "works") return works;
    if (move.reference) return undefined;
    // "Done" is not consent: it may be about the step before.
    if (answer === "yes") return choose("yes");
    return answer === "no" || answer === "not-sure" ? choose("no") : undefined;
  },
  confirm(answer) {
    if (answer === "works" || answer === "yes" || answer === "done") return choose("works");
    return answer === "not-sure" ? undefined : choose("no-help");
  },
  close: () => undefined,
};

function readTestResult(answer: ShortAnswer, move: Move, worksAnswer: string): ShortReply | undefined {
  if (answer === "works" || answer === "yes") return choose(hasChoice(move, "yes") ? "yes" : worksAnswer);
  if (answer === "cannot") return choose("later");
  if (answer === "not-sure") return choose("not-sure");
  return (answer === "no" || answer === "no-help") && hasChoice(move, "no") ? choose("no") : undefined;
}

function hasChoice(move: Move, choice: string): boolean {
  return listChoices(move).some(({ id }) => id === choice);
}

/** The first word of "Yes, thanks a lot" and "no, now it says 0x516" says whether it works. */
function takeFirstWord(text: string): "yes" | "no" | undefined {
  if (/\b(?:broke|broken|fails?|failed|not working|does ?n[o']?t|same error|is back|came back)\b/i.test(text))
    return "no";
  const [, word] = /^\s*(yes|yep|yeah|no|nope)\b(?!.*\b(?:but|not|only)\b)/i.exec(text) ?? [];
  return word ? (/^y/i.test(word) ? "yes" : "no") : undefined;
}

/** The choice that a bare yes or no means: the one with that id, or the only one whose label begins with the word. */
export function readYesOrNo(move: Move, answer: "yes" | "no"): string | undefined {
  const choices = listChoices(move);
  if (choices.some(({ id }) => id === answer)) return answer;
  // "No one gets in" is no "no".
  const labelled = choices.filter(({ label }) => {
    const [first, second] = splitWords(label);
    return first === answer && second !== "one";
  });
  return labelled.length === 1 ? labelled[0]?.id : undefined;
}
