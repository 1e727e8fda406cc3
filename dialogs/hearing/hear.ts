/** Reads a person's message as the reply to a move. Pure: the same message and move give the same result. */
import { findAskedFact, type Move } from "../../knowledge/case/moves.ts";
import { findHost } from "../../knowledge/reading/findHost.ts";
import { findSideAnswer } from "../../knowledge/reading/findSideAnswer.ts";
import type { ReadFact } from "../../knowledge/reading/readFact.ts";
import { type Understood, understand } from "../../knowledge/reading/understand.ts";
import { understandAsked, understandTogether } from "../../knowledge/reading/understandAnswer.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { NOT_SURE } from "../../knowledge/tree/tree.ts";
import { listChoices } from "../wording/choices.ts";
import { type Command, findCommand } from "./commands.ts";
import { judgeReply } from "./judgeReply.ts";
import type { Message } from "./message.ts";
import { consent, readShortReply, readYesOrNo } from "./shortReply.ts";
import { findTalk, type Talk } from "./smallTalk.ts";

export type Heard =
  /** `also`: facts that the same words state besides. */
  | { kind: "choice"; choice: string; also?: Understood }
  | { kind: "stale" }
  /** A press on an older question. */
  | { kind: "changed"; fact: string; answer: string }
  | { kind: "command"; command: Command }
  | { kind: "value"; value: string | null }
  | { kind: "wrong-value" }
  | { kind: "works" }
  | { kind: "tried-before" }
  /** Codes or facts. The facts can include the answer to the question asked. */
  | { kind: "read"; understood: Understood }
  | { kind: "talk"; talk: Talk | "empty" | "picture" }
  /** A question on the side that the tree answers. The message can also contain facts. */
  | { kind: "side-question"; answer: string; understood: Understood }
  /** The person asks a question about the move. */
  | { kind: "question" }
  /** The person cannot tell yet, at a place where that is no answer. */
  | { kind: "not-sure" }
  /** Two answers to the question are about as probable. */
  | { kind: "near"; answers: [string, string] }
  | { kind: "unclear" };

/** Reads a message as the reply to a move. A pressed button counts only while the move it belongs to is current. */
export function hear(knowledge: Knowledge, move: Move, message: Message): Heard {
  const { text, press } = message;
  if (press) {
    if (press.move !== move.key) return findChange(knowledge, move, press) ?? { kind: "stale" };
    return listChoices(move).some(({ id }) => id === press.choice)
      ? { kind: "choice", choice: press.choice }
      : { kind: "stale" };
  }
  if (message.onlyPicture) return { kind: "talk", talk: "picture" };
  if (text.trim() === "") return { kind: "talk", talk: "empty" };

  const choice = findChoice(move, text);
  if (choice) return { kind: "choice", choice };
  // A report or a file holds words such as "stop" that mean nothing here.
  const pasted = text.length > shortestReport ? understand(knowledge, text) : undefined;
  if (pasted?.reports || pasted?.rdpFile || pasted?.isReportScript) return { kind: "read", understood: pasted };
  // "Yes, hand it over" consents to what is shown; elsewhere it asks for a technician.
  if (move.kind === "hand-over" && !move.reference && consent.test(text)) return { kind: "choice", choice: "yes" };
  const command = findCommand(text);
  if (command && !(command === "technician" && speaksOfPerson(knowledge, move, text)))
    return { kind: "command", command };
  // "That did not help. Now it says 0x904 0x7" leads back to this fault.
  if (move.kind === "neighbour") {
    const understood = understand(knowledge, text);
    if (understood.inScope === "yes") return { kind: "read", understood };
  }
  const short = readShortReply(move, text);
  if (short && !isContradicted(knowledge, move, text, short)) return short;
  const value = move.kind === "fill" ? findValue(move, text) : undefined;
  if (value?.kind === "value") return value;

  const understood = addAnswer(knowledge, move, text);
  const answer = findSideAnswer(knowledge.tree, text);
  if (answer) return { kind: "side-question", answer, understood };
  // A person who reports the same error again says that it does not work.
  if (move.kind === "check" && understood.inScope === "yes") {
    const failed = listChoices(move).find(({ id }) => id === (move.fact ? "no" : "no-help"));
    if (failed) return { kind: "choice", choice: failed.id };
  }
  const judged = value ? undefined : hearJudged(knowledge, move, text, understood);
  if (judged) return judged;
  if (value && understood.facts.length === 0) return value;
  const isRead = understood.codes.length > 0 || understood.facts.length > 0 || understood.otherFault || understood.host;
  if (isRead || understood.likely?.some(({ probability }) => probability >= leastAct))
    return { kind: "read", understood };
  const talk = findTalk(text);
  if (talk) return { kind: "talk", talk };
  return asksBack.test(text) ? { kind: "question" } : { kind: "unclear" };
}

/** A press on an older question changes its answer, as long as the bot has the case. */
function findChange({ tree }: Knowledge, move: Move, press: { move: string; choice: string }): Heard | undefined {
  if (move.kind === "close" || move.kind === "confirm" || (move.kind === "hand-over" && move.reference))
    return undefined;
  const [, kind, id = ""] = /^(ask|look):([a-z0-9-]+)#\d+$/.exec(press.move) ?? [];
  const fact = kind === "look" ? (tree.looks[id]?.learns[0] ?? "") : id;
  const answer = press.choice;
  return tree.facts[fact]?.answers[answer] ? { kind: "changed", fact, answer } : undefined;
}

