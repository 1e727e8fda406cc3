/**
 * Finds names and secrets after labels: "user: karl", "my login is karl", "the server is called apollo". The caller must
 * bound the length of the text.
 */
import { type Care, isHidden, type Match } from "./findMatches.ts";
import { acquaintanceLabels, hostLabels, isNeverSecret, isPlainWord, personLabels, secretLabels } from "./words.ts";

export type Kind = "person" | "host" | "secret";

/** How clearly a label announces a name: "user: karl" and "called karl" are certain, "the user is karl" is linked, "user karl" is bare. */
type Announcement = "certain" | "linked" | "bare";

type Label = {
  kind: Kind;
  text: string;
  /** The index after the label and its linking words. */
  end: number;
  announcement: Announcement;
  /** After a colleague, a boss or a machine, "is" usually describes and does not name: "my boss is ill", "the server is slow". */
  needsCalled: boolean;
};

/** A word without the quotes, brackets and punctuation around it. */
type Word = Match & { end: number; startsLine: boolean; endsSentence: boolean };

const inWords = (alternatives: string) => `(?<![\\p{L}\\p{N}_])(?:${alternatives})(?![\\p{L}\\p{N}_])`;
const theirName = "(?<=\\b(?:my|their|his|her|(?:user|caller|colleague|boss)['’]s)\\s+)name";
const labels = {
  spoken: makeLabelPattern([`(?<person>${personLabels}|${theirName})`]),
  cautious: makeLabelPattern([`(?<person>${personLabels}|name)`, `(?<secret>${secretLabels})`]),
};
function makeLabelPattern(more: string[]): RegExp {
  const alternatives = [...more, `(?<acquaintance>${acquaintanceLabels})`, `(?<host>${hostLabels})`];
  return new RegExp(inWords(alternatives.join("|")), "giu");
}

