/** Decides whether words state a fact, or are denied, supposed, asked, or quoted from advice. */
import { isDenied, isDeniedAfter } from "./denials.ts";
import { isSupposed } from "./suppositions.ts";
import { findClauseStart, type Prose, textAt } from "./words.ts";

const askers = new Set(
  "is are was were do does did can could should would will might may what why how who which where when shall has have".split(
    " ",
  ),
);
const advisers = new Set(
  `website websites webpage article articles forum forums reddit chatgpt gpt copilot gemini google googled googling youtube video
  blog blogs blogpost tutorial tutorials guide guides stackoverflow spiceworks superuser serverfault internet's bing documentation
  docs wiki quora faq`.split(/\s+/),
);

/**
 * Whether the words from `first` to `last` state something that is true now. Words after a "trouble" never deny it, as in
 * "the printer is not found".
 */
export function isMeant(prose: Prose, first: number, last: number, as: "fact" | "trouble" = "fact"): boolean {
  return !(
    isDenied(prose, first) ||
    (as === "fact" && isDeniedAfter(prose, last)) ||
    isSupposed(prose, first, last) ||
    isAsked(prose, first, last) ||
    isAdvice(prose, first, last) ||
    isCorrected(prose, last) ||
    isOldAnswer(prose, first) ||
    isAboutAnotherPort(prose, first, last)
  );
}

const corrections = [
  ["no", "sorry"],
  ["no", "wait"],
  ["wait", "no"],
  ["sorry", "no"],
  ["no", "i", "mean"],
  ["i", "mean"],
  ["i", "meant"],
  ["scratch", "that"],
  ["correction"],
  ["nein", "moment"],
  ["non", "pardon"],
  ["no", "perdon"],
];

const apologies = new Set(["sorry", "oh", "oops", "hm", "um", "pardon", "entschuldigung", "perdon"]);

/** "Over the VPN, no sorry, that is the old laptop": the next clause takes the words back. */
function isCorrected(prose: Prose, last: number): boolean {
  const clause = prose.words[last]?.clause ?? 0;
  let at = last + 1;
  while (prose.words[at]?.clause === clause) at += 1;
  // An apology can stand before the correction: "Everyone is out. Sorry, correction: Tom is in."
  const isApology = prose.words[at]?.clause === clause + 1 && apologies.has(textAt(prose, at));
  const starts = isApology && prose.words[at + 1]?.clause === clause + 2 ? [at, at + 1] : [at];
  if (prose.words[at]?.clause !== clause + 1) return false;
  return starts.some((start) =>
    corrections.some((words) => words.every((word, step) => textAt(prose, start + step) === word)),
  );
}

const answering = /^(?:said|told|clicked|picked|chose|pressed|answered|wrote|put|typed)$/;

const forgetting = /^(?:scratch|scrap|forget|ignore|disregard|strike)$/;

/** "Earlier I clicked that no one gets in", "I thought it was a Server 2016", "scratch 'every time'": quoted to be taken back. */
function isOldAnswer(prose: Prose, first: number): boolean {
  if (forgetting.test(textAt(prose, first - 1)) || forgetting.test(textAt(prose, first - 2))) return true;
  const starts = findClauseStart(prose.words, first);
  for (let at = starts; at < first; at += 1) {
    if (!/^(?:i|we)$/.test(textAt(prose, at))) continue;
    const verb = textAt(prose, at + 1);
    if (verb === "thought" && at + 1 < first) return true;
    if (!answering.test(verb)) continue;
    for (let near = starts; near < first; near += 1)
      if (/^(?:earlier|before|wrongly)$/.test(textAt(prose, near))) return true;
  }
  return false;
}

function isAsked(prose: Prose, first: number, last: number): boolean {
  const { words, questions } = prose;
  const sentence = words[first]?.sentence ?? -1;
  const starts = findClauseStart(words, first);
  if (
    starts < first &&
    /^(?:should|shall|may|might|could|can|would)$/.test(textAt(prose, starts)) &&
    /^(?:i|we|it|this|that|you|the|a|an|my|our)$/.test(textAt(prose, starts + 1))
  )
    return true;
  if (!questions.has(sentence)) return false;
  // A phrase that begins with the question ("can you reset my password") is a request.
  if (askers.has(textAt(prose, starts))) return starts < first;
  // In "It works for Tom, why?" the first clause is a statement and only the last one is a question.
  const clause = words[last]?.clause;
  for (let at = last + 1; at < Math.min(words.length, last + 40); at += 1) {
    if (words[at]?.sentence !== sentence) return true;
    if (words[at]?.clause !== clause) return false;
  }
  return true;
}

function isAdvice({ words }: Prose, first: number, last: number): boolean {
  const sentence = words[first]?.sentence;
  for (let at = Math.max(0, first - 25); at < Math.min(words.length, last + 26); at += 1) {
    if (at >= first && at <= last) continue;
    const word = words[at];
    if (!word || word.sentence !== sentence) continue;
    const next = words[at + 1]?.text;
    if (word.text === "google" && next === "cloud") continue;
    if (advisers.has(word.text)) return true;
    if (/^(?:i|we)$/.test(word.text) && (next === "read" || next === "heard")) return true;
    if (/^(?:someone|somebody|people|they|page|post|thread|site|microsoft|internet|web)$/.test(word.text)) {
      if (
        /^(?:says|say|said|suggests|suggest|suggested|recommends|recommend|recommended|wrote|writes|claims|claim|advised|advises|told)$/.test(
          next ?? "",
        )
      )
        return true;
    }
    if (relatives.test(word.text) && opinions.test(next ?? "")) return true;
    if (word.text === "according" && next === "to") return true;
  }
  return false;
}

// "My colleague thinks it is the Windows update": an opinion, and not the person's own.
const relatives =
  /^(?:colleague|coworker|boss|son|daughter|husband|wife|friend|neighbou?r|brother|sister|kolleg(?:e|in)|chef|sohn|mann|frau|freund|nachbar|collegue|ami|mari|colega|amigo|marido)$/;
const opinions =
  /^(?:thinks?|thought|says?|said|reckons?|believes?|suspects?|guesses|swears|meint|sagt|glaubt|vermutet|pense|dit|croit|piensa|dice|cree)$/;

// Ports of other services that people test as well. Remote Desktop itself may run on any unusual port.
const otherPorts =
  /^(?:20|21|22|23|25|53|80|88|110|135|139|143|389|443|445|464|636|993|1433|3268|5985|5986|8080|8443)$/;
const portTests = /^(?:tcptestsucceeded|tcp|port|telnet|tnc|netconnection)$/;

/** "RemotePort : 445 ... TcpTestSucceeded : True" says nothing about Remote Desktop. */
function isAboutAnotherPort(prose: Prose, first: number, last: number): boolean {
  const { words } = prose;
  if (!words.slice(first, last + 1).some(({ text }) => portTests.test(text))) return false;
  for (let at = last + 1; at <= last + 4 && words[at]?.clause === words[last]?.clause; at += 1)
    if (/^(?:for|on|to|at|port)$/.test(textAt(prose, at - 1)) && otherPorts.test(textAt(prose, at))) return true;
  for (let at = first - 1; at >= Math.max(0, first - 40); at -= 1)
    if (/^(?:remoteport|port)$/.test(textAt(prose, at))) return otherPorts.test(textAt(prose, at + 1));
  return false;
}
