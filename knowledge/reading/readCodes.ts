/** Finds the codes of a Remote Desktop fault in a typed or pasted text, in any display language. */

import { type Codes, findErrorCode, findExtendedCode, formatHex } from "../tree/codes.ts";
import { readBareCode } from "./bareCodes.ts";
import { isDeniedCode, isHearsay, isOutdated } from "./codeDenials.ts";
import { isLabelled, isNamedExtended, isSurelyNoCode } from "./codeWords.ts";
import { readSpokenDigits } from "./spokenCodes.ts";
import { fold } from "./words.ts";

export type CodeKind = "disconnect" | "extended" | "event" | "other";
/** `hex` is lowercase without padding ("0x904"); `from` quotes the person. */
export type Code = { kind: CodeKind; hex: string; from: string };

type Candidate = { from: number; to: number; code: number; extended: boolean; bare: boolean };

const mostCodes = 40;
const mostCandidates = 2000;
// A hex number as people write it: 0x, 0X, Ox, 0×, Cyrillic х and о, a space after the x, the letter O for a zero.
// In "code0x904", "0x904.0x7" and "0x904Extended error code" a space was lost when pasting.
// Chinese, Japanese and Korean write no space before it.
const hexNumber =
  /(?:(?<![\p{L}\p{N}_.\\+@])|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])|(?<=(?:^|[^\p{L}])(?:code|error|fehler|fehlercode)|[^\p{L}\p{N}]0x[0-9a-f]{3,4}\.|^0x[0-9a-f]{3,4}\.))(?:[0oо] ?[xх] ?|[xх](?=\d))(?=[0-9o]|[a-f][0-9a-fo])([0-9a-fo]{1,8}?)(?:(?=extended|erweitert|timestamp|zeitstempel|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])|(?![\p{L}\p{N}_]))/gu;
// "0x90-something" and "0x90.." are incomplete, and 0x904.txt is a file.
const unfinished = /^(?:[-\s]?(?:something|ish\b|whatever|odd\b|irgend)|\*|_|…|\.\.|\.\p{L})/u;
const bareNumber =
  /(?:(?<![\p{L}\p{N}_.\\/+@$€£&%])|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])|(?<=(?:^|[^\p{L}])(?:code|error|fehler|fehlercode)))\d{1,8}(?:(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])|(?![\p{L}\p{N}_%°€£]))(?![.,:-]\d)/gu;
