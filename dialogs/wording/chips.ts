/** Names readings in a few words each: "0x904/0x7 · VPN · administrator there". */
import type { Event } from "../../knowledge/case/events.ts";
import type { Code } from "../../knowledge/reading/understand.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";
import { nameBareCode } from "./codeInWords.ts";
import type { Chip, Readings } from "./wording.ts";

export function nameAnswer(tree: Tree, fact: string, answer: string): string {
  const { ask = fact, answers = {} } = tree.facts[fact] ?? {};
  const { chip, label = answer } = answers[answer] ?? {};
  // "Yes" alone says nothing.
  return chip ?? (/^(?:Yes|No)\b/.test(label) ? `${ask} ${label}` : label);
}

/** Groups the codes of a message as they are shown: the pair of the window as one. */
export function groupCodes(codes: readonly Code[]): Code[][] {
  const [error, ...others] = codes.filter(({ kind }) => kind !== "event" && kind !== "extended");
  const extended = codes.filter(({ kind }) => kind === "extended");
  const events = codes.filter(({ kind }) => kind === "event");
  const pair = error ? [error, ...extended] : extended;
  return [pair, ...[...others, ...events].map((code) => [code])].filter((group) => group.length > 0);
}

/** The name of one group of codes. */
export function nameCodes(codes: Extract<Event, { kind: "codes" }>["codes"]): string {
  const error = codes.find(({ kind }) => kind !== "extended");
  const extended = codes.find(({ kind }) => kind === "extended");
  if (error?.kind === "event") return nameBareCode(error.kind, error.hex);
  if (!error) return nameBareCode("extended", extended?.hex ?? "");
  const pair = extended ? `${error.hex}/${extended.hex}` : error.hex;
  const isSpelt = error.kind !== "disconnect" || /[0oо]\s*[x×х]/iu.test(error.from);
  return isSpelt ? pair : sentence("chip.from-words", { code: pair, words: error.from.slice(0, 40) });
}

/** What negates itself reads badly after "not": "not nothing changed". */
const isNegative = (chip: string): boolean => /^(?:no|not|nothing|only)\b/i.test(chip);

/** What a press on a chip says. */
export function wordRemoval(chip: string): string {
  return sentence("chip.not", { chip: isNegative(chip) ? `"${chip}"` : chip });
}

/** The line that shows what was read, with its chips. Empty if nothing was. `group` is that of the message. */
export function wordReadings(chips: readonly Chip[], group: number): Readings[] {
  const labels = chips.map(({ label }) => label);
  const last = labels.at(-1);
  if (last === undefined) return [];
  const what = labels.join(" · ");
  const example = labels.findLast((chip) => chip.length < 40 && !isNegative(chip) && !/[?()]/.test(chip)) ?? last;
  const line = labels.length === 1 ? sentence("i-read-one", { what }) : sentence("i-read", { what, example });
  return [{ line, move: `${pressPrefix}${group}`, chips: [...chips] }];
}

/** The move in the data of a chip's button begins with it; the group of the message follows. */
export const pressPrefix = "read:";
