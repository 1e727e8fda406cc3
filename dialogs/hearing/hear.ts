/** Reads a person's message as the reply to a move. Pure: the same message and move give the same result. */
import type { Move } from "../../knowledge/case/moves.ts";
import { type Understood, understand } from "../../knowledge/reading/understand.ts";
import { verdictHeads } from "../../knowledge/reading/verdictHeads.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import { listChoices } from "../wording/choices.ts";
import { namesAnotherCode } from "../wording/explainMove.ts";
import { declinesPerson } from "./asksForPerson.ts";
import { denied, isResult, mostBeside, seemsToGiveUp, splitParts } from "./besideQuestion.ts";
import { type Command, findCommand, withdraws } from "./commands.ts";
import { findChoice, findValue } from "./findChoice.ts";
import { findSideQuestions, type SideQuestion } from "./findSideQuestion.ts";
import { asksWhatIsPassedOn } from "./handOverForm.ts";
import type { Asked, Heard } from "./heard.ts";
import { hearConfirmation, hearJudged, isContradicted, leastAct, refuses, speaksOfPerson } from "./hearJudged.ts";
import type { Message } from "./message.ts";
import { asksAboutWait, asksFirst, isQuestion, onlyAsks, splitQuestion } from "./questions.ts";
import { readAnswer } from "./readAnswer.ts";
import { saysItWorks, saysNoHelp } from "./shortAnswers.ts";
import { consent, readShortReply } from "./shortReply.ts";
import { findTalk } from "./smallTalk.ts";

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
  return hearBoth(knowledge, move, text) ?? hearWords(knowledge, move, text);
}