const assigned = /["']?\s*(?::s:|[:=])/y;
const linkWords = "is|was|ist|lautet|called|named|as|id";
const linkWord = new RegExp(`^(?:${linkWords})$`, "i");
const linking = new RegExp(
  `(?:\\s+(?<word>${linkWords})(?![\\p{L}\\p{N}_'’-])|(?<=name)['’]s(?=\\s)|\\s+[-–—&+/](?=\\s))`,
  "iuy",
);
const equals = /^(?:is|was|ist|lautet)$/;

const signsIn = "(?:log|sign)(?:s|ged|ned|ging|ing|ed)?(?:\\s?(?:in|on))?|login|logon";
const connects = "(?:connect(?:s|ed|ing)?|run(?:s|ning)?)";
/** The words of a sentence before the "as" of "log in as karl". */
const entries = {
  spoken: new RegExp(`${inWords(`(?:log|sign)(?:s|ged|ned|ging|ing)?\\s?(?:in|on)|login|logon|${connects}`)}$`, "iu"),
  // Other words may come in between, as in "logged on to the server as karl".
  cautious: new RegExp(`${inWords(signsIn)}|${inWords(connects)}$`, "iu"),
};
const sentenceEnd = /[.,;!?…]["'”’»)\]]*\s/u;

const opening = `["'(\\[“‘«¿¡]*`;
const closing = `[.,;:!?)\\]"'”’»…]*`;
const nextWord = new RegExp(`(\\s*)(${opening})(\\S*)`, "uy");
const closingAtEnd = new RegExp(`(?<![.,;:!?)\\]"'”’»…])${closing}$`, "u");
const spokenWord = /^(?:[\p{L}\p{N}_][\p{L}\p{N}._'’-]*[\p{L}\p{N}_$]|[\p{L}\p{N}])/u;
const capitalised = /^\p{Lu}\p{Ll}+(?:['’-]\p{L}+)*$/u;
const initialCapital = /^\p{Lu}[\p{L}'’-]*$/u;
const accountForm = /^(?=[\p{L}\p{N}._-]*[\d_.])\p{L}[\p{L}\p{N}._-]*[\p{L}\p{N}]$/u;
const errorCode = /^0x[0-9a-f]{1,8}(?:[/,;]0x[0-9a-f]{1,8})*$/i;
const dash = /^[-–—&+/]$/;
/** First name, middle names, last name. */
const MOST_WORDS_OF_NAME = 4;

export function findLabelled(text: string, kind: Kind, care: Exclude<Care, "made">): Match[] {
  const ofKind = [...findLabels(text, care), ...findEntries(text, care)].filter((label) => label.kind === kind);
  const names =
    care === "cautious" ? readAllCautiously(text, ofKind) : ofKind.flatMap((label) => readSpoken(text, label));
  return names.filter((name) => name.text !== "" && !isHidden(name.text));
}

function findLabels(text: string, care: Exclude<Care, "made">): Label[] {
  return [...text.matchAll(labels[care])].map((match) => {
    const { host, secret, acquaintance } = match.groups ?? {};
    const label = match[0];
    const isName = /name$/i.test(label);
    return {
      kind: host ? "host" : secret ? "secret" : "person",
      text: label,
      needsCalled: acquaintance !== undefined || (host !== undefined && !isName),
      ...readLinks(text, match.index + label.length),
    };
  });
}

/** Reads the colon or the linking words after a label. */
function readLinks(text: string, from: number): { end: number; announcement: Announcement } {
  let end = from;
  let announcement: Announcement = "bare";
  for (;;) {
    assigned.lastIndex = end;
    linking.lastIndex = end;
    if (assigned.test(text)) {
      end = assigned.lastIndex;
      announcement = "certain";
      continue;
    }
    const link = linking.exec(text);
    if (!link) return { end, announcement };
    end = linking.lastIndex;
    const word = link.groups?.word?.toLowerCase();
    if (word === "called" || word === "named") announcement = "certain";
    else if (announcement === "bare" && (word === undefined ? /^['’]/.test(link[0]) : equals.test(word)))
      announcement = "linked";
  }
}

/** Each "as" of a sentence in which a person signs in. */
function findEntries(text: string, care: Exclude<Care, "made">): Label[] {
  return [...text.matchAll(/(?<=\s)as(?=\s)/giu)].flatMap((match) => {
    const sentence = text.slice(0, match.index).split(sentenceEnd).at(-1)?.trimEnd() ?? "";
    if (!entries[care].test(sentence)) return [];
    const end = match.index + match[0].length;
    return [{ kind: "person", text: "as", end, announcement: "linked", needsCalled: false }];
  });
}

/** A wrong guess would rename an ordinary word in the whole ticket, so the form of the name or its label must be clear. */
function readSpoken(text: string, label: Label): Match[] {
  const { kind, announcement } = label;
  if (announcement !== "certain" && (label.needsCalled || !/\s/.test(text.charAt(label.end)))) return [];
  if (kind === "host" && announcement === "bare") return [];
  const first = readWord(text, label.end);
  const name = spokenWord.exec(first.text)?.[0];
  if (name === undefined || isPlainWord(name)) return [];
  const isClear = announcement !== "bare" || accountForm.test(name);
  // "User Account Control" is not a user.
  const isNamed = !first.startsLine && capitalised.test(name) && label.text === label.text.toLowerCase();
  if (!isClear && !isNamed) return [];
  const isWhole = first.text === name;
  return [{ at: first.at, text: kind === "person" && isWhole ? readWholeName(text, first) : name }];
}

/** Adds the capitalised words that follow on the same line. */
function readWholeName(text: string, first: Word): string {
  let last = first;
  for (let words = 1; words < MOST_WORDS_OF_NAME && !last.endsSentence; words += 1) {
    const next = readWord(text, last.end);
    if (next.startsLine || !initialCapital.test(next.text) || isPlainWord(next.text)) break;
    last = next;
  }
  return text.slice(first.at, last.at + last.text.length);
}

function readAllCautiously(text: string, labels: readonly Label[]): Match[] {
  let readTo = 0;
  return labels
    .toSorted((a, b) => a.end - b.end)
    .flatMap((label) => {
      // An earlier label has already covered these words. Reading them again would take quadratic time.
      if (readWord(text, label.end).end <= readTo) return [];
      const names = readCautiously(text, label);
      const last = names.at(-1);
      if (last) readTo = Math.max(readTo, last.at + last.text.length);
      return names;
    });
}

/** Every word up to the next ordinary one or the end of the sentence. */
function readCautiously(text: string, { kind, announcement, needsCalled, end }: Label): Match[] {
  const isOrdinary = kind === "secret" ? isNeverSecret : isPlainWord;
  if (announcement !== "certain" && (needsCalled || !/\s/.test(text.charAt(end)))) return [];
  const names: Match[] = [];
  let isCertain = announcement === "certain";
  for (let at = end; at < text.length; ) {
    const word = readWord(text, at);
    at = word.end;
    if (dash.test(word.text)) continue;
    if (!isCertain && linkWord.test(word.text)) {
      isCertain = /^(?:called|named)$/i.test(word.text);
      continue;
    }
    if (!isCertain && (isOrdinary(word.text) || errorCode.test(word.text))) break;
    isCertain = false;
    names.push({ at: word.at, text: word.text });
    if (word.endsSentence) break;
  }
  return names;
}

function readWord(text: string, from: number): Word {
  nextWord.lastIndex = from;
  const [whole = "", space = "", open = "", rest = ""] = nextWord.exec(text) ?? [];
  const token = open + rest;
  const close = closingAtEnd.exec(rest)?.[0] ?? "";
  const endsSentence = /[.,;!?…]/.test(close);
  const place = { end: from + whole.length, startsLine: space.includes("\n"), endsSentence };
  // The brackets of a mask are part of it, not punctuation.
  if (isHidden(token)) return { ...place, at: from + space.length, text: token };
  return {
    at: from + space.length + open.length,
    text: rest.slice(0, rest.length - close.length),
    ...place,
  };
}
