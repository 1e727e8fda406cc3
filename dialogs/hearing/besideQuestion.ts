/** Whether the words beside a question say how a step or a question went. */
import { splitWords } from "../../knowledge/reading/words.ts";
import type { Heard } from "./heard.ts";

/** "My colleague says turn NLA off and then it works, is that ok" tells a story beside its question, and no result. */
export const mostBeside = 8;
/** "It connects but is very slow, is this the same error" has no result either. */
const mostOfResult = 5;
/** "I found Settings, but no idea what it is called there" asks for help, and gives nothing up. */
export const seemsToGiveUp = (reply: Heard, text: string): boolean =>
  reply.kind === "choice" &&
  ["cannot", "not-sure", "not-needed"].includes(reply.choice) &&
  !isShort(text) &&
  !givesUp.test(text);
const givesUp =
  /^\W*(?:(?:sorry|no|well|but|ok)\W+)?(?:i|we)(?:'m| am| are)? (?:can(?:no|')?t|can not|don'?t know|not (?:allowed|sure|able))\b/i;
const isShort = (text: string): boolean => splitWords(text).length <= mostOfResult;
const results: readonly string[] = ["works", "no-help", "another", "yes", "no"];
export const isResult = (choice: string, told: string): boolean => !results.includes(choice) || isShort(told);
/** "It says access denied, do I need to be domain admin" wants to go on. */
export const denied = /\b(?:access (?:is )?denied|zugriff verweigert|permission denied)\b/i;
export const splitParts = (text: string): string[] =>
  text.split(/[,.;!?\n]+|\s[-–]\s/).filter((part) => part.trim() !== "");
