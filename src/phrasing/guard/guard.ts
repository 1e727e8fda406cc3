/** Decides whether a text says what a fixed wording says, and nothing else. Pure; docs/guard.md tells how and why. */
import { plainly, unusualCharacter } from "./characters.ts";
import { sameSentences } from "./compare.ts";
import { read, type Sentence } from "./read.ts";
import { same, sameMeaning } from "./same.ts";
import type { Token } from "./token.ts";
import { type MarkerKind, openers, starts } from "./vocabulary.ts";

export type Reason =
  | "language"
  | "empty"
  | "too-long"
  | "characters"
  | "markup"
  | "question"
  | "literal-added"
  | "literal-missing"
  | "unknown-word"
  | "missing-word"
  | "tense"
  | "order"
  | MarkerKind;

/** `reason` is one of a short list, for figures; `detail` names the place, for people. */
export type Verdict = { accepted: true } | { accepted: false; reason: Reason; detail: string };

const no = (reason: Reason, detail: string): Verdict => ({ accepted: false, reason, detail });

/** The template itself is always accepted. What the guard does not know it rejects. `locale` is a BCP 47 tag, or written with an underscore. */
export function judge(template: string, text: string, locale = "en"): Verdict {
  if (!/^en(?:[-_]|$)/i.test(locale)) return no("language", `only English is judged, not "${locale}"`);
  if (text.trim() === "") return no("empty", "there is no text");
  const longest = Math.max(template.length * 1.6, template.length + 80);
  if (text.length > longest) return no("too-long", `${text.length} characters, at most ${Math.floor(longest)}`);
  const unusual = unusualCharacter(template, text);
  if (unusual) return no("characters", `${unusual} is not in the template`);
  const [wanted, given] = [plainly(template).trim(), plainly(text).trim()];
  if (wanted === given) return { accepted: true };
  const markup = addedMarkup(wanted, given);
  if (markup === "?") return no("question", "asks where the template does not");
  if (markup) return no("markup", `${JSON.stringify(markup)} more often than in the template`);

  if (sameSentences(read(wanted), read(given))) return { accepted: true };
  // Where the template begins with "All right" the rewrite may begin with "Okay", or at once; a second beginning is none.
  const [beginning, begins] = start.test(wanted) ? [start, true] : [opening, false];
  const [bare, rest] = [begins ? without(beginning, wanted) : wanted, without(beginning, given)];
  const [one, other] = [read(bare), read(rest)];
  if ((begins || rest !== given) && sameSentences(one, other)) return { accepted: true };
  return difference(one, other);
}

// A question, a list or a grin is one because of its marks, whatever the words are.
const odd = /[.,;:!?]\s*-+|[:;=]-?[)(DP](?!\w)|[.,;:!?]{2,}|\s[.,;:!?]|^\W*[-,.;:!?]/;

function addedMarkup(template: string, text: string): string | undefined {
  const strange = odd.exec(text)?.[0];
  if (strange && !template.includes(strange)) return strange;
  const count = (whole: string, mark: string) => whole.split(mark).length - 1;
  return [
    "\n",
    "?",
    "*",
    "_",
    "#",
    "<",
    ">",
    "[",
    "]",
    "{",
    "}",
    "|",
    "~",
    "^",
    "`",
    "\\",
    '"',
    "...",
    "&",
    "=",
    "$",
  ].find((mark) => count(text, mark) > count(template, mark));
}

const start = beginningWith(starts);
const opening = beginningWith(openers);

function beginningWith(phrases: readonly string[]): RegExp {
  // Contractions are the same words: "I'm sorry to hear that. ..."
  const written = phrases.map((phrase) =>
    phrase.replace(/\b(that|it|here) is\b/gi, "$1(?: is|'s)").replace(/\bI am\b/g, "I(?: am|'m)"),
  );
  return new RegExp(`^(?:(?:${written.join("|")})(?:[,:.!;]| - )\\s*(?:so,? )?|so,? )(?=\\S)`, "i");
}

/** The text without a friendly beginning, if it has one: "I see. ...", "Okay, so ...". */
function without(beginning: RegExp, text: string): string {
  const rest = text.replace(beginning, "");
  return rest === text ? text : rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** Whether a text begins with words that answer this one person: "That sounds frustrating." */
export function beginsFriendly(text: string): boolean {
  return opening.test(plainly(text).trim());
}

/** What to tell about a rewrite that is not the same: a word too many or too few if there is one, else the order. */
function difference(template: readonly Sentence[], text: readonly Sentence[]): Verdict {
  const wanted = template.flatMap(({ tokens }) => tokens);
  const left = [...wanted];
  const extra: Token[] = [];
  for (const token of text.flatMap(({ tokens }) => tokens)) {
    const at = left.findIndex((one) => same(one, token));
    if (at >= 0) left.splice(at, 1);
    else extra.push(token);
  }
  const missing = left.filter((token) => !token.mayGo);
  const shifted = extra.find((token) => missing.some((one) => sameMeaning(one, token)));
  if (shifted) return no("tense", `"${shifted.raw}"`);
  const literal = extra.find(({ kind }) => kind === "literal");
  if (literal) return no("literal-added", literal.raw);
  const lost = missing.find(({ kind }) => kind === "literal");
  if (lost) return no("literal-missing", lost.raw);
  for (const token of extra) if (token.kind === "word") return no("unknown-word", `"${token.raw}"`);
  for (const { kind, raw } of extra)
    if (kind !== "word" && kind !== "literal") return no(kind, `"${raw}" is more than the template says`);
  for (const { kind, raw } of missing)
    return kind === "word" || kind === "literal" ? no("missing-word", `"${raw}"`) : no(kind, `"${raw}" is missing`);
  if (template.filter(({ question }) => question).length !== text.filter(({ question }) => question).length)
    return no("question", "asks where the template does not, or the other way round");
  return no("order", "the same words in another order");
}
