/** Finds the choice or the value that a reply gives word for word. */
import type { Move } from "../../knowledge/case/moves.ts";
import { findHost } from "../../knowledge/reading/findHost.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { listChoices } from "../wording/choices.ts";
import type { Heard } from "./heard.ts";

/** Numbers and labels count only when they are the whole message: "2 other people" is not choice 2. */
export function findChoice(move: Move, text: string): string | undefined {
  const choices = listChoices(move);
  // Trim first: two optional runs of spaces in the pattern would backtrack over every split.
  const number = /^(?:option |choice |number |no\. ?|#)?(\d{1,2})\s*[.)?!]?$/i.exec(text.trim());
  // A value for a blank can itself be a number.
  if (number && move.kind !== "fill") return choices[Number(number[1]) - 1]?.id;
  // People often add a reason to the number of their choice: "8 as I said".
  const numbered =
    /^(?:option |choice |number |no\. ?|#)?(\d{1,2})(?:[.):,;]\s|\s(?:as|like|again|please|i said)\b)/i.exec(
      text.trim(),
    );
  const picked = numbered && move.kind !== "fill" ? choices[Number(numbered[1]) - 1] : undefined;
  if (picked) return picked.id;
  // In place of a script, the bot asks one question after the other.
  const oneByOne = { together: "one-by-one", report: "cannot" }[move.kind as string];
  if (oneByOne && text.length < 200 && /\bone (?:at a time|by one|after (?:the other|another))\b/i.test(text))
    return oneByOne;
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

/** "its PC-JO05 i think": the only word that can hardly be anything but a computer's name. */
function findOnlyName(text: string): string | undefined {
  if (text.length > 120) return undefined;
  const words = text.match(/[\p{L}\d][\p{L}\d.-]*[\p{L}\d]/gu) ?? [];
  const names = words.filter(
    (word) =>
      /\d/.test(word) && /\p{L}/u.test(word) && !/^(?:0x|win(?:dows)?\d|\d+(?:th|st|nd|rd|h|am|pm)$)/i.test(word),
  );
  return names.length === 1 ? names[0] : undefined;
}

/** The value for a blank, or that the reply holds none that fits. */
export function findValue(move: Move & { kind: "fill" }, text: string): Heard {
  // A copied value often has spaces or quotes around it. Nothing else is corrected.
  const printed = /\bREG_(?:DWORD|SZ|BINARY)\s+(\S+)\s*$/m.exec(text)?.[1];
  const value = (printed ?? text)
    .trim()
    .replace(/^(["'`])(.*)\1$/su, "$2")
    .trim();
  const [, corrected] =
    /\b(?:wait|sorry|i mean|i meant|correction)\W+(?:it'?s |it is )?(\S+?)[.!]?$/i.exec(value) ?? [];
  const fits = (value: string) => new RegExp(`^(?:${move.blank.matches})$`, "u").test(value);
  if (fits(value)) return { kind: "value", value };
  if (corrected && fits(corrected)) return { kind: "value", value: corrected };
  const host = move.id === "host" ? (findHost(text)?.host ?? findOnlyName(text)) : undefined;
  return host && fits(host) ? { kind: "value", value: host } : { kind: "wrong-value" };
}