/** "My colleague can get in" answers the question and calls nobody. */
function speaksOfPerson(knowledge: Knowledge, move: Move, text: string): boolean {
  const asked = findAskedFact(move);
  const judged = judgeReply(knowledge, move, text);
  return (
    asked !== undefined &&
    judged?.kind === "label" &&
    judged.probability >= leastPromise &&
    knowledge.tree.facts[asked]?.answers[judged.label] !== undefined
  );
}

/** What the scorer makes of words that no rule knows; undefined if the facts in them are the better reading. */
function hearJudged(knowledge: Knowledge, move: Move, text: string, understood: Understood): Heard | undefined {
  const asked = findAskedFact(move);
  // A new code says more than the words around it. The code of this fault only says that it is still there.
  const isOther = understood.codes.some(({ kind, hex }) => kind !== "event" && kind !== "extended" && hex !== ownCode);
  if ((asked === "code" && understood.codes.length > 0) || isOther || understood.reports || understood.rdpFile)
    return undefined;
  if (asked !== undefined && understood.facts.some(({ fact }) => fact === asked)) return undefined;
  const judged = judgeReply(knowledge, move, text);
  if (!judged) return undefined;
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
      if (probability < leastPromise) return undefined;
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
      return has("cannot") && move.kind !== "check" ? choose("cannot") : { kind: "not-sure" };
    case "told":
      return { kind: "read", understood };
    default:
      return undefined;
  }
}

/** An answer of the asked fact may be less certain than an act that moves the case on. */
const onlyThumb = /^(?:\s|👍|👌|✅|\p{Emoji_Modifier})+$/u;
const ownCode = "0x904";
const leastAnswer = 0.3;
const leastStatement = 0.6;
const leastAct = 0.4;
/** A technician who is called by mistake is disturbed for nothing. */
const leastCall = 0.6;
/** What moves the case on for good: a step that was done, a case that is over, a hand-over. */
const leastPromise = 0.5;
/** A rule that takes a word for an answer gives way to the scorer where the scorer is this certain. */
const certain = 0.75;

/** Rules take single words. "Yes... no wait, it threw the same error again" is more than its first word. */
function isContradicted(knowledge: Knowledge, move: Move, text: string, short: Heard): boolean {
  if (splitWords(text).length < 3) return false;
  const judged = judgeReply(knowledge, move, text);
  if (judged?.kind !== "label" || judged.probability < certain) return false;
  const rule = short.kind === "choice" ? (actOfChoice[short.choice] ?? short.choice) : short.kind;
  return judged.label !== rule && judged.label !== "told" && judged.label !== "unclear";
}

const actOfChoice: Record<string, string> = { "no-help": "did-not-help", another: "another-code", later: "cannot" };

const shortestReport = 40;

const asksBack =
  /^\s*(?:(?:and|but|sorry|wait|hey|ok|okay|hm+|uh|erm?)[\s,]+)*(?:(?:what|how|where|who)(?:'?s)?|which|when|why|huh|is|are|do|does|can|could|should|will)\b|\?\s*$/i;

// Numbers and labels count only when they are the whole message: "2 other people" is not choice 2.
function findChoice(move: Move, text: string): string | undefined {
  const choices = listChoices(move);
  // Trim first: two optional runs of spaces in the pattern would backtrack over every split.
  const number = /^(?:option |choice |number |no\. ?|#)?(\d{1,2})\s*[.)]?$/i.exec(text.trim());
  // A value for a blank can itself be a number.
  if (number && move.kind !== "fill") return choices[Number(number[1]) - 1]?.id;
  const words = splitWords(text).join(" ");
  const exact = choices.find(
    ({ label, id }) => splitWords(label).join(" ") === words || splitWords(id).join(" ") === words,
  );
  if (exact && words !== "") return exact.id;
  // The part of a label before its explanation is enough: "A VPN", "Yes".
  const heads = choices.filter(
    ({ label }) => label.split(/[,(:]/)[0] && splitWords(label.split(/[,(:]/)[0] ?? "").join(" ") === words,
  );
  if (heads.length === 1) return heads[0]?.id;
  // "Not needed here, I connect by the address": a label of several words, and then the reason.
  const [first = ""] = text.split(/[,.;:]|\s[-–]\s/);
  const head = splitWords(first);
  const reasoned = choices.filter(({ label }) => head.length > 1 && splitWords(label).join(" ") === head.join(" "));
  return reasoned.length === 1 ? reasoned[0]?.id : undefined;
}

function findValue(move: Move & { kind: "fill" }, text: string): Heard {
  // A copied value often has spaces or quotes around it. Nothing else is corrected.
  const printed = /\bREG_(?:DWORD|SZ|BINARY)\s+(\S+)\s*$/m.exec(text)?.[1];
  const value = (printed ?? text)
    .trim()
    .replace(/^(["'`])(.*)\1$/su, "$2")
    .trim();
  const fits = (value: string) => new RegExp(`^(?:${move.blank.matches})$`, "u").test(value);
  if (fits(value)) return { kind: "value", value };
  const host = move.id === "host" ? findHost(text)?.host : undefined;
  return host && fits(host) ? { kind: "value", value: host } : { kind: "wrong-value" };
}

// The answer to a question can be too short to be understood anywhere else: "everybody", "just me".
function addAnswer(knowledge: Knowledge, move: Move, text: string): Understood {
  if (move.kind === "together")
    return understandTogether(
      knowledge,
      move.facts.map(({ id }) => id),
      text,
    );
  const asked = findAskedFact(move);
  if (!asked) return understand(knowledge, text);
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
