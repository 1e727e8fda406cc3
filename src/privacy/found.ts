/** What the detectors of names and hosts have in common. */
import { MASK } from "./secrets.ts";

/** A part of a text that names a person or a machine. */
export type Found = { at: number; text: string };

/**
 * How freely a text may name something.
 * "made": a sentence of ours with values filled in. "spoken": a person's own words.
 * "cautious": a person's own words, where it does no harm to mask an ordinary word.
 */
export type Care = "made" | "spoken" | "cautious";

/** A pseudonym that an earlier redaction put in. */
export const pseudonym = /(?<![\p{L}\p{N}_])(?:USER|HOST)-\d+(?![\p{L}\p{N}_])/u;

/** All that the pattern's group "it" matches, except what is masked or renamed already. */
export function findMatches(pattern: RegExp, text: string, counts: (it: string) => boolean = () => true): Found[] {
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
