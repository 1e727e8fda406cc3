/** Short answers that fit any move: yes, done, did not help, I cannot, it works. */
import { splitWords } from "../../knowledge/reading/words.ts";
import { parsePhrases, parseWords } from "./wordLists.ts";

export type ShortAnswer = "yes" | "no" | "not-sure" | "done" | "no-help" | "cannot" | "works" | "tried-before";

const notSure =
  parsePhrases(`not sure, i am not sure, do not know, i do not know, no idea, i have no idea, unsure, idk, dunno, no clue, i can not tell, can not tell, can not say,
  i do not remember, maybe, perhaps, who knows, hard to say, possibly, unknown, i can not say, not certain, i would not know, how should i know, how would i know, i guess not sure,
  skip, skip that, next question`);
const yes = parsePhrases(
  `yes, y, yep, yeah, yup, sure, correct, right, exactly, of course, indeed, affirmative, true, ja, oui, si, yes please, yes i am, yes i do, yes it is, yes i can, yes it does, yes it did, it does, it did, i am, i do, i can, ok, okay, go ahead, do it, please do,
  claro, sì, sim, tak, да, evet, はい, 是, 是的, 对, 好的, 네, 예`,
);
const no = parsePhrases(
  `no, n, nope, nah, negative, false, nein, non, no i am not, no i do not, no it is not, no i can not, no it does not, no it did not, it does not, it did not, i am not, i do not, not really, no way, not at all, no thanks, no thank you, not now, not yet,
  nao, nie, nee, нет, hayır, いいえ, 不, 不是, 没有, 아니요, 아니오`,
);

const deed = parseWords(
  "done did finished completed complete ready executed ran run performed ticked waited restarted rebooted changed paused success successful successfully fertig erledigt",
);
const aroundDeed =
  parseWords(`ok okay yes yep yeah right so now all well and i it is am have has been that this just we he she already everything with as you
  said told asked the a three minutes minute 3 command commands step steps once again myself there for great good fine sure them they says said shows showed`);
const success = parseWords("works work working worked connected connects fixed solved resolved succeeded");
const aroundSuccess =
  parseWords(`ok okay oh wow yes yep yeah great super hurray hooray and but now it this that finally suddenly thanks thank you just everything again wait
  hey is am i has have does rdp remote desktop the connection fine perfectly so much like a charm for me today well very all good perfect bye in can get got got to again`);
const questionWords = parseWords("is are does do did has have can will was would could should what why how when");

const triedBefore =
  /\b(?:already|before|yesterday|earlier)\b.*\b(?:tried|try|checked)\b|\b(?:tried|checked)\b.*\b(?:already|before|yesterday|earlier|that|this|it)\b/;
const noHelp =
  /^(?:(?:still|exactly|the|it is|just|no) )*same (?:with|on|over|in|from|by|via)\b|\bexactly the same (?:message|error|thing)\b|^(?:(?:no|nope|done|waited|tried|it is|still|ok|and|but|now|the|a) )*same(?: (?:error|problem|thing|message|result|again|issue|still|as before))*$|\b(?:same (?:error|problem|thing|message|result|again)|(?:did|does|has|is|was) not (?:help|helped|work|working|worked|change|changed|solve|fix|connect|do anything|any better)|not (?:helping|working|fixed|solved|better)|no (?:change|luck|success|effect|difference|joy|improvement)|still (?:the (?:same|error)|same|not|fails?|failing|broken|error|no|getting|says|there|0x904|does)|nothing changed|made no difference|fails? again|failed(?: again)?|never works|unchanged)\b/;
