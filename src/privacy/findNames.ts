/**
 * The only detector of people. It finds e-mail addresses, accounts, phone numbers, and names after labels such as "user:".
 * The caller must bound the length of the text.
 */
import { findLabelled } from "./findLabelled.ts";
import { type Care, findMatches, type Match } from "./findMatches.ts";
import { isPlainWord, isProductWord, isSystemFolder } from "./words.ts";

const mail =
  /(?<![\p{L}\p{N}._%+'-])(?<it>[\p{L}\p{N}](?:[\p{L}\p{N}._%+'-]*[\p{L}\p{N}_-])?@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?)/dgu;
const account =
  /(?<![\p{L}\p{N}\\/:._$%-])(?<it>(?<domain>[\p{L}\p{N}][\p{L}\p{N}.-]{0,60}|\.)\\(?<user>[\p{L}\p{N}_](?:[\p{L}\p{N}._'-]*[\p{L}\p{N}_])?\$?))(?![\p{L}\p{N}]*\\)/dgu;
const profile = /\\(?:Users|Benutzer|Documents and Settings)\\(?<it>[^\\/:*?"<>|\r\n\s]+)/dgi;
const securityId = /\b(?<it>S-1-5-21(?:-\d+){3,4})\b/dg;
const switched =
  /(?<!\S)(?:\/u(?:ser)?:|-(?:Credential|UserName|User|Identity)\s+)["']?(?<it>[\p{L}\p{N}][\p{L}\p{N}._-]*)/dgiu;
/** "karl at contoso dot com" */
const spelledOut = /(?<!\S)(?<it>\S+\s+[([]?at[)\]]?\s+\S+(?:\s+[([]?dot[)\]]?\s+[^\s.,;!?]+)+)/dgiu;
/** "I am Ada Lovelace", "Regards, Ada Lovelace". At least two words, because "I am German" is not a name. */
const presented =
  /(?<![\p{L}\p{N}_])(?:[Ii] am|[Ii]['’]m|[Tt]his is|[Rr]egards|[Cc]heers|[Ss]igned|[Yy]ours),?\s+(?<it>\p{Lu}\p{Ll}+(?:\s+\p{Lu}[\p{L}.'’-]*){1,2})/dgu;
const numbers = [
  // Matches digit by digit, because groups of several digits would backtrack over every way to split a number.
  /(?<![\p{L}\p{N}.\-_/\\:#+])(?<it>(?:\+|00)[1-9](?:[ ./-]?\(?\d\)?){2,41})(?![\p{L}\p{N}])/dgu,
  /(?<![\p{L}\p{N}.\-_/\\:#+])(?<it>(?:\(0?\d{2,5}\)|0\d{1,5})(?:\s?[-./]\s?| )?\d{2,8}(?:[ -]?\d{1,6}){0,4})(?![\p{L}\p{N}]|[.:]\d)/dgu,
  /(?<![\p{L}\p{N}.\-_/\\:#+])(?<it>\d{3}[-.]\d{3}[-.]\d{4})(?![\p{L}\p{N}]|[-.]\d)/dgu,
  /(?<![\p{L}\p{N}_])(?:phone|telephone|tel|mobile|cell|fax|ext|extension|handy|telefon|durchwahl|dial|ring|call)(?:\s+(?:me|us|him|her|them))?(?:\s+(?:is|on|at|number|no))*\s*[.:]?\s*(?<it>\+?\(?\d[\d ()/-]{2,}\d)(?![\p{L}\p{N}:.])/dgiu,
];
/** Any group of digits that could be a phone number, including dates. */
const looseNumber = /(?<![\p{L}\d])(?<it>\+?\(?\d[\d\s()./-]{5,}\d)(?![\p{L}\d])/dgu;
const date = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|^\d{4}-\d\d-\d\d/;

const fileEnding = /\.(?:exe|dll|ps1|cmd|bat|msc|rdp|txt|log|reg|cer|pfx|inf|sys|xml|json|csv|evtx|zip)$/i;

export function findNames(text: string, care: Care): Match[] {
  const formed = [
    ...findMatches(mail, text),
    ...findMatches(account, text, (it) => {
      const [domain = "", user = ""] = it.split("\\");
      return !isSystemFolder(domain) && isName(user);
    }),
    ...findMatches(profile, text, (it) => isName(it) && !/^%|^All$|^Default/.test(it)),
    ...findMatches(securityId, text),
    ...findMatches(switched, text, isName),
  ];
  if (care === "made") return formed;
  const labelled = findLabelled(text, "person", care);
  return [
    ...formed,
    ...(care === "cautious" ? labelled : labelled.filter(({ text: it }) => isName(it))),
    ...findMatches(spelledOut, text),
    ...findMatches(presented, text, (it) => !it.split(/\s+/).some(isProductWord)),
    ...numbers.flatMap((pattern, index) => findMatches(pattern, text, (it) => isNumber(it, index === 3))),
    ...(care === "cautious" ? findMatches(looseNumber, text) : []),
  ];
}

function isName(it: string): boolean {
  return /\p{L}/u.test(it) && !isPlainWord(it) && !fileEnding.test(it);
}

function isNumber(it: string, isCalled: boolean): boolean {
  const digits = it.replace(/\D/g, "").length;
  return !date.test(it) && digits >= (isCalled ? 4 : 7) && digits <= 15 && !/^0+$/.test(it);
}
