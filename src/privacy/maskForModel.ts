/** Masks a person's words before a model reads them. Ordinary words and codes stay; possible names, machines and secrets do not. */
import { findHosts } from "./findHosts.ts";
import { findLabelled } from "./findLabelled.ts";
import type { Match } from "./findMatches.ts";
import { findNames } from "./findNames.ts";
import { MASK, maskSecrets } from "./secrets.ts";
import { acquaintanceLabels, hostLabels, personLabels, secretLabels } from "./words.ts";

const LONGEST = 300;
/** People paste whole logs, and the tone shows in the beginning. */
const LONGEST_READ = 4_000;
/** A mask can bring two words together that name something else, so masking repeats. */
const MOST_ROUNDS = 5;

const before = `["'(\\[“‘«¿¡]*`;
const after = `[.,;:!?)\\]"'”’»…]*`;
// E-mail addresses contain an @, accounts a backslash, hosts dots, digits or hyphens. The allowed forms contain none of these.
const allowed = [
  new RegExp(`^${before}\\p{L}\\p{M}*(?:['’]?\\p{L}\\p{M}*){0,24}${after}$`, "u"),
  new RegExp(`^${before}0x[0-9a-f]{1,8}(?:[/,;]0x[0-9a-f]{1,8})*${after}$`, "iu"),
  new RegExp(`^${before}\\d{1,4}%?${after}$`, "u"),
  /^[-–—&+/]$/,
];
const maskOnly = new RegExp(`^${before}\\[masked\\]${after}$`, "u");
const sentenceEnd = /(?<![.,;!?…])[.,;!?…]+(?=["'”’»)\]]*$)/;
/** "user=karl" is treated like "user: karl". */
const assignment = new RegExp(
  `(?<![^\\s"'(\\[])(${[personLabels, "name", acquaintanceLabels, hostLabels, secretLabels].join("|")})["']?\\s*[:=]\\s*`,
  "giu",
);

export function maskForModel(message: string): string {
  let text = removeInvisible(message);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const masked = joinWithinLimit(keepAllowed(maskNames(text)));
    if (masked === text) break;
    text = masked;
  }
  return text;
}

function maskNames(text: string): string {
  const clean = maskSecrets(text).replace(assignment, "$1: ");
  const names = [
    ...findNames(clean, "cautious"),
    ...findHosts(clean, "cautious"),
    ...findLabelled(clean, "secret", "cautious"),
  ];
  return replaceAll(clean, names);
}

/** Replaces names with masks. Overlapping names get one mask. */
function replaceAll(text: string, names: readonly Match[]): string {
  let masked = "";
  let from = 0;
  for (const { at, text: name } of names.toSorted((a, b) => a.at - b.at)) {
    if (at >= from) masked += text.slice(from, at) + MASK;
    from = Math.max(from, at + name.length);
  }
  return masked + text.slice(from);
}

/** Masks every word that has none of the allowed forms, and joins adjacent masks. */
function keepAllowed(text: string): string[] {
  const tokens: string[] = [];
  for (const token of text.split(/\s+/).filter(Boolean)) {
    const isAllowed = !token.includes(MASK) && allowed.some((form) => form.test(token));
    const end = maskOnly.test(token) ? (sentenceEnd.exec(token)?.[0] ?? "") : "";
    if (!isAllowed && tokens.at(-1) === MASK) tokens.pop();
    tokens.push(isAllowed ? token : MASK + end);
  }
  return tokens;
}

/** Removes invisible characters. One of them inside an address would hide it from every pattern. */
function removeInvisible(message: string): string {
  const beginning = message.length > LONGEST_READ ? message.slice(0, LONGEST_READ).replace(/\S*$/, "") : message;
  return beginning
    .toWellFormed()
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replace(/(?:[^\S\n]|(?!\n)\p{C})+/gu, " ")
    .replace(/\n\s+/g, "\n");
}

/** Joins as many whole words as fit. */
function joinWithinLimit(tokens: readonly string[]): string {
  let text = "";
  for (const token of tokens) {
    if (text.length + token.length + 1 > LONGEST) break;
    text += text ? ` ${token}` : token;
  }
  return text;
}
