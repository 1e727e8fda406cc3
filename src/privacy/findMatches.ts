/** Types and functions that the detectors share. */
import { MASK } from "./secrets.ts";

/** A part of a text that names a person or a machine, or is a secret. */
export type Match = { at: number; text: string };

/**
 * How widely a detector searches.
 * "made": a sentence of the bot with values filled in. "spoken": a person's own words.
 * "cautious": a person's own words, if masking an ordinary word does no harm.
 */
export type Care = "made" | "spoken" | "cautious";

/** A pseudonym of an earlier redaction. */
export const pseudonym = /(?<![\p{L}\p{N}_])(?:USER|HOST)-\d+(?![\p{L}\p{N}_])/u;

/** All matches of the pattern's group "it", except text that is already masked or redacted. */
export function findMatches(pattern: RegExp, text: string, counts: (it: string) => boolean = () => true): Match[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [at] = match.indices?.groups?.it ?? [];
    const it = match.groups?.it;
    if (at === undefined || !it || isHidden(it) || !counts(it)) return [];
    return [{ at, text: it }];
  });
}

export function isHidden(text: string): boolean {
  return pseudonym.test(text) || text.includes(MASK);
}
