/** Names readings in a few words each: "0x904/0x7 · VPN · administrator there". */
import type { Code } from "../../knowledge/reading/understand.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";
import { nameBareCode } from "./codeInWords.ts";

export function nameAnswer(tree: Tree, fact: string, answer: string): string {
  const { ask = fact, answers = {} } = tree.facts[fact] ?? {};
  const { chip, label = answer } = answers[answer] ?? {};
  // "Yes" alone says nothing.
  return chip ?? (/^(?:Yes|No)\b/.test(label) ? `${ask} ${label}` : label);
}

/** The codes of a message, the pair of the window as one. */
export function nameCodes(codes: readonly Code[]): string[] {
  const [error, ...others] = codes.filter(({ kind }) => kind !== "event" && kind !== "extended");
  const extended = codes.find(({ kind }) => kind === "extended");
  const events = codes.filter(({ kind }) => kind === "event");
  const pair = error && extended ? `${error.hex}/${extended.hex}` : (error ?? extended)?.hex;
  const isSpelt = error?.kind !== "disconnect" || /[0oо]\s*[x×х]/iu.test(error.from);
  const named = pair && !isSpelt ? sentence("chip.from-words", { code: pair, words: error.from.slice(0, 40) }) : pair;
  return [
    ...(named ? [error ? named : nameBareCode("extended", named)] : []),
    ...others.map(({ hex }) => hex),
    ...events.map(({ kind, hex }) => nameBareCode(kind, hex)),
  ];
}

/** The line that shows what was read. Empty if nothing was. */
export function wordReadings(chips: readonly string[]): string[] {
  const last = chips.at(-1);
  if (last === undefined) return [];
  const what = chips.join(" · ");
  if (chips.length === 1) return [sentence("i-read-one", { what })];
  // "Not nothing changed" would be hard to read.
  const example = chips.findLast((chip) => chip.length < 40 && !/^(?:no|not|nothing|only)\b|[?()]/i.test(chip)) ?? last;
  return [sentence("i-read", { what, example })];
}
