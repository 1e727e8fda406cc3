/** Recognizes what a person asks, and what they say besides. A question is no answer, no consent and no refusal. */
import { splitWords } from "../../knowledge/reading/words.ts";

const opening = String.raw`^\s*(?:(?:and|but|so|sorry|wait|hey|hi|ok|okay|well|hm+|uh|erm?|yes|no|please)[\s,.!]+)*`;
const questionStart = new RegExp(
  String.raw`${opening}(?:(?:what|how|where|who)(?:'?s)?|which|when|why|huh|is|are|do|does|did|can|could|should|will|would|may|am|must)\b`,
  "i",
);
/** "Why not" and "how about yes" agree, "what a mess" complains, and "when I open it, it fails" reports. */
const wonders = new RegExp(
  String.raw`${opening}(?:(?:what|how|where|who)(?:'?s)?|which|why)\b(?!\s+(?:not|about|a|an|the (?:hell|heck))\b)`,
  "i",
);
const asksWhetherOrWhen = new RegExp(
  String.raw`${opening}(?:when|is|are|do|does|did|will|would|am|must|should)\b(?!\s+(?:you|it be|there an?y?)\b).*\?\s*$`,
  "is",
);

/** Whether the message reads like a question. */
export const isQuestion = (text: string): boolean => questionStart.test(text) || /\?\s*$/.test(text);

/** Whether the message asks for information, and so can't call a technician, agree or refuse. "Can you hand it over?" can. */
export function onlyAsks(text: string): boolean {
  return text.length <= mostOfQuestion && (wonders.test(text) || asksWhetherOrWhen.test(text));
}

const mostOfQuestion = 200;

const wait =
  /^(?:\w+ ){0,2}when (?:will|would|does|do|can|could|shall|is|are)\b|\b(?:how (?:long|soon|fast|quick(?:ly)?)|what time|(?:opening|desk|office|business) hours|(?:is|are|will) (?:\w+ ){0,3}(?:there|here|available|online|around|free|working|open|at the desk)|right now|opening times|(?:work|works|working|there|open|available) (?:\w+ ){0,2}(?:weekends?|sundays?|saturdays?|night|nights|evenings?)|wait(?:ing)? time|response time|wait long|take long)\b/;

/** "How long will that take?", "is someone there right now?": asks what a person who waits can expect. */
export const asksAboutWait = (text: string): boolean =>
  text.length <= mostOfQuestion && isQuestion(text) && wait.test(splitWords(text).join(" "));

/** A question with nothing behind it, and the other sentences of the message. */
export function splitQuestion(text: string): { question: string; rest: string } | undefined {
  if (text.length > 600) return undefined;
  const parts = text
    .split(/(?<=[?!.;])\s+|\n+/)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length < 2) return undefined;
  const isAsked = (part: string) => /\?$/.test(part) || wonders.test(part);
  const question = parts.filter(isAsked);
  const rest = parts.filter((part) => !isAsked(part));
  return question.length > 0 && rest.length > 0 ? { question: question.join(" "), rest: rest.join(" ") } : undefined;
}
