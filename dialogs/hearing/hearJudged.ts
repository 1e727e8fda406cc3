/** What the scorer makes of a reply that no rule knows. */
import { findAskedFact, type Move } from "../../knowledge/case/moves.ts";
import type { ReadFact } from "../../knowledge/reading/readFact.ts";
import type { Understood } from "../../knowledge/reading/understand.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { listChoices } from "../wording/choices.ts";
import { corrects } from "./changeAnswer.ts";
import type { Heard } from "./heard.ts";
import { judgeReply } from "./judgeReply.ts";
import { isQuestion } from "./questions.ts";
import { saysItWorks } from "./shortAnswers.ts";

const onlyThumb = /^(?:\s|👍|👌|✅|\p{Emoji_Modifier})+$/u;
const ownCode = "0x904";
/** An answer of the asked fact may be less certain than an act that moves the case on. */
const leastAnswer = 0.3;
const leastStatement = 0.6;
export const leastAct = 0.4;
/** A technician who is called by mistake is disturbed for nothing. */
const leastCall = 0.6;
/** What moves the case on for good: a step that was done, a case that is over, a hand-over. */
const leastPromise = 0.5;
/** A rule that takes a word for an answer gives way to the scorer where the scorer is this certain. */
const certain = 0.55;
/** "It connects but kicks me out" is no success, whatever its first words are. */
const verySure = 0.9;

/** A hand-over cannot be undone for the technician who reads it, so what could be a refusal is never a yes. */
const negates =
  /(?<!\p{L})(?:not?|n't|never|rather|instead|without|(?:do|would|did|ca|wo|is)n['’]?t|nicht|kein\p{L}*|nein|noch|ohne|pas|non|sans|sin|niet|geen|nie|não|нет|не|hayır)(?!\p{L})|ない|いいえ|まだ|不要|没|아니|않/iu;
const goesOn =
  /\b(?:go on|carry on|continue|keep going|rather not|not (?:bother|now|yet)|myself)\b|(?<!\p{L})(?:weiter ?mach\p{L}*|weitermachen|weiter|noch nicht|continuer|continuar|seguir)(?!\p{L})|続け|继续|계속/iu;
const agrees = /^\s*(?:sure|ok(?:ay)?|yes|yep|yeah|please do|go ahead|fine|all ?right|ja|oui|sí)(?![\p{L}])/iu;
const refusesOffer = (text: string): boolean =>
  goesOn.test(text) || (!agrees.test(text) && (negates.test(text) || isQuestion(text)));

/** "My colleague in the office gets in" tells who is hit. "My colleague gets in again" tells that it works. */
const othersGetIn =
  /^(?!.*\b(?:now|again|finally|everyone|everybody|all)\b).*\b(?:colleagues?|co-?workers?|others?|somebody|someone|neighbou?rs?|boss|wife|husband)\b/is;

/** Labels that close a step or a question without a result. */
const sayingNothing: readonly string[] = ["cannot", "not-needed", "not-sure"];

const begins = {
  yes: /^\s*(?:yes|yep|yeah|ja|jep|genau|stimmt|oui|si|sí|correct|right|exactly)(?![\p{L}])/iu,
  no: /^\s*(?:no|nope|nah|nein|nee|nö|non)(?![\p{L}])/iu,
};

/** "Nope, same thing. And now it says 0x204" */
export const refuses = (text: string): boolean =>
  begins.no.test(text) && !/^\W*no (?:problem|more|longer|error)/i.test(text) && !saysItWorks(text);

/** "Nein, bin kein Admin" denies what was asked back and says something else. "No, a gateway" gives the answer itself. */
export function hearConfirmation(asked: string, text: string, understood: Understood): Heard | undefined {
  const says = [
    ...understood.facts,
    ...(understood.likely ?? []).filter(({ probability }) => probability >= leastStatement),
  ];
  if (says.some(({ fact }) => fact === asked)) return undefined;
  const choice = begins.no.test(text) ? "no" : begins.yes.test(text) ? "yes" : undefined;
  return choice && { kind: "choice", choice, also: understood };
}

/** "My colleague can get in" answers the question, and "no need, I am the technician" declines. Neither calls a person. */
export function speaksOfPerson(knowledge: Knowledge, move: Move, text: string): boolean {
  const asked = findAskedFact(move);
  const judged = judgeReply(knowledge, move, text);
  if (judged?.kind !== "label") return false;
  const isAnswer = asked !== undefined && knowledge.tree.facts[asked]?.answers[judged.label] !== undefined;
  return isAnswer ? judged.probability >= leastPromise : judged.label === "no" && judged.probability >= verySure;
}

