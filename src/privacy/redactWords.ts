/** Words that are nobody's name, although they stand where names stand. */
import { namesMasked } from "./namesMasked.ts";

const alsoPlain = new Set(
  `a access active address admin administrator administrators all and area available bot broken broker caller case client closed cloud company computer connected connection
  connects console control correct credential credentials default desktop direct disabled disconnected domain down enabled environment error everyone external failure farm
  file fine firewall first gateway gone group guest guests help here home host hosts instead internal issue it keyboard laptop local localhost log machine manager member
  model name names network none not office offline online open opens other out path person pool printer profile program public rdp ready reachable remote restarted running
  same screen server service services session settings setup slow someone started still stopped store stuck system table team technician terminal test the there they this tsclient
  unavailable unknown unreachable up user username users version virtual vpn web which who windows work workstation you your yourself zone`.split(
    /\s+/,
  ),
);

/** Whether a word is one of everyday language or of this trade, in any case. */
export function isPlainWord(word: string): boolean {
  const bare = word.toLowerCase();
  if (alsoPlain.has(bare)) return true;
  return /^[\p{L}'’]+$/u.test(bare) && !namesMasked(`login ${bare}`).join(" ").includes("[masked]");
}

/** Names under which somebody or something is told of already. */
export const pseudonym = /(?<![\p{L}\p{N}_])(?:USER|HOST)-\d+(?![\p{L}\p{N}_])/u;

/** A part of a text that names somebody or something. */
export type Found = { at: number; text: string };

/** All that the pattern's group "it" holds, without what says nothing or has been renamed already. */
export function foundBy(pattern: RegExp, text: string, counts: (found: string) => boolean = () => true): Found[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [at] = match.indices?.groups?.it ?? [];
    const it = match.groups?.it;
    if (at === undefined || !it || pseudonym.test(it) || it.includes("[masked]") || !counts(it)) return [];
    return [{ at, text: it }];
  });
}