// The person who says "some error 904 or so" is unsure of the number, so the bot asks what the window says.
const fromMemory = /^,? (?:or (?:so|something|similar|whatever|thereabouts|like that))\b/;
const joined =
  /^[\s/|,;&+()[\]:"'-]*(?:(?:and|with|und|plus|mit|avec|con|w\/|et|y|och|og|en|и|a|an|the|then|code|error|reason)[\s/|,;&+()[\]:"'-]*){0,4}$/u;
const dialogLine = /^[^0-9]{1,50}:\s*$/u;

/** Codes in text order, without duplicates. Numbers in `events` are ids of events and never codes. */
export function readCodes(codes: Codes, text: string, events: ReadonlySet<number>, hasEvents: boolean): Code[] {
  const { folded, endOf } = readSpokenDigits(fold(text));
  const candidates = [...findHexCandidates(codes, folded, hasEvents), ...findBareCandidates(codes, folded, events)]
    .sort((a, b) => a.from - b.from)
    .slice(0, mostCandidates);
  markExtended(codes, folded, candidates);
  const denied = new Set<Candidate>();
  candidates.forEach((candidate, at) => {
    const before = candidates[at - 1];
    const link = before ? folded.slice(before.to, candidate.from).slice(0, 30) : "";
    const follows =
      before !== undefined && denied.has(before) && /^\s*(?:or|nor|\/|,?\s*(?:and|with|ext\w*)?\s*\(?)\s*$/.test(link);
    if (
      (follows && (candidate.extended || !/^\s*,?\s*$/.test(link))) ||
      isDeniedCode(folded, candidate.from, candidate.to) ||
      isHearsay(folded, candidate.from, candidate.to)
    )
      denied.add(candidate);
  });
  candidates.forEach((candidate, at) => {
    const next = candidates
      .slice(at + 1, at + 4)
      .find((other) => !other.extended && other.code > 0 && other.code !== candidate.code);
    if (!isError(candidate) || !next || denied.has(next) || !isOutdated(folded, candidate, next)) return;
    for (const over of candidates.slice(at, candidates.indexOf(next))) denied.add(over);
  });
  const read = new Map<string, Code>();
  for (const candidate of candidates) {
    if (denied.has(candidate)) continue;
    const code = {
      kind: readKind(codes, candidate),
      hex: formatHex(candidate.code),
      from: text.slice(candidate.from, endOf(candidate.from, candidate.to)),
    };
    const key = `${code.kind} ${code.hex}`;
    if (!read.has(key) && read.size < mostCodes) read.set(key, code);
  }
  return [...read.values()];
}

const isError = ({ code, extended }: Candidate): boolean => !extended && code >= 0x100;

function readKind(codes: Codes, { code, extended }: Candidate): CodeKind {
  if (extended) return "extended";
  const known = findErrorCode(codes, code);
  return known && known.kind !== "gateway" ? "disconnect" : "other";
}

function findHexCandidates(codes: Codes, folded: string, hasEvents: boolean): Candidate[] {
  const candidates: Candidate[] = [];
  // Computed once, because trimming a long run of spaces for each of thousands of numbers would be slow.
  const { length } = folded.trim();
  for (const match of folded.matchAll(hexNumber)) {
    if (candidates.length >= mostCandidates) break;
    const from = match.index;
    const to = from + match[0].length;
    const code = Number.parseInt((match[1] ?? "").replaceAll("o", "0"), 16);
    const extended = isNamedExtended(folded, from, to);
    if (unfinished.test(folded.slice(to, to + 14)) || isSurelyNoCode(folded, from, to)) continue;
    const labelled = isLabelled(folded, from, to);
    const alone = length < 200;
    const isOwn = match[0].startsWith("0");
    const last = candidates.at(-1);
    const paired = last !== undefined && joined.test(folded.slice(last.to, from).slice(0, 60));
    if (!isOwn && !labelled && !paired && code !== 0x904) continue;
    if (code >= 0x80000000) {
      // Inside the text of an event such a number is an internal status of Windows.
      if (hasEvents || !(labelled || alone) || isEventText(folded, from)) continue;
    } else if (code > 0xffff && !(code > 0x3000000 && code < 0x3001000)) continue;
    else if (!extended && !findErrorCode(codes, code) && !findExtendedCode(codes, code)) {
      if (code < 0x100 || !(labelled || length < 40)) continue;
    }
    candidates.push({ from, to, code, extended, bare: false });
    // "0x904/7"
    const [pair, second = ""] = /^\s?\/\s?(\d{1,3})(?![\p{L}\p{N}/]|[.:]\d)/u.exec(folded.slice(to, to + 8)) ?? [];
    if (pair && !extended && findExtendedCode(codes, Number(second))) {
      const end = to + pair.length;
      candidates.push({ from: end - second.length, to: end, code: Number(second), extended: true, bare: true });
    }
  }
  return candidates;
}

const isEventText = (folded: string, at: number): boolean =>
  /cryptographic module|transitioning|rdpclient_|rdp_tcp|status code|internal error state/.test(
    folded.slice(Math.max(0, at - 250), at),
  );

function findBareCandidates(codes: Codes, folded: string, events: ReadonlySet<number>): Candidate[] {
  const candidates: Candidate[] = [];
  for (const match of folded.matchAll(bareNumber)) {
    if (candidates.length >= mostCandidates) break;
    const from = match.index;
    const to = from + match[0].length;
    // 904/7 and 2308/7
    const second = /^\s?\/\s?(?:0x)?(\d{1,3})(?![\p{L}\p{N}/])/u.exec(folded.slice(to, to + 12));
    if (/^\s?\/\s?\d/.test(folded.slice(to, to + 3)) && !second) continue;
    if (fromMemory.test(folded.slice(to, to + 20))) continue;
    const last = candidates.at(-1);
    const beside = last !== undefined && !last.extended && from - last.to < 60;
    if (isSurelyNoCode(folded, from, to)) continue;
    if (isNamedExtended(folded, from, to)) {
      const value = Number(match[0]);
      const code =
        beside ||
        /0x|ox/.test(folded.slice(Math.max(0, from - 60), from)) ||
        /code|error/.test(folded.slice(Math.max(0, from - 20), from));
      if (code && findExtendedCode(codes, value))
        candidates.push({ from, to, code: value, extended: true, bare: true });
      continue;
    }
    const value = readBareCode(codes, folded, from, to, events, second !== null);
    if (value === undefined) continue;
    candidates.push({ from, to, code: value, extended: false, bare: true });
    if (second && !folded.slice(to, to + 6).includes("x")) {
      const end = to + second[0].length;
      const extended = Number(second[1]);
      if (findExtendedCode(codes, extended))
        candidates.push({ from: end - (second[1]?.length ?? 0), to: end, code: extended, extended: true, bare: true });
    }
  }
  return candidates;
}

/** Marks the second number of a pair as the extended code, in any language. */
function markExtended(codes: Codes, folded: string, candidates: Candidate[]): void {
  candidates.forEach((candidate, at) => {
    const before = candidates[at - 1];
    const after = candidates[at + 1];
    // In some languages the heading of the dialog's details and the second label begin with the same word.
    const second =
      before !== undefined && !before.extended && (candidate.code < 0x100 || !findErrorCode(codes, candidate.code));
    if (candidate.extended && !findExtendedCode(codes, candidate.code) && !second) candidate.extended = false;
    if (candidate.extended && after?.extended && !before && findErrorCode(codes, candidate.code))
      candidate.extended = false;
    if (candidate.extended) return;
    const known = findExtendedCode(codes, candidate.code);
    if (known && before && isError(before)) {
      const link = folded.slice(before.to, candidate.from);
      const pair =
        candidate.code < 0x100 ? joined.test(link) || dialogLine.test(link) : /\n/.test(link) && dialogLine.test(link);
      if (link.length <= 60 && pair) candidate.extended = true;
    }
    const own = findErrorCode(codes, candidate.code);
    if (known && candidate.code < 0x100 && own?.kind !== "disconnect") candidate.extended = true;
  });
  // In "not 0x7 but 0x0, and 0x904 is right" the extended code comes first.
  const errors = candidates.filter(isError);
  if (errors.length === 1)
    for (const candidate of candidates)
      if (candidate.code === 0 && !candidate.bare && Math.abs(candidate.from - (errors[0]?.from ?? 0)) < 40)
        candidate.extended = true;
  // 0x0 has a meaning only as an extended code.
  for (let at = candidates.length - 1; at >= 0; at -= 1) {
    const candidate = candidates[at];
    if (candidate && candidate.code === 0 && !candidate.extended) candidates.splice(at, 1);
  }
}
