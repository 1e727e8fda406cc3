/** Explains a move to a person who asks about it, in the tree's words if it has any. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import type { Report, ReportScript } from "../../knowledge/tree/reports.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";
import { wordDisturbance, wordUndoing } from "./answerEffects.ts";
import { explainCause } from "./explanations.ts";
import { findAction } from "./findAction.ts";
import { countShared, findMentioned, joinWords } from "./mentions.ts";
import { wordUndo } from "./moveWording.ts";
import { talk, type Wording } from "./wording.ts";

/** Why the move comes, in a message of its own. */
export function explainWhy({ knowledge: { tree } }: OpenCase, move: Move): Wording {
  const explanation = move.kind === "step" && "cause" in move.of ? explainCause(tree, move.of.cause) : undefined;
  return explanation ?? talk(findReason(tree, move));
}

function findReason(tree: Tree, move: Move): string {
  switch (move.kind) {
    case "hand-over":
      if (move.reference) return sentence("why-waiting");
      return (move.to !== "asked-for" && tree["hand-overs"][move.to]?.say) || sentence("why-offer");
    case "ask":
    case "look":
    case "ask-back":
      return move.fact.why;
    case "together":
      return explainTogether(move);
    case "report":
      return sentence("report.why-report");
    case "neighbour":
      return sentence("what.neighbour", { title: move.neighbour.title });
    case "fill":
      return sentence("why-fill");
    case "revert":
      return sentence("why-revert");
    case "confirm":
      return sentence("what.confirm", { by: move.by });
    case "check":
      return move.fact?.fact.why ?? sentence("why-check");
    case "step":
      return ("test" in move.of && tree.tests[move.of.test]?.why) || sentence("why-step");
    case "close":
      return sentence("what.close");
  }
}

/** Each of several questions with what it is good for, in one sentence. */
export function explainTogether({ facts }: Move & { kind: "together" }): string {
  const reasons = facts.map(({ fact }) => `- ${fact.ask} ${fact.why.split(/(?<=[.?!])\s/)[0]}`);
  return [sentence("report.why-together"), ...reasons, sentence("report.how-together")].join("\n");
}

function explainScript({ explained }: ReportScript): string {
  const lines = Object.entries(explained).sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return [sentence("report.explain-report"), ...lines.map(([range, what]) => `${range}: ${what}`)].join("\n");
}

/** What the script of a report prints. */
export const explainPrinted = ({ keys }: Report): string =>
  sentence("report.script-prints", {
    keys: Object.keys(keys)
      .filter((key) => key !== "window")
      .join(", "),
  });

function explainReport({ report, script }: Move & { kind: "report" }, question: string): string {
  if (
    /\b(?:safe|danger\w*|risk\w*|harm\w*|break|delete|undo|change|production|send|sends|sent|internet|upload|uploads|home|spy|malware|virus|trust|trouble|allowed|permitted)\b/i.test(
      question,
    )
  )
    return sentence("report.script-is-safe", { sends: report.sends });
  if (/\b(?:how long|minutes)\b/i.test(question)) return sentence("takes", { minutes: report.minutes });
  if (asksReason.test(question) || /\bneed (?:it|this|that)\b/i.test(question)) return sentence("report.why-report");
  if (/\b(?:prints?|output|outputs|looks?|show|shows|result)\b/i.test(question)) return explainPrinted(report);
  if (/\badmin\w*|\brights\b|\belevated\b|\bwhere\b|\bhow (?:do|can|should) i\b/i.test(question)) return script.do;
  return explainScript(script);
}

const safety =
  /\b(?:danger\w*|safe|risk\w*|harm\w*|break|delete|lose|undo|undone|revert|goes wrong|go wrong|disconnect\w*|kick\w*|interrupt\w*|affect\w*|disturb\w*|reversible|trouble|allowed|permitted)\b/i;
const disturbing =
  /\b(?:hurt\w*|bother\w*|disconnect\w*|kick\w*|interrupt\w*|disturb\w*|thrown? (?:off|out)|logg?(?:ed|s)? (?:off|out))\b/i;
