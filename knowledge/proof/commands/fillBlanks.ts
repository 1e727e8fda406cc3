/** Fills the blanks of a command with numbers, which every parser accepts wherever a value may stand. */
import { listBlanks } from "../../tree/blanks.ts";

export type FilledCommand = {
  text: string;
  /** Puts the blanks back into a part of the text. */
  restore: (part: string) => string;
  /** Whether a value of the command is a blank, so that it is only known in the case. */
  isBlank: (value: string) => boolean;
};

/** The text keeps its length, so that every place in it stays the same. A blank gets the same number in every command. */
export function fillBlanks(run: string): FilledCommand {
  const samples = new Map<string, string>();
  for (const blank of new Set(listBlanks(run))) {
    let sample = makeSample(blank);
    while (samples.has(sample) || run.includes(sample)) sample = String(BigInt(sample) + 1n).slice(-sample.length);
    samples.set(sample, `{${blank}}`);
  }
  let text = run;
  for (const [sample, blank] of samples) text = text.replaceAll(blank, sample);
  // Longest first, because a short number can be part of a long one.
  const longestFirst = [...samples].sort(([one], [other]) => other.length - one.length);
  return {
    text,
    restore: (part) => longestFirst.reduce((restored, [sample, blank]) => restored.replaceAll(sample, blank), part),
    isBlank: (value) => samples.has(value),
  };
}

/** As long as the blank with its braces. */
function makeSample(blank: string): string {
  let digits = "9";
  for (let seed = 7; digits.length < blank.length + 2; ) {
    for (const letter of blank) seed = (seed * 31 + letter.charCodeAt(0)) % 999_999_937;
    digits += seed;
  }
  return digits.slice(0, blank.length + 2);
}