/** What the scorer makes of words that no rule knows; undefined if the facts in them are the better reading. */
export function hearJudged(knowledge: Knowledge, move: Move, text: string, understood: Understood): Heard | undefined {
  const asked = findAskedFact(move);
  // A new code says more than the words around it. The code of this fault only says that it is still there.
  const isOther = understood.codes.some(({ kind, hex }) => kind !== "event" && kind !== "extended" && hex !== ownCode);
  if ((asked === "code" && understood.codes.length > 0) || isOther || understood.reports || understood.rdpFile)
    return undefined;
  if (asked !== undefined && understood.facts.some(({ fact }) => fact === asked)) return undefined;
  const judged = judgeReply(knowledge, move, text);
  if (!judged) return undefined;
  // "Hang on, I clicked wrong before, it's a 2008 R2" is about another question.
  if (corrects(text) && understood.facts.length > 0 && !(judged.kind === "label" && judged.probability >= verySure))
    return { kind: "read", understood };
  // A reply that states its answer in so many words needs no question to be understood.
  const stated = understood.likely?.find(({ fact, probability }) => fact === asked && probability >= leastStatement);
  if (stated && (judged.kind === "near" || judged.probability < stated.probability))
    return { kind: "read", understood: { ...understood, facts: [stated, ...understood.facts] } };
  if (judged.kind === "near") return understood.facts.length === 0 ? judged : undefined;
  const { label, probability } = judged;
  if (asked !== undefined && knowledge.tree.facts[asked]?.answers[label]) {
    if (probability < leastAnswer) return undefined;
    const answer: ReadFact = { fact: asked, answer: label, from: text.trim().slice(0, 80) };
    return { kind: "read", understood: { ...understood, facts: [answer, ...understood.facts] } };
  }
  if (probability < leastAct) return undefined;
  const isOffered = move.kind === "hand-over" && !move.reference;
  if (isOffered && (label === "yes" || label === "technician") && refusesOffer(text))
    return goesOn.test(text) ? { kind: "choice", choice: "no" } : undefined;
  // "I am administrator of this PC" at a test says something else, and is no "I can't".
  if (understood.facts.length > 0 && sayingNothing.includes(label) && probability < verySure)
    return { kind: "read", understood };
  const has = (choice: string) => listChoices(move).some(({ id }) => id === choice);
  const choose = (choice: string): Heard => ({ kind: "choice", choice, also: understood });
  switch (label) {
    case "technician":
      // At the form, "I can't work, 80 people wait" tells how urgent it is.
      return probability < (move.kind === "hand-over" ? certain : leastCall)
        ? undefined
        : { kind: "command", command: "technician" };
    case "side-question":
      return { kind: "question" };
    case "works":
      if (probability < leastPromise || (othersGetIn.test(text) && !saysItWorks(text))) return undefined;
      // A thumb at a step says that it is done.
      if (move.kind === "step" && onlyThumb.test(text)) return choose("done");
      return move.kind === "check" && has("works") ? choose("works") : { kind: "works" };
    case "done":
    case "yes":
      return has(label) && probability >= leastPromise ? choose(label) : undefined;
    case "not-needed":
    case "no":
      return has(label) ? choose(label) : undefined;
    case "did-not-help":
      return has("no-help")
        ? choose("no-help")
        : move.kind === "step"
          ? choose(move.last ? "no-help" : "done")
          : undefined;
    case "another-code":
      return move.kind === "step" || has("another") ? choose("another") : undefined;
    case "cannot":
      if (move.kind === "check" && has("later")) return choose("later");
      return has("cannot") ? choose("cannot") : undefined;
    case "not-sure":
      if (move.kind === "ask") return choose(label);
      if (move.kind === "ask-back") return choose("no");
      return has("cannot") && move.kind !== "check" ? choose("cannot") : { kind: "not-sure" };
    case "told":
      return { kind: "read", understood };
    default:
      return undefined;
  }
}

/** Rules take single words. "Yes... no wait, it threw the same error again" is more than its first word. */
export function isContradicted(knowledge: Knowledge, move: Move, text: string, short: Heard): boolean {
  if (splitWords(text).length < 3) return false;
  const judged = judgeReply(knowledge, move, text);
  if (judged?.kind !== "label" || judged.probability < certain) return false;
  const rule = short.kind === "choice" ? (actOfChoice[short.choice] ?? short.choice) : short.kind;
  if (judged.label === "told") return judged.probability >= verySure;
  return judged.label !== rule && judged.label !== "unclear";
}

const actOfChoice: Record<string, string> = { "no-help": "did-not-help", another: "another-code", later: "cannot" };
