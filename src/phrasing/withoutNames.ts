/** What somebody said, fit to leave the house: words and codes stay, whatever may name a person, a machine or a secret does not. */
import { withoutSecrets } from "../channels/door.ts";

const masked = "[masked]";
const LONGEST = 300;
/** Somebody may paste a whole log; the tone is in the beginning. */
const LONGEST_READ = 4_000;

const before = `["'(\\[“‘«¿¡]*`;
const after = `[.,;:!?)\\]"'”’»…]*`;
// An address has an @, a name in a domain a backslash, a host dots, digits or hyphens: told by what is allowed, not by a list of these.
const word = new RegExp(`^${before}\\p{L}\\p{M}*(?:['’]?\\p{L}\\p{M}*){0,24}${after}$`, "u");
const code = new RegExp(`^${before}(?:0x[0-9a-f]{1,8}(?:[/,;]0x[0-9a-f]{1,8})*|\\d{1,4}%?)${after}$`, "iu");
const dash = /^[-–—&+/]$/;

const phoneNumber = /(?<![\p{L}\d])\+?\(?\d[\d\s()./-]{5,}\d(?![\p{L}\d])/gu;
// After these somebody writes a name that is made of nothing but letters.
const nameAfter =
  /\b((?:user|login|account|host|server|computer|machine|pc|domain|name|colleague|boss)(?:\s?name)?\s*(?::|=|\bis called|\bis named|\bcalled|\bnamed)\s*)\S+/giu;

export function withoutNames(said: string): string {
  const known = withoutSecrets(readable(said)).replace(nameAfter, `$1${masked}`).replace(phoneNumber, masked);
  const tokens = known
    .split(/\s+/)
    .filter(Boolean)
    .map((token) => (stays(token) ? token : masked))
    .filter((token, index, all) => token !== masked || all[index - 1] !== masked);
  return bounded(tokens);
}

function stays(token: string): boolean {
  return [word, code, dash].some((kind) => kind.test(token));
}

/** Without what nobody sees: a mark inside an address would hide it from every pattern. */
function readable(said: string): string {
  const beginning = said.length > LONGEST_READ ? said.slice(0, LONGEST_READ).replace(/\S*$/, "") : said;
  return beginning
    .toWellFormed()
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[^\S\n]|(?!\n)\p{C}/gu, " ");
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