function hearWords(knowledge: Knowledge, move: Move, text: string): Heard {
  const choice = findChoice(move, text);
  if (choice) return { kind: "choice", choice };
  // One of our own first buttons, typed at a place that has no such choice.
  const takesAnother =
    ["step", "check", "neighbour"].includes(move.kind) || (move.kind === "ask" && move.id === "code");
  if (namesAnotherCode(text) && !takesAnother && !("reference" in move && move.reference)) return { kind: "question" };
  // A report or a file holds words such as "stop" that mean nothing here.
  const pasted = text.length > shortestReport ? understand(knowledge, text) : undefined;
  if (pasted?.reports || pasted?.rdpFile || pasted?.isReportScript) return { kind: "read", understood: pasted };
  // "Yes, hand it over" consents to what is shown; elsewhere it asks for a technician.
  if (move.kind === "hand-over" && !move.reference && consent.test(text)) return { kind: "choice", choice: "yes" };
  const isOffer = move.kind === "hand-over" && !move.reference;
  const asks = onlyAsks(text);
  const [asked, other] = findAsked(knowledge, move, text);
  const asksForCall = asked?.kind === "state-question" && asked.topic === "call";
  if (isOffer && asksAboutWait(text) && !asksForCall) return { kind: "command", command: "news" };
  if (move.kind === "hand-over" && move.reference && withdraws(text)) return { kind: "command", command: "withdraw" };
  const command = findCommand(text);
  // "Will they call me?" calls no one.
  const isCall =
    command !== "technician" || !(asksForCall || (asks && (isOffer || asked)) || speaksOfPerson(knowledge, move, text));
  if (command && isCall) return { kind: "command", command };
  if (move.kind !== "hand-over" && declinesPerson(text)) return { kind: "talk", talk: "no-technician" };
  // "That did not help. Now it says 0x904 0x7" leads back to this fault.
  if (move.kind === "neighbour" && !asks) {
    const understood = understand(knowledge, text);
    if (understood.inScope === "yes") return { kind: "read", understood };
  }
  if (withoutScripts.includes(move.kind) && text.length < 120 && refusesScripts.test(text))
    return { kind: "no-scripts", understood: understand(knowledge, text) };
  if (asked?.kind === "command") return other ? { kind: "both", asked: withoutFacts(other), reply: asked } : asked;
  // "Is it OK if I don't know?" is no "I don't know", and "should I log off first" no yes.
  const onlyQuestion = asks || asksFirst(text);
  const short = onlyQuestion && !saysNoHelp(text) ? undefined : readShortReply(move, text);
  const isBeside = asked && short && seemsToGiveUp(short, text);
  if (short && !isBeside && !isContradicted(knowledge, move, text, short)) return short;
  if (!onlyQuestion && saysItWorks(text)) {
    const works = listChoices(move).find(({ id }) => id === "works");
    return works ? { kind: "choice", choice: works.id } : { kind: "works" };
  }
  const value = move.kind === "fill" ? findValue(move, text) : undefined;
  if (value?.kind === "value") return value;

  // "What counts as a gateway?" does not answer "gateway".
  const understood = onlyQuestion ? understand(knowledge, text) : readAnswer(knowledge, move, text);
  if (asked) {
    // "Can they see my screen?" does not say that the screen can be seen.
    const parts = splitQuestion(text, "sentences");
    const question = {
      ...asked,
      understood: parts ? understand(knowledge, parts.rest) : { ...nothing, codes: understood.codes },
    };
    // "Gone, what's next" says that the step is done, and asks besides.
    const told = splitParts(text)
      .filter((part) => !isQuestion(part) && !asksFirst(part))
      .join(", ");
    const isTold = splitWords(told).length <= mostBeside && !denied.test(told);
    const act = onlyQuestion || isQuestion(text) || !isTold ? undefined : hearJudged(knowledge, move, text, understood);
    // "This is hopeless, who can I phone" calls a technician.
    if (act?.kind === "command") return act;
    const isAct = act?.kind === "choice" && move.kind !== "hand-over" && isResult(act.choice, told);
    if (isAct) return { kind: "both", asked: question, reply: act };
    return other ? { kind: "both", asked: withoutFacts(other), reply: question } : question;
  }
  // "Nothing changed" can mean that a try did not help. Where nothing was tried, it tells what came before the fault.
  const whole = understood.likely?.find(({ from }) => from.trim() === text.trim().replace(/[.!]+$/, ""));
  if (whole && untried.includes(move.kind) && saysNoHelp(text))
    return { kind: "read", understood: { ...understood, facts: [...understood.facts, whole] } };
  // A person who reports the same error again says that it does not work.
  if (move.kind === "check" && understood.inScope === "yes") {
    const failed = listChoices(move).find(({ id }) => id === (move.fact ? "no" : "no-help"));
    if (failed) return { kind: "choice", choice: failed.id };
  }
  if (move.kind === "confirm" && refuses(text)) return { kind: "choice", choice: "no-help", also: understood };
  if (move.kind === "ask-back") {
    const confirmed = hearConfirmation(move.id, text, understood);
    if (confirmed) return confirmed;
  }
  // A line of another look's output says nothing about the question that is open.
  if (printed.test(text) && understood.facts.length > 0) return { kind: "read", understood };
  // Whether a cloud's rule lets this person in, only people can tell.
  if (cloudRule.test(text)) return { kind: "unclear" };
  const judged = value || onlyQuestion ? undefined : hearJudged(knowledge, move, text, understood);
  if (judged) return judged;
  if (value && isQuestion(text) && !understood.host) return { kind: "question" };
  if (value && understood.facts.length === 0) return value;
  // "What's the difference to 0x904?" does not say that the window shows 0x904.
  if (move.kind === "neighbour" && asks) return { kind: "question" };
  const isRead = understood.codes.length > 0 || understood.facts.length > 0 || understood.otherFault || understood.host;
  if (isRead || (!onlyQuestion && understood.likely?.some(({ probability }) => probability >= leastAct)))
    return { kind: "read", understood };
  const talk = findTalk(text);
  if (talk && !(talk === "other-language" && onlyQuestion)) return { kind: "talk", talk };
  return onlyQuestion || isQuestion(text) ? { kind: "question" } : { kind: "unclear" };
}

