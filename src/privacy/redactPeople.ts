/** Where a text names people: addresses, accounts, telephone numbers, and what follows words such as "user:". */
import { type Found, foundBy, isPlainWord } from "./redactWords.ts";

const mail =
  /(?<![\p{L}\p{N}._%+'-])(?<it>[\p{L}\p{N}](?:[\p{L}\p{N}._%+'-]*[\p{L}\p{N}_-])?@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?)/dgu;
const account =
  /(?<![\p{L}\p{N}\\/:._$%-])(?<it>(?<domain>[\p{L}\p{N}][\p{L}\p{N}.-]{0,60}|\.)\\(?<user>[\p{L}\p{N}_](?:[\p{L}\p{N}._'-]*[\p{L}\p{N}_])?\$?))(?![\p{L}\p{N}]*\\)/dgu;
const profile = /\\(?:Users|Benutzer|Documents and Settings)\\(?<it>[^\\/:*?"<>|\r\n\s]+)/dgi;
const securityId = /\b(?<it>S-1-5-21(?:-\d+){3,4})\b/dg;
const word = `[\\p{L}\\p{N}_][\\p{L}\\p{N}._'’-]*[\\p{L}\\p{N}_$]|[\\p{L}\\p{N}]`;

const owner =
  "user\\s?(?:name|id)?|login(?:\\s?name)?|logon(?:\\s?name)?|account(?:\\s?name)?|upn|sam\\s?account\\s?name|nickname";
const assigned = new RegExp(
  `(?<![\\p{L}\\p{N}_])(?:${owner})["']?(?::s:|\\s*[:=]|\\s+(?:is|was|called|named)(?::|\\s))\\s*["']?(?<it>${word})`,
  "dgiu",
);
const entered = new RegExp(
  `(?<![\\p{L}\\p{N}_])(?:(?:log|sign)(?:s|ged|ned|ging|ing)?\\s?(?:in|on)|login|logon|connect(?:s|ed|ing)?|run(?:s|ning)?)\\s+as\\s+["']?(?<it>${word})`,
  "dgiu",
);
const switched =
  /(?<!\S)(?:\/u(?:ser)?:|-(?:Credential|UserName|User|Identity)\s+)["']?(?<it>[\p{L}\p{N}][\p{L}\p{N}._-]*)/dgiu;
/** "user ada01 cannot": only in a form that no plain word has. */
const mentioned =
  /(?<![\p{L}\p{N}_])(?:user|login|logon|account|username)\s+["']?(?<it>(?=[\p{L}\p{N}._-]*[\d_.])\p{L}[\p{L}\p{N}._-]*[\p{L}\p{N}])/dgiu;
const introduced =
  /(?<![\p{L}\p{N}_])(?:[Mm]y|[Tt]heir|[Hh]is|[Hh]er)\s+(?:(?:full|first|last)\s+)?name(?:\s+is|:|'s)\s+(?<it>\p{L}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*){0,3})/dgu;

/** "I am Ada Lovelace", "Regards, Ada Lovelace": two words at least, because "I am German" is no name. */
const presented =
  /(?<![\p{L}\p{N}_])(?:[Ii] am|[Ii]['’]m|[Tt]his is|[Rr]egards|[Cc]heers|[Ss]igned|[Yy]ours),?\s+(?<it>\p{Lu}\p{Ll}+(?:\s+\p{Lu}[\p{L}.'’-]*){1,2})/dgu;
const noNames =
  /\b(?:Windows|Server|Remote|Desktop|Microsoft|Teams|Azure|Hyper|Network|Event|Error|Professional|Enterprise|Home|Pro|Gateway|Office|Code|Level|Admin|Administrator|Domain|Controller|Host)\b/;

const numbers = [
  // Digit by digit: groups of several digits could part one number in a million ways.
  /(?<![\p{L}\p{N}.\-_/\\:#+])(?<it>(?:\+|00)[1-9](?:[ ./-]?\(?\d\)?){2,41})(?![\p{L}\p{N}])/dgu,
  /(?<![\p{L}\p{N}.\-_/\\:#+])(?<it>(?:\(0?\d{2,5}\)|0\d{1,5})(?:\s?[-./]\s?| )?\d{2,8}(?:[ -]?\d{1,6}){0,4})(?![\p{L}\p{N}]|[.:]\d)/dgu,
  /(?<![\p{L}\p{N}.\-_/\\:#+])(?<it>\d{3}[-.]\d{3}[-.]\d{4})(?![\p{L}\p{N}]|[-.]\d)/dgu,
  /(?<![\p{L}\p{N}_])(?:phone|telephone|tel|mobile|cell|fax|ext|extension|handy|telefon|durchwahl|dial|ring|call)(?:\s+(?:me|us|him|her|them))?(?:\s+(?:is|on|at|number|no))*\s*[.:]?\s*(?<it>\+?\(?\d[\d ()/-]{2,}\d)(?![\p{L}\p{N}:.])/dgiu,
];
const date = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|^\d{4}-\d\d-\d\d/;

// What stands before a backslash in paths and in the accounts of Windows itself.
const noDomain = new Set(
  `administrative authority builtin cert certificates client company components computer config configuration control crypto currentcontrolset currentuser currentversion
  desktop documents downloads drivers etc files hkcr hkcu hklm hku keys localmachine machine machinekeys microsoft policies protocols registry rsa server service services settings
  software system system32 syswow64 temp templates terminal users windows winstations programdata appdata local roaming nt font`.split(
    /\s+/,
  ),
);
const fileEnding = /\.(?:exe|dll|ps1|cmd|bat|msc|rdp|txt|log|reg|cer|pfx|inf|sys|xml|json|csv|evtx|zip)$/i;

/** `spoken`: somebody's own words, in which names stand without any form of their own. */
export function peopleIn(text: string, spoken: boolean): Found[] {
  const isName = (it: string) => /\p{L}/u.test(it) && !isPlainWord(it) && !fileEnding.test(it);
  return [
    ...foundBy(mail, text),
    ...foundBy(account, text, (it) => {
      const [domain = "", user = ""] = it.split("\\");
      return !noDomain.has(domain.toLowerCase()) && isName(user);
    }),
    ...foundBy(profile, text, (it) => isName(it) && !/^%|^All$|^Default/.test(it)),
    ...foundBy(securityId, text),
    ...foundBy(switched, text, isName),
    ...(spoken
      ? [
          ...[assigned, entered, mentioned].flatMap((pattern) => foundBy(pattern, text, isName)),
          ...foundBy(introduced, text, (it) => isName(it.split(/\s/)[0] ?? "")),
          ...foundBy(presented, text, (it) => !noNames.test(it)),
          ...numbers.flatMap((pattern, index) => foundBy(pattern, text, (it) => isNumber(it, index === 3))),
        ]
      : []),
  ];
}

function isNumber(it: string, isCalled: boolean): boolean {
  const digits = it.replace(/\D/g, "").length;
  return !date.test(it) && digits >= (isCalled ? 4 : 7) && digits <= 15 && !/^0+$/.test(it);
}
