/** A person's words as a model may read them: ordinary words and codes stay, and everything that may name a person, a machine or a secret is masked. */
import { findHosts } from "./findHosts.ts";
import { findLabelled } from "./findLabelled.ts";
import { findNames } from "./findNames.ts";
import type { Found } from "./found.ts";
import { MASK, maskSecrets } from "./secrets.ts";
import { acquaintanceLabels, hostLabels, personLabels, secretLabels } from "./words.ts";

const LONGEST = 300;
/** People paste whole logs; the tone is in the beginning. */
const LONGEST_READ = 4_000;
/** A mask may bring two words together that name something else. */
const MOST_ROUNDS = 5;

const before = `["'(\\[“‘«¿¡]*`;
const after = `[.,;:!?)\\]"'”’»…]*`;
// An address has an @, a name in a domain a backslash, a host dots, digits or hyphens. The forms that are allowed are fewer than those.
const allowed = [
  new RegExp(`^${before}\\p{L}\\p{M}*(?:['’]?\\p{L}\\p{M}*){0,24}${after}$`, "u"),
  new RegExp(`^${before}0x[0-9a-f]{1,8}(?:[/,;]0x[0-9a-f]{1,8})*${after}$`, "iu"),
  new RegExp(`^${before}\\d{1,4}%?${after}$`, "u"),
  /^[-–—&+/]$/,
];
const maskOnly = new RegExp(`^${before}\\[masked\\]${after}$`, "u");
const sentenceEnd = /(?<![.,;!?…])[.,;!?…]+(?=["'”’»)\]]*$)/;
/** "user=karl" reads like "user: karl". */
const assignment = new RegExp(
  `(?<![^\\s"'(\\[])(${[personLabels, "name", acquaintanceLabels, hostLabels, secretLabels].join("|")})["']?\\s*[:=]\\s*`,
  "giu",
);

export function maskForModel(said: string): string {
  let text = readable(said);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const masked = bounded(keepAllowed(maskFound(text)));
    if (masked === text) break;
    text = masked;
  }
  return text;
}

function maskFound(text: string): string {
  const clean = maskSecrets(text).replace(assignment, "$1: ");
  const found = [
    ...findNames(clean, "cautious"),
    ...findHosts(clean, "cautious"),
    ...findLabelled(clean, "secret", "cautious"),
  ];
  return replaceAll(clean, found);
}

/** Puts a mask wherever one or more findings overlap. */
function replaceAll(text: string, found: readonly Found[]): string {
  let masked = "";
  let from = 0;
  for (const { at, text: it } of found.toSorted((a, b) => a.at - b.at)) {
    if (at >= from) masked += text.slice(from, at) + MASK;
    from = Math.max(from, at + it.length);
  }
  return masked + text.slice(from);
}

/** Masks each word in a form of its own, and joins the masks that stand in a row. */
function keepAllowed(text: string): string[] {
  const kept: string[] = [];
  for (const token of text.split(/\s+/).filter(Boolean)) {
    const isAllowed = !token.includes(MASK) && allowed.some((form) => form.test(token));
    const end = maskOnly.test(token) ? (sentenceEnd.exec(token)?.[0] ?? "") : "";
    if (!isAllowed && kept.at(-1) === MASK) kept.pop();
    kept.push(isAllowed ? token : MASK + end);
  }
  return kept;
}

/** Without characters that no reader sees: inside an address one of them would hide it from every pattern. */
function readable(said: string): string {
  const beginning = said.length > LONGEST_READ ? said.slice(0, LONGEST_READ).replace(/\S*$/, "") : said;
  return beginning
    .toWellFormed()
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replace(/(?:[^\S\n]|(?!\n)\p{C})+/gu, " ")
    .replace(/\n\s+/g, "\n");
}

/** Whole words only. */
function bounded(tokens: readonly string[]): string {
  let text = "";
  for (const token of tokens) {
    if (text.length + token.length + 1 > LONGEST) break;
    text += text ? ` ${token}` : token;
  }
  return text;
}
