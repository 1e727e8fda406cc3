/** Recognizes what a person asks, and what they say besides. A question is no answer, no consent and no refusal. */
import { splitWords } from "../../knowledge/reading/words.ts";

const opening = String.raw`^\s*(?:(?:and|but|so|sorry|wait|hey|hi|ok|okay|well|hm+|uh|erm?|yes|no|please)[\s,.!]+)*`;
const questionStart = new RegExp(
  String.raw`${opening}(?:(?:what|how|where|who)(?:'?s)?|which|when|why|huh|is|are|do|does|did|can(?! only)|could|should|will|would|may|am|must)\b`,
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

const persons = "i|you|u|ya|we|he|she|they|my|your|ur|our|his|her|their|anyone|anybody|someone|somebody|nobody";
/** "Did it twice" and "was the update" leave out their subject, so only some pairs of words ask without a question mark. */
const inverted = new RegExp(
  String.raw`${opening}(?:(?:(?:do|did|can|could|should|shall|will|would|may|must|am|is|are|was|were|does) (?:${persons})|(?:have|has) (?:i|you|u|we|he|she|they))\b|(?:can|could|should|shall|will|would|must|may|does|is|are|was) (?:it|that|this|there|these|those|they|others?|the \w+ \w+)\b|(?:does|will|should|can|could) (?:the|an?|any) |do others\b|(?:(?:could|would|should|is|does|do|wo|are)n'?t|can'?t) (?:it|i|we|you|that|there|they)\b)`,
  "i",
);
/** "Can you hand it over" asks for a deed. */
const request = new RegExp(
  String.raw`${opening}(?:can|could|will|would) (?:you|u|ya|someone|somebody|anyone|anybody|we)\b`,
  "i",
);
const reported =
  /^(?:\S+\s+){0,5}?(?:wants? to know|wanna know|asks?|asking|asked|wonders?|wondering|wondered|curious|any idea|any chance|(?:do|can|could) (?:you|u) (?:know|tell me|say)|tell me|question)[\s,:]+(?:if|whether|that|this|it|what|how|when|who|why|where|which|can|is|does|do|will)\b/i;
/** "The caller wants to know if" */
const leadIn =
  /^.*?\b(?:know|asks?|asking|asked|wonders?|wondering|wondered|curious|idea|chance|tell me|question)[\s,:]+(?:if|whether)?\s*/i;
const inGerman = String.raw`^\s*(?:(?:und|aber|ok|also|hallo|ja|nein)[\s,.!]+)*`;
const wondersInGerman = new RegExp(
  String.raw`${inGerman}(?:was (?:ist|sind|bedeute\w*|hei(?:ß|ss)t|passiert|mach\w*|soll\w*|kann|wird|wenn)|wie|wo|wer|warum|wieso|weshalb|wann|welche[rsmn]?) `,
  "i",
);
/** "Kann ich erst morgen" leaves out its object, and asks nothing. */
const mayAskInGerman = new RegExp(
  String.raw`${inGerman}(?:muss|kann|darf|soll(?:te)?|brauche?|ist|wird|werden) (?:ich|man|wir|er|sie|das|es|der|die)\b(?! nicht)`,
  "i",
);
/** Whether the message, or one of its clauses, asks for information, with a question mark or without. */
export const seemsToAsk = (text: string): boolean =>
  text.length <= mostOfStory &&
  (isQuestion(text) || text.split(clauseBorder).some((clause) => asksInWords(clause) || mayAskInGerman.test(clause)));

/** "I only have a work phone can I take that one" */
const clauseBorder = /[,.;!?\n]+|\s(?=(?:can|could|should|must|may|shall) (?:i|we|he|she)\b)/i;

/** Half a question can be a story. */
const mostOfStory = 300;

/** The questions in a message, each without the story around it: the whole of it first, and then the parts that ask. */
export function listQuestions(text: string): string[] {
  const head = text.slice(0, mostOfStory).trim();
  const sentences = head.split(/[?!.;\n]+/);
  const parts = sentences.flatMap((part) => [
    part,
    ...part.split(
      /,|\s[-–]\s|\s(?=(?:can|could|should|must|may|shall) (?:i|we|he|she)\b)|\b(?:and|but|so|because|cause|bc|or|if|when|while|und|aber)\b/i,
    ),
  ]);
  const asking = parts
    .filter((part) => asksInWords(part))
    .flatMap((part) => [
      part,
      part.replace(storyBehind, "$1"),
      ...(reported.test(part) ? [part.replace(leadIn, "")] : []),
    ]);
  const unknown = sentences.flatMap((part) => {
    const [, term] = unknownTerm.exec(part) ?? [];
    return term === undefined ? [] : [`what is ${term}`];
  });
  return [...new Set([head, ...asking, ...unknown].map((part) => part.replace(lead, "").trim()))].filter(
    (part) => splitWords(part).length > 1,
  );
}

/** "I don't know what a gateway is" */
const unknownTerm =
  /\b(?:don'?t|do not|no) (?:really |even )?(?:know|idea|clue|understand) what ((?:an?|the|this|that) [^,.;]{2,40}?) (?:is|are|means?)\b/i;

/** The sentences and clauses of a message that are neither the whole of it nor so short that they say nothing. */
export function listClauses(text: string): string[] {
  const clauses = text.slice(0, mostOfStory).split(/[?!.,;\n]+|\s[-–]\s/);
  return clauses.length < 2
    ? []
    : clauses.map((clause) => clause.trim()).filter((clause) => splitWords(clause).length > 2);
}

const lead = new RegExp(opening, "i");

/** "How long does it take i have a call at ten" */
const storyBehind =
  /^(.{8,}?)\s(?:i have|i'?ve|i ?'?m|i am|i need|i think|i don'?t|we have|we are|we'?re|theres|there'?s|there is|cuz|coz|since|otherwise)\s.*$/i;

const asksInWords = (clause: string): boolean =>
  wonders.test(clause) ||
  asksElsewhere.test(clause) ||
  (inverted.test(clause) && !request.test(clause)) ||
  reported.test(clause) ||
  wondersInGerman.test(clause);

/** "On which computer", "when is someone there". */
const asksElsewhere =
  /^\s*(?:on|in|at|to|from|with|for) (?:which|what|whom|whose)\b|^\s*when (?:is|are|will|does|do|can) (?:\w+ ){1,3}\w+/i;

/** Whether the message begins by asking, and so answers nothing. "Can you hand it over" asks for a deed. */
export const asksFirst = (text: string): boolean =>
  onlyAsks(text) || (text.length <= mostOfQuestion && asksInWords(text));

const wait =
  /^(?:\w+ ){0,2}when (?:will|would|does|do|can|could|shall|is|are)\b|\b(?:how (?:long|soon|fast|quick(?:ly)?)|what time|(?:opening|desk|office|business) hours|(?:is|are|will) (?:\w+ ){0,3}(?:there|here|available|online|around|free|working|open|at the desk)|right now|opening times|(?:work|works|working|there|open|available) (?:\w+ ){0,2}(?:weekends?|sundays?|saturdays?|night|nights|evenings?)|wait(?:ing)? time|response time|wait long|take long)\b/;

/** "How long will that take?", "is someone there right now?": asks what a person who waits can expect. */
export const asksAboutWait = (text: string): boolean =>
  text.length <= mostOfQuestion && isQuestion(text) && wait.test(splitWords(text).join(" "));

/** A question with nothing behind it, and the rest of the message: its other sentences, or the clauses before a comma. */
export function splitQuestion(
  text: string,
  into: "sentences" | "clauses" = "clauses",
): { question: string; rest: string } | undefined {
  if (text.length > 600) return undefined;
  const sentences = splitParts(text, /(?<=[?!.;])\s+|\n+/);
  if (sentences.length >= 2) return divide(sentences, (part) => /\?$/.test(part) || wonders.test(part));
  // Only a sentence of its own may agree to a hand-over.
  if (into === "sentences") return undefined;
  const clauses = splitParts(text, /,\s+/);
  const last = clauses.pop();
  if (clauses.length === 0 || !last || !asksInWords(last) || clauses.some(asksInWords)) return undefined;
  return { question: last, rest: clauses.join(", ") };
}

const splitParts = (text: string, border: RegExp): string[] =>
  text
    .split(border)
    .map((part) => part.trim())
    .filter(Boolean);

function divide(parts: readonly string[], isAsked: (part: string) => boolean) {
  const question = parts.filter(isAsked);
  const rest = parts.filter((part) => !isAsked(part));
  return question.length > 0 && rest.length > 0 ? { question: question.join(" "), rest: rest.join(" ") } : undefined;
}
