/** Splits a person's text into words, clauses and sentences. */
import { keepRecent } from "./keepRecent.ts";

/** `from` and `to` are places in the original text. A contraction gives two words with the same places. */
export type Word = { text: string; from: number; to: number; clause: number; sentence: number };
export type Prose = {
  text: string;
  words: Word[];
  /** Sentences that end in a question mark. */
  questions: Set<number>;
  /** The text between a word and the word before it. */
  between: (at: number) => string;
};

/** Lowercases a text and normalises its characters. The length stays the same, so that a match can be quoted from the original. */
export function fold(text: string): string {
  return text.replace(/[^\n\t\x20-\x7e]/g, foldChar).replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

function foldChar(char: string): string {
  const at = char.charCodeAt(0);
  if (at >= 0xff01 && at <= 0xff5e) return String.fromCharCode(at - 0xfee0).toLowerCase();
  if (at >= 0x0660 && at <= 0x0669) return String.fromCharCode(at - 0x0660 + 0x30);
  if (at >= 0x06f0 && at <= 0x06f9) return String.fromCharCode(at - 0x06f0 + 0x30);
  if (at === 0x2028 || at === 0x2029) return "\n";
  if (at === 0x2018 || at === 0x2019 || at === 0x02bc || at === 0xb4) return "'";
  if (at === 0x201c || at === 0x201d || at === 0x201e || at === 0xab || at === 0xbb) return '"';
  if (at === 0xd7) return "x";
  // Direction marks, zero-width characters and the byte order mark are invisible, so a space can replace them.
  if (at < 0x20 || at === 0xa0 || at === 0x3000 || at === 0xfeff || (at >= 0x2000 && at <= 0x200f)) return " ";
  if ((at >= 0x202a && at <= 0x202f) || (at >= 0x2060 && at <= 0x206f)) return " ";
  const small = char.toLowerCase();
  return small.length === 1 ? small : char;
}

const contractions: Record<string, string[]> = {
  cannot: ["can", "not"],
  cant: ["can", "not"],
  "can't": ["can", "not"],
  wont: ["will", "not"],
  "won't": ["will", "not"],
  "shan't": ["shall", "not"],
  "ain't": ["is", "not"],
  aint: ["is", "not"],
  its: ["it", "is"],
  im: ["i", "am"],
  ive: ["i", "have"],
  thats: ["that", "is"],
  theres: ["there", "is"],
  whats: ["what", "is"],
  thru: ["through"],
  "w/": ["with"],
  "w/o": ["without"],
  wifi: ["wi", "fi"],
  dunno: ["do", "not", "know"],
};
for (const verb of "do does did is are was were has have had could would should need".split(" "))
  contractions[`${verb}nt`] = [verb, "not"];

const endings: Record<string, string> = { re: "are", ve: "have", ll: "will", m: "am", d: "would" };
const pronoun = /^(?:it|that|there|what|he|she|who|here|where|how|this|everything|nothing|everyone|nobody)$/;

/** The words of one token, with contractions expanded: "can't" -> can, not. */
function expandContraction(token: string): string[] {
  const known = Object.hasOwn(contractions, token) ? contractions[token] : undefined;
  if (known) return known;
  const apostrophe = token.indexOf("'");
  if (apostrophe < 0) return [token];
  const head = token.slice(0, apostrophe);
  const tail = token.slice(apostrophe + 1);
  if (tail === "t" && head.endsWith("n")) return [head.slice(0, -1), "not"];
  if (tail === "s") return pronoun.test(head) ? [head, "is"] : [head];
  const ending = Object.hasOwn(endings, tail) ? endings[tail] : undefined;
  return ending ? [head, ending] : [head, tail].filter(Boolean);
}

/** Splits a curator's phrase or another short text into words in the form in which they are compared. */
export const splitWords = (text: string): string[] =>
  [...fold(text).matchAll(token)].flatMap(([found]) => expandContraction(found)).map(dropAccents);

/** "é" and "e" are the same letter to people in a hurry. */
export const dropAccents = (word: string): string =>
  /^[\n\r\t -~]*$/.test(word)
    ? word
    : word
        .normalize("NFD")
        .replace(/(?<=[a-z])\p{M}+/gu, "")
        .normalize("NFC")
        .replaceAll("ß", "ss");

// Chinese and Japanese write foreign words without spaces around them: "通过frp代理".
const token =
  /w\/o?(?![\p{L}\p{N}])|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+(?:'[\p{L}]+)?/gu;
const endsSentence = /[!?;…。！？]|\.["')\]]*\s|\.\.|\n\s*\n|\n\s*(?:[-*•>\d[(])/;
const endsClause = /[,:()[\]"–—|\n、，：]|\s-+\s/;
// These words begin a new clause, so a denial or doubt before them does not extend to the words after them.
const beginsClause = new Set(
  "but however although though because until till since after when whenever while whereas then now so yet except if once as which".split(
    " ",
  ),
);
const subjects = new Set("i we it he she they my our everyone everybody nobody others the this that".split(" "));
const particles = new Set(["no", "nope", "nah", "yes", "yep", "yeah"]);

/** The words of a text with their clauses. */
export const readProse = keepRecent(parseProse);

function parseProse(text: string): Prose {
  const folded = fold(text);
  const words: Word[] = [];
  const gaps: string[] = [];
  const questions = new Set<number>();
  let clause = 0;
  let sentence = 0;
  let end = 0;
  let sentenceStart = 0;
  for (const match of folded.matchAll(token)) {
    const gap = folded.slice(end, Math.min(match.index, end + 200));
    const from = match.index;
    end = from + match[0].length;
    const parts = expandContraction(match[0]).map(dropAccents);
    const [first = ""] = parts;
    const before = words.at(-1);
    // Mail programs break lines in mid-sentence; such a line continues with a lowercase letter. A command prints True or
    // False on the line below it.
    const newLine =
      /\n/.test(gap) && !/^\p{Ll}/u.test(text.slice(from, from + 2)) && !/^(?:true|false)$/.test(match[0]);
    if (before && (newLine || endsSentence.test(gap))) {
      if (gap.includes("?")) questions.add(sentence);
      sentence += 1;
      clause += 1;
      sentenceStart = words.length;
    } else if (before && (endsClause.test(gap.replace(/\n/g, " ")) || beginsClause.has(first))) clause += 1;
    else if (before && subjects.has(first)) {
      const alone = words.length === sentenceStart + 1 && particles.has(before.text);
      if (alone || before.text === "and") clause += 1;
    }
    for (const part of parts) {
      words.push({ text: part, from, to: end, clause, sentence });
      gaps.push(gap);
    }
  }
  if (/^[^\p{L}\p{N}]*\?/u.test(folded.slice(end, end + 200))) questions.add(sentence);
  return { text, words, questions, between: (at) => gaps[at] ?? folded.slice(end, end + 200) };
}

/** The word at a place; empty before the first word and after the last. */
export const textAt = (prose: Prose, at: number): string => prose.words[at]?.text ?? "";

/** The index of the first word of a clause, at most 40 words back. */
export function findClauseStart(words: readonly Word[], at: number): number {
  const clause = words[at]?.clause;
  let start = at;
  while (start > 0 && at - start < 40 && words[start - 1]?.clause === clause) start -= 1;
  return Math.max(0, start);
}
