/** What somebody said, fit to leave the house: words and codes stay, whatever may name a person, a machine or a secret does not. */
import { withoutSecrets } from "../channels/door.ts";
import { namesMasked } from "./namesMasked.ts";

const LONGEST = 300;
/** Somebody may paste a whole log; the tone is in the beginning. */
const LONGEST_READ = 4_000;

const phoneNumber = /(?<![\p{L}\d])\+?\(?\d[\d\s()./-]{5,}\d(?![\p{L}\d])/gu;

export function withoutNames(said: string): string {
  const known = withoutSecrets(readable(said)).replace(phoneNumber, "[masked]");
  return bounded(namesMasked(known));
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