const printed = new RegExp(`^\\s*${verdictHeads}`);
const cloudRule = /^\s*RULE\s+(?:Allow|Deny)\s/;

const nothing: Understood = { codes: [], facts: [], inScope: "unknown" };
/** The other question of the message states the facts. */
const withoutFacts = (asked: SideQuestion): Asked =>
  asked.kind === "command" ? asked : { ...asked, understood: nothing };

/** "What does this mean" asks for the other fault that the window names. */
const hasOwnAnswer = (move: Move, text: string): boolean =>
  move.kind === "neighbour" && !/904|2308/.test(text) && /\bmean|\bwhat(?:'?s| is) (?:this|that|the)\b/i.test(text);

/** Moves before which nothing was tried. */
const untried: readonly Move["kind"][] = ["ask", "report", "fill", "look"];

/** Here, "I can't run a script" answers nothing that was asked. */
const withoutScripts: readonly Move["kind"][] = ["ask", "ask-back", "together", "fill", "check"];
export const refusesScripts =
  /\b(?:can ?not|can'?t|cant|won'?t|not (?:allowed|able) to|do(?: not|n'?t) want to|may not|no)\b.{0,25}\b(?:scripts?|powershell)\b/i;

/** Commands that only ask. */
const askingCommands: readonly Command[] = ["why", "how", "what", "tried", "news", "help", "print"];

/** "Done. What did that do?" is an answer and a question, and each counts. */
function hearBoth(knowledge: Knowledge, move: Move, text: string): Heard | undefined {
  const parts = splitQuestion(text, move.kind === "hand-over" ? "sentences" : "clauses");
  if (!parts) return undefined;
  const asked = findAskedPart(knowledge, move, parts.question);
  if (!asked) return isConsent(move, parts) ? { kind: "choice", choice: "yes" } : undefined;
  const reply = hearWords(knowledge, move, parts.rest);
  // "I don't understand the question. Which of the two computers?" answers nothing.
  if (findCommand(parts.rest) === "what" || denied.test(parts.rest)) return undefined;
  if (seemsToGiveUp(reply, parts.rest)) return undefined;
  const isLong = reply.kind === "choice" && !isResult(reply.choice, parts.rest) && !saysItWorks(parts.rest);
  if (isLong && !saysNoHelp(parts.rest)) return undefined;
  return moving.includes(reply.kind) ? { kind: "both", asked, reply } : undefined;
}

/** "Yes. Do they need my laptop for that?" agrees, and the technicians read the question. */
function isConsent(move: Move, { question, rest }: { question: string; rest: string }): boolean {
  const isOffer = move.kind === "hand-over" && !move.reference;
  return isOffer && onlyAsks(question) && rest.replace(consent, "").trim() === "" && consent.test(rest);
}

const moving: readonly Heard["kind"][] = ["choice", "value", "works", "tried-before", "read"];

function findAskedPart(knowledge: Knowledge, move: Move, question: string): Asked | undefined {
  const [asked] = findAsked(knowledge, move, question);
  if (asked) return asked.kind === "command" ? asked : { ...asked, understood: understand(knowledge, question) };
  const command = findCommand(question);
  return command && askingCommands.includes(command) ? { kind: "command", command } : undefined;
}

/** What a message asks on the side, at most two things. */
function findAsked(knowledge: Knowledge, move: Move, text: string): SideQuestion[] {
  const asked = findSideQuestions(knowledge, move, text).filter(
    ({ kind }) => kind !== "side-question" || !hasOwnAnswer(move, text),
  );
  if (move.kind !== "hand-over" || !asksWhatIsPassedOn(text)) return asked;
  const passedOn: SideQuestion = { kind: "state-question", topic: "passed-on" };
  return [passedOn, ...asked.filter((each) => !(each.kind === "state-question" && each.topic === "passed-on"))];
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

const shortestReport = 40;