const undoing = /\b(?:undo|undone|revert\w*|reversible|reversed?)\b/i;
const asksReason =
  /^\W*(?:(?:and|but|so|ok)\s+)?(?:why|what for|how come)\b|\bwhat(?:'s| is| has| does)\b.{0,40}\bto do with\b|\bnecessary\b/i;
const privacy =
  /\b(?:reads?|who (?:\w+ ){0,2}(?:sees?|gets?)|privacy|private|confidential|stored?|data|logs?|record\w*|secret|pass(?:ed)? on|share[ds]?|sen[dt])\b/i;
const declining = /\b(?:say no|no|decline|refuse|not want|don'?t want|without)\b/i;
/** A question that points at what stands there, or is too short to be about anything else. */
const pointing = /\b(?:this|that|these|those|it|here|there|them|one)\b|\b(?:should|do|must|shall) i\b/i;
const fewWords = 3;
/** "Could it be the switch in our cellar?" */
const suspects =
  /\b(?:could|can|may|might|would)(?:n'?t)? (?:it|this|that) (?:\w+ )?(?:be|have been|come from|lie)\b|\b(?:is|was) (?:it|this|that) (?:maybe |perhaps |because of |caused by |due to )/i;

const anotherCode =
  /^\W*(?:(?:no|now|it|and|but|the window|well)\s+)*(?:says|shows)\s+another (?:code|error|message)(?: now)?\W*$/i;

/** Whether the message says that the window shows another code, without saying which. */
export const namesAnotherCode = (text: string): boolean => anotherCode.test(text);

/** Answers a question about the move that the sentences of questions do not know. Undefined if it cannot tell what is asked. */
export function explainQuestion(open: OpenCase, move: Move, question: string): Wording | undefined {
  if (namesAnotherCode(question)) return talk(sentence("what-now"));
  if (move.kind === "report") return talk(explainReport(move, question));
  if (move.kind === "hand-over") {
    const words = move.reference ? undefined : explainOffer(open, move, question);
    return words === undefined ? undefined : talk(words);
  }
  const step = move.kind === "step" ? move.step : undefined;
  const action = move.kind === "step" || move.kind === "look" ? findAction(open.knowledge.tree, move) : undefined;
  if (action && disturbing.test(question)) return talk(wordDisturbance(action));
  if (action && undoing.test(question)) return talk(wordUndoing(move));
  if (safety.test(question)) return talk(explainSafety(move));
  if (step && /\bhow long\b|\bminutes\b/i.test(question)) return talk(sentence("takes", { minutes: step.minutes }));
  if (move.kind === "together") {
    const mentioned = findMentioned(move.facts, question)?.fact;
    if (mentioned) return talk(asksReason.test(question) ? mentioned.why : (mentioned.how ?? mentioned.why));
  }
  if (suspects.test(question)) return talk(sentence("about.could-be"));
  const isPointing = pointing.test(question) || splitWords(question).length <= fewWords;
  if (!asksReason.test(question) || (!isPointing && countShared(question, listWords(move)) === 0)) return undefined;
  return explainWhy(open, move);
}

/** Everything that the person can read on the card of a move. */
function listWords(move: Move): string {
  if (move.kind === "ask" || move.kind === "look" || move.kind === "ask-back") {
    const look = move.kind === "look" ? `${move.look.title ?? ""} ${move.look.do} ${move.run ?? ""}` : "";
    return `${joinWords(move.fact)} ${look}`;
  }
  if (move.kind === "together") return move.facts.map(({ fact }) => joinWords(fact)).join(" ");
  if (move.kind === "fill") return `${move.blank.ask} ${move.blank.how ?? ""}`;
  if (move.kind === "step") {
    const { title = "", do: what, expect, warning = "" } = move.step;
    return [title, what, expect, warning, move.run].join(" ");
  }
  if (move.kind === "revert") return `${move.change.do} ${move.change.undo.do}`;
  if (move.kind === "neighbour")
    return [move.neighbour.explain, ...move.neighbour.checks.map((each) => each.do)].join(" ");
  return sentence("try-now");
}

export function explainSafety(move: Move): string {
  if (move.kind !== "step") return sentence("safe-question");
  const undo = [move.step.warning, ...wordUndo(move)].filter(Boolean).join(" ");
  const { risk } = move.step;
  return risk === "none" ? sentence("safe-without-risk", { undo }).trim() : sentence("safe", { risk, undo });
}

function explainOffer(open: OpenCase, move: Move & { kind: "hand-over" }, question: string): string | undefined {
  if (asksReason.test(question)) return findReason(open.knowledge.tree, move);
  if (declining.test(question)) return sentence(move.optional || move.to === "asked-for" ? "if-no-go-on" : "if-no");
  return privacy.test(question) ? sentence("who-reads") : undefined;
}

/** How to find out what is asked, or to do what stands there. */
export function explainHow(open: OpenCase, move: Move): string {
  switch (move.kind) {
    case "report":
      return explainScript(move.script);
    case "ask":
    case "look":
      return move.fact.how ?? move.fact.why;
    case "ask-back":
      return sentence("what.ask-back", { words: move.words, answer: move.fact.answers[move.answer]?.label ?? "" });
    case "together":
      return sentence("report.how-together");
    case "fill":
      return [sentence("why-fill"), move.blank.how ?? sentence("example", { value: move.blank.example })].join(" ");
    case "step":
      return `${findReason(open.knowledge.tree, move)} ${sentence("expect", { what: move.step.expect })}`;
    case "check":
      return sentence("what.check");
    case "revert":
      return `${sentence("why-revert")} ${move.change.undo.do}`;
    case "hand-over":
      return sentence(move.reference ? "why-waiting" : "what.offer");
    default:
      return findReason(open.knowledge.tree, move);
  }
}