// The person cannot do it. "cannot read private key" is a program's message and must not match.
const cannot =
  /^(?:(?:sorry|no|nope|well|but|ok|that is|it is|this is) )*(?:can not(?: do| find| see| open| get| access|$)|not (?:allowed|permitted|possible|my)|no (?:permission|rights|access|way)|unable|impossible|skip|forbidden|rather not|too (?:risky|dangerous)|do not (?:have|want(?! to (?:break|lose|damage|harm|mess|ruin|make))|dare|know|see|find|trust|understand))\b|\b(?:i|we|he|she|user|they|you) (?:\w+ )?(?:can not|could not|do not (?:have|want|dare|know|see|find|trust|understand)|(?:am|are) not (?:allowed|permitted)|will not|have no|refuse|am unable|would rather not)\b|\b(?:(?:it|that|this) is|policy|company|rules?) (?:forbidden|forbids?)\b/;
const denial = /^(?:not|no|never|without|nobody|nothing)$/;

/** Whether the person says that a try changed nothing. */
export const saysNoHelp = (text: string): boolean => noHelp.test(splitWords(text).join(" "));

const workingClause =
  /^(?:.{0,120}\b(?:and|so|then|say|said|meant)\s+)?(?:(?:now|finally|yes|ok|and|but|hey|hi|yay)\s+)*(?:it|everything|rdp|remote desktop|that)(?:'?s| is| has)?\s+(?:just\s+)?(?:now |finally |all )?(?:works?|working|worked|fixed|connects|connected)(?:\s+(?:again|now|fine|perfectly|today|too|here|thanks|thank you))*$|^(?:yes\s+)?(?:i'?m\s+|i am\s+)?(?:back )?in again$/;
const elsewhere =
  /\b(?:still|not|n'?t|only|until|unless|if|whether|same|fails?|error|another|other|telnet|ports?|ping|nmap|3389|(?:yester|week)day|colleague\w*|for (?:him|her|them|others|everyone))\b|\?/;
const worksAbroad = /接続でき(?:ました|た)|つながりました|直りました|连上了|好了$|연결됐|연결되었/u;

/** Whether one clause of a longer message says that it works now, and nothing after it takes that back. */
export function saysItWorks(text: string): boolean {
  if (text.length > 300) return false;
  if (worksAbroad.test(text)) return true;
  const clauses = text
    .toLowerCase()
    .replace(/’/g, "'")
    .split(/[.,;!\n]+|\s[-–]\s/)
    .map((clause) => clause.trim())
    .filter(Boolean);
  const at = clauses.findIndex((clause) => workingClause.test(clause));
  return (
    at >= 0 &&
    !elsewhere.test(clauses[at] ?? "") &&
    !clauses.slice(at + 1).some((clause) => /^but\b|\bstill\b|\bnot\b/.test(clause))
  );
}

/** Classifies a short answer independently of the move; undefined for other messages and for questions. */
export function findAnswer(text: string): ShortAnswer | undefined {
  if (text.length > 300) return undefined;
  const words = splitWords(text);
  const whole = words.join(" ");
  // Windows commands print this on success.
  if (/^\s*success\b/i.test(text)) return "done";
  if (notSure.includes(whole)) return "not-sure";
  if (yes.includes(whole)) return "yes";
  if (no.includes(whole)) return "no";
  const marked = /\?\s*$/.test(text);
  const asks = marked || questionWords.has(words[0] ?? "");
  if (!marked && !words.some((word) => denial.test(word))) {
    if (isMadeOf(words, deed, aroundDeed)) return "done";
    const isIn = /^(?:(?:yes|ok|now|finally|great) )?i am (?:back )?in(?: now| again| thanks)?$/.test(whole);
    if (!asks && (isIn || isMadeOf(words, success, aroundSuccess))) return "works";
  }
  if (words.length > 20) return undefined;
  if (!asks && triedBefore.test(whole)) return "tried-before";
  if (noHelp.test(whole)) return "no-help";
  return cannot.test(whole) ? "cannot" : undefined;
}

// At least one word is in `saying`, and all others are in `around`. Sets cannot backtrack, unlike one long pattern.
function isMadeOf(words: readonly string[], saying: ReadonlySet<string>, around: ReadonlySet<string>): boolean {
  return words.some((word) => saying.has(word)) && words.every((word) => saying.has(word) || around.has(word));
}
