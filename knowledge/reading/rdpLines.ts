/** Finds the lines of an .rdp file in pasted text. */
import { rdpNames } from "./rdpNames.ts";

/** A place in the pasted text, and what stands there without the marks of mail programs and editors. */
type Piece = { line: string; from: number; to: number };
export type RdpSetting = Piece & { name: string; type: "i" | "s" | "b"; value: string };
/** A line without a name is no setting, but a remark or a sentence. A sentence can end in settings: "this is it full address:s:srv01". */
type Remark = Piece & { name?: never; ending?: RdpSetting[] };
export type RdpLine = RdpSetting | Remark;

/** A person who quotes a setting or two asks about them; three different ones are a file. */
const fewestSettings = 3;
/** If so many settings appear twice, the person pasted two files, and we cannot know which of them counts. */
const fewestRepeated = 3;
/** Mail programs wrap lines at about this length. */
const wrapLength = 70;

const known = new Set(rdpNames);
const longestFirst = rdpNames.toSorted((a, b) => b.length - a.length).join("|");
const anyKnown = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longestFirst}):[isb]:`, "giu");
/** On a line of several settings, a number ends one, so the next need not be known. */
const anyAfterNumber = /(?<=:i:\d{1,10} {1,3})[a-z][a-z0-9]*(?: [a-z0-9]+){0,6}(?=:[isb]:)/gi;
const anySetting = /^([a-z][a-z0-9]*(?: +[a-z0-9]+){0,6}):([isb]):(.*)$/i;
const wholeNumber = /^\s*[+-]?\d+/;
const lineOrBreak = /([^\n\r\u2028\u2029]*)(?:\r\n|[\n\r\u2028\u2029]|$)/g;
// The zeros of UTF-16 that was read as UTF-8, the byte order mark, and marks that cannot be seen.
const stray = /[\0\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/;
const markReadAsLetters = /^(?:ÿþ|þÿ|ï»¿|\ufffd+)/;
const opening = /^[ \t\u00a0]*(?:>[> \t\u00a0]*)?(["'“”„‘’`]?)/;
const closingQuote = /["'“”‘’`]$/;
/** The end of a quotation that began on an earlier line. */
const endOfQuotation = /:i:\d{1,10}["'“”‘’`]$|^[^“”„]*[“”]$/i;

/** The lines of the one .rdp file in the text, without empty lines. Empty if the text holds no file, or several. */
export function findRdpLines(text: string): RdpLine[] {
  if ((text.match(/:\0?[isb]\0?:/gi)?.length ?? 0) < fewestSettings) return [];
  const files = splitBlocks(joinWrapped([...splitLines(text)])).filter(isFile);
  const [{ begin, lines } = { begin: [], lines: [] }] = files;
  const file = [...begin, ...lines];
  return files.length === 1 && countRepeated(file) < fewestRepeated ? file : [];
}

export function isSetting(line: RdpLine | undefined): line is RdpSetting {
  return line?.name !== undefined;
}

/** `begin` are settings at the end of the sentence before the file. They do not make a file on their own. */
type Block = { begin: RdpSetting[]; lines: RdpLine[] };

function isFile({ lines }: Block): boolean {
  return new Set(lines.filter(isKnown).map(({ name }) => name)).size >= fewestSettings;
}

function isKnown(line: RdpLine): line is RdpSetting {
  return isSetting(line) && known.has(line.name) && (line.type !== "i" || wholeNumber.test(line.value));
}

function countRepeated(lines: readonly RdpLine[]): number {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { name } of lines.filter(isSetting)) (seen.has(name) ? repeated : seen).add(name);
  return repeated.size;
}

function* splitLines(text: string): Generator<RdpLine> {
  for (const { 1: raw = "", index } of text.matchAll(lineOrBreak)) {
    const places = stray.test(raw)
      ? [...Array(raw.length).keys()].filter((at) => !stray.test(raw.charAt(at)))
      : undefined;
    const clean = places ? places.map((at) => raw.charAt(at)).join("") : raw;
    const findPlace = (at: number) => index + (places ? (places[at] ?? raw.length) : at);
    const cut = (from: number, to: number) => ({
      line: clean.slice(from, to),
      from: findPlace(from),
      to: to > from ? findPlace(to - 1) + 1 : findPlace(from),
    });
    yield* splitSettings(clean, cut);
  }
}

/** Mostly one setting, but a chat can put all lines into one, and words can stand before the first. */
function* splitSettings(clean: string, cut: (from: number, to: number) => Piece): Generator<RdpLine> {
  const [mark = "", quote = ""] = markReadAsLetters.exec(clean) ?? opening.exec(clean) ?? [];
  const begin = mark.length;
  const trimmed = clean.trimEnd();
  // In remoteapplicationname:s:“Word” the quotes belong to the value.
  const isQuoted = (quote !== "" && closingQuote.test(trimmed)) || endOfQuotation.test(trimmed);
  const end = Math.max(begin, trimmed.length - (isQuoted ? 1 : 0));
  const piece = cut(begin, end);
  const first = [...clean.slice(0, end).matchAll(anyKnown)].find(({ index }) => index >= begin)?.index;
  if (first === undefined) {
    yield parseSetting(piece) ?? piece;
    return;
  }
  const settings = splitFlat(clean, first, end, cut);
  // In "my file has enablecredsspsupport:i:0" the words before the setting are not its name.
  if (first === begin || /:[ \t]+$/.test(clean.slice(begin, first))) yield* settings;
  else yield { ...piece, ending: settings };
}

function splitFlat(clean: string, first: number, end: number, cut: (from: number, to: number) => Piece): RdpSetting[] {
  const parts = clean.slice(0, end);
  const places = [anyKnown, anyAfterNumber].flatMap((begins) => [...parts.matchAll(begins)].map(({ index }) => index));
  const starts = [...new Set(places)].filter((at) => at >= first).sort((a, b) => a - b);
  const settings = starts.flatMap((start, at) => parseSetting(trimEnd(cut, clean, start, starts[at + 1] ?? end)) ?? []);
  // In "enablecredsspsupport:i:0, or authentication level:i:0?" a person speaks about settings.
  const isFlat = settings.slice(0, -1).every(({ type, value }) => type !== "i" || /^\d+$/.test(value));
  const whole = parseSetting(cut(first, end));
  return isFlat || !whole ? settings : [whole];
}

function trimEnd(cut: (from: number, to: number) => Piece, clean: string, from: number, to: number): Piece {
  return cut(from, from + clean.slice(from, to).trimEnd().length);
}

function parseSetting(piece: Piece): RdpSetting | undefined {
  const [, name = "", type = "", value = ""] = anySetting.exec(piece.line) ?? [];
  const letter = (["i", "s", "b"] as const).find((one) => one === type.toLowerCase());
  return letter && { ...piece, name: name.toLowerCase().replace(/ +/g, " "), type: letter, value: value.trim() };
}

/** Puts long texts together that a mail program has wrapped. A sentence after the file is no part of it. */
function joinWrapped(lines: readonly RdpLine[]): RdpLine[] {
  const joined: RdpLine[] = [];
  let lastLength = 0;
  for (const [at, piece] of lines.entries()) {
    if (piece.line === "") {
      lastLength = 0;
      continue;
    }
    const before = joined.at(-1);
    const [word = ""] = piece.line.split(/\s/, 1);
    const isLong = lastLength + 1 + word.length > wrapLength;
    lastLength = piece.line.length;
    if (!isSetting(piece) && isSetting(before) && goesOn(before, piece, isLong, lines.slice(at + 1, at + 4)))
      joined[joined.length - 1] = join(before, piece);
    else joined.push(piece);
  }
  return joined;
}

function goesOn(
  { name, type }: RdpSetting,
  { line, ending }: Remark,
  isLong: boolean,
  next: readonly RdpLine[],
): boolean {
  // Whatever the length, the rest of a password must go with it.
  if (type === "b") return /^[\da-f\s]+$/i.test(line);
  // A line of hexadecimal digits is a password whose name was lost, and no part of an address.
  if (/^[\da-f]{24,}$/i.test(line)) return false;
  if (name === "signature") return isLong && line.split(/\s+/).every((word) => /^[\da-z+/]+=*$/i.test(word));
  return type === "s" && isLong && !ending && next.some(isSetting);
}

function join(before: RdpSetting, { line, to }: RdpLine): RdpSetting {
  const isOneWord = !/\s/.test(before.value) && !/\s/.test(line);
  const added = `${isOneWord ? "" : " "}${line}`;
  return { ...before, to, line: before.line + added, value: before.value + added };
}

/** Two lines of another kind end a file. A single one between settings is a remark or a damaged line of the file. */
function splitBlocks(lines: readonly RdpLine[]): Block[] {
  const blocks: Block[] = [{ begin: [], lines: [] }];
  for (const [at, line] of lines.entries()) {
    const around = [at - 2, at - 1, at + 1, at + 2].map((place) => lines[place]);
    if (isSetting(line) || (!line.ending && around.every(isSetting))) blocks.at(-1)?.lines.push(line);
    else blocks.push({ begin: line.ending ?? [], lines: [] });
  }
  return blocks;
}
