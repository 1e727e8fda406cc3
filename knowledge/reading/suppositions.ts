/** Recognizes words that are only supposed, suggested or planned, or that are about the past. */
import { findClauseStart, type Prose, textAt } from "./words.ts";

const suppositions = new Set(
  "maybe perhaps might possibly whether wondering wonder suppose guess guessing suspect suspecting probably unsure presumably assume assuming hypothetically".split(
    " ",
  ),
);
const suggestions = new Set("could may should would can must shall".split(" "));
const wishes = new Set("want wants wanted plan plans planning planned intend going supposed like about".split(" "));
const changes = new Set(
  `put install uninstall add set introduce replace renew rename clone restore update upgrade switch turn disable enable change
  move migrate deploy roll remove get buy try`.split(/\s+/),
);
const overAndDone: readonly (readonly string[])[] = [
  ["used", "to"],
  ["last", "year"],
  ["last", "time"],
  ["years", "ago"],
  ["back", "then"],
  ["in", "the", "past"],
  ["previously"],
  ["formerly"],
  ["once", "had"],
  ["once", "used"],
  ["previous", "job"],
  ["not", "applicable"],
];

/** Whether the words around `first` to `last` turn them into a supposition: "maybe it is the firewall". */
export function isSupposed(prose: Prose, first: number, last: number): boolean {
  const { words } = prose;
  const clause = words[first]?.clause ?? 0;
  const sentence = words[first]?.sentence;
  const starts = findClauseStart(words, first);
  // "or the firewall" continues the supposition of the clause before it.
  const from = textAt(prose, starts) === "or" ? findClauseStart(words, starts - 1) : starts;
  for (let at = Math.max(from, first - 12, 0); at < Math.min(words.length, last + 4); at += 1) {
    if (at >= first && at <= last) continue;
    const word = words[at];
    if (!word || word.sentence !== sentence) continue;
    if (at > last && word.clause !== (words[last]?.clause ?? clause)) break;
    const next = textAt(prose, at + 1);
    if (suppositions.has(word.text)) return true;
    if (suggestions.has(word.text) && at < first && /^(?:be|have|it|i|we|you|this|that|the|need|try|also)$/.test(next))
      return true;
    if (
      word.text === "if" &&
      at < first &&
      /^(?:what|see|check|only|as|know|sure|tell|even|wonder|ask|asked|asks)$/.test(textAt(prose, at - 1))
    )
      return true;
    if (word.text === "not" && at < first && next === "sure") return true;
    if (isPlanned(prose, at, first, last) || isToLookFor(prose, at, first)) return true;
    if (word.text === "need" && at < first && textAt(prose, at - 2) === "do") return true;
    if (overAndDone.some((phrase) => phrase.every((part, step) => textAt(prose, at + step) === part))) {
      // "I am used to" and "is used to open" are about the present.
      if (word.text === "used" && /^(?:am|is|are|get|getting|got|be)$/.test(textAt(prose, at - 1))) continue;
      return true;
    }
  }
  return false;
}

/** "we want to install a new antivirus", "we will rename the server", "the update is pending" */
function isPlanned(prose: Prose, at: number, first: number, last: number): boolean {
  const text = textAt(prose, at);
  if (at > last) return /^(?:planned|pending|scheduled|due)$/.test(text);
  const verb = textAt(prose, at + 1) === "be" ? "change" : textAt(prose, at + 1);
  if (at >= first || !changes.has(verb)) return false;
  return /^(?:will|shall|gonna)$/.test(text) || (text === "to" && wishes.has(textAt(prose, at - 1)));
}

/** "they told me to check for event 1058" */
function isToLookFor(prose: Prose, at: number, first: number): boolean {
  if (at >= first) return false;
  const before = textAt(prose, at - 1);
  if (textAt(prose, at) === "for" && first - at <= 3)
    return /^(?:check|look|looking|search|searching|watch)$/.test(before);
  return (
    textAt(prose, at) === "to" &&
    /^(?:me|us)$/.test(before) &&
    /^(?:told|tells|asked|asks|wants|advised)$/.test(textAt(prose, at - 2))
  );
}
