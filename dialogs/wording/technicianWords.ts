/** Puts an instruction of the tree, which speaks to the person in the chat, into the words that a technician reads. */
import { sentence } from "../words/sentence.ts";
import { splitSentences } from "./actionEffects.ts";

const cannot = `"I (?:can't|cannot) do this"`;
const buttons = `(?:"Not needed here"|${cannot}|"Not sure")`;
const button = `${buttons}(?: on the next card)?`;

/** What is left of a sentence without its part about the chat. The sentence may have other commands in it. */
const parts: readonly [RegExp, string | (() => string)][] = [
  // "press Ctrl+C and choose ..." and "Ask for a new one, and choose ..." say all that matters before it.
  [new RegExp(`,? and choose ${button}|: choose ${button}(?=\\.)`, "u"), ""],
  [/[Cc]hoose "Not needed here"(?: on the next card)?/u, () => sentence("ticket.not-needed")],
  [new RegExp(`[Cc]hoose ${cannot}(?: on the next card)?`, "u"), () => sentence("ticket.not-possible")],
  [/^Choose it too\b/u, () => sentence("ticket.same-holds")],
  [/, and a technician can plan that/u, ""],
  [/ and tell a technician(?=:)/u, ""],
  [/\btell a technician\b/u, "note"],
  [/\ba technician has to\b/u, "you have to"],
  [/ and pick what it says/u, ""],
  [/,? and come straight back here/u, ""],
  [/\bIf I gave you a repaired file\b/u, "If there's a repaired file"],
];

/** Sentences that say only how to answer in the chat. The desk has a place of its own for what a command printed. */
const aboutChat = [
  new RegExp(`^Choose ${cannot}, and a technician\\b`, "u"),
  /^(?:Then )?paste (?:what it prints|all of it)\b|\bpaste it here\b/iu,
  /^Pick what\b/u,
  /\bYou can paste the whole file here\b/u,
  /\btell me\b|\bTell your help desk\b/u,
];

/** Leaves out buttons, cards and the person's way to a technician; conditions stay: "If ..., this isn't needed." */
export function wordForTechnician(text: string): string {
  return splitSentences(text)
    .filter((said) => !aboutChat.some((pattern) => pattern.test(said)))
    .map(replaceParts)
    .join(" ");
}

function replaceParts(said: string): string {
  const words = parts.reduce(
    (before, [part, instead]) => before.replace(part, () => (typeof instead === "string" ? instead : instead())),
    said,
  );
  return words === said ? said : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
