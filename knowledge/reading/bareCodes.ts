/** Decides whether a number without 0x is a fault code: "2308", "904 again". */
import { type Codes, findErrorCode } from "../tree/codes.ts";
import { cjkBefore, readBefore, strongAfter, strongBefore, weakAfter, weakBefore, window } from "./codeWords.ts";

const commonWords = new Set(
  "disconnect reason connection remote server client failed invalid number session desktop error information internal reasons".split(
    " ",
  ),
);

// "904 again", "omg 904 904 904!!": at the beginning of a message to this bot, the number is hardly anything else.
const ownOpening =
  /^[^\p{L}\d]*(?:(?:omg|oh|ugh|argh|hi|hello|hey|help|please|it'?s|still|again|got|getting|another|that|the|same|old|and|904)[^\p{L}\d]+){0,8}$/u;
const ownAfter =
  /^[^\p{L}\d]*(?:$|[.,;!?]|\s(?:904|again|and|on|when|since|still|over|with|here|from|today|ext\w*)(?![\p{L}\d]))/u;

// "Server 2019 over the VPN, 904!!": the last word of an account.
const ownEnd = { before: /[,;:.!?\n–-]\s*(?:and\s|it'?s\s|still\s|error\s)?$/u, after: /^\s*(?:!|[.?]*\s*$)/u };

/** The code meant by a number without 0x; undefined if it could be something else. */
export function readBareCode(
  codes: Codes,
  folded: string,
  from: number,
  to: number,
  events: ReadonlySet<number>,
  paired: boolean,
): number | undefined {
  const digits = folded.slice(from, to);
  if (digits.length < 3 || digits.startsWith("0")) return undefined;
  const code = resolveDigits(codes, digits);
  const before = readBefore(folded, from);
  const after = folded.slice(to, to + 60);
  if (code !== undefined && code > 0xffff) return code;
  const own = code === 0x904;
  if (own && /^,? (?:ext|extended)\b[^\d\n]{0,12}(?:0x)?7(?![\p{L}\p{N}])/u.test(after)) return code;
  if (own && (paired || (weakBefore.test(before) && /^[\s,/]+(?:0x)?7(?![\p{L}\p{N}])/u.test(after)))) return code;
  if (own && from <= window && ownOpening.test(folded.slice(0, from)) && ownAfter.test(after)) return code;
  if (own && ownEnd.before.test(before) && ownEnd.after.test(after) && isAboutRemoteDesktop(folded)) return code;
  // Written in decimal, the number of this fault is hardly ever anything else in a text about Remote Desktop.
  if (digits === "2308" && !/[-\p{Script=Latin}]$/u.test(before) && isAboutRemoteDesktop(folded)) return code;
  const strong = strongBefore.test(before) || cjkBefore.test(before) || strongAfter.test(after);
  if (code === undefined) {
    if (!strong || events.has(Number(digits)) || /^(?:19|20)\d\d$|^(?:40[0134]|50[0234])$/.test(digits))
      return undefined;
    return digits.length <= 5 ? Number(digits) : undefined;
  }
  if (events.has(Number(digits)) && !/(?:code|reason)[\s:=(]*$/.test(before)) return undefined;
  if (strong) return code;
  if (
    /^[^\p{L}\p{N}]*\d{3,8}[^\p{L}\p{N}]*(?:\d{1,2}[^\p{L}\p{N}]*)?$/u.test(folded.slice(0, 200)) &&
    folded.length < 200
  )
    return code;
  const named = isNamed(codes, code, after);
  if (weakBefore.test(before) && (weakAfter.test(after) || named)) return code;
  if (insteadBefore.test(before)) return code;
  if (digits.length < 4 || findErrorCode(codes, code)?.kind !== "disconnect") return undefined;
  // A word of the code's own name follows ("3080 decompression"), or the number is a clause ("tunnel to my pc, 2308").
  const aside = /(?:^|[,;:.!?\n(])\s*$/.test(before) && /^\s*(?:$|[,;.!?\n)])/.test(after);
  const opens =
    from <= window &&
    before.trim() === "" &&
    /^\s(?:when|in|on|after|since|error|with|via|over|while|again|and|because|(?:the|this|your) (?:remote )?(?:computer|session|connection)|remote desktop)\b/.test(
      after,
    );
  // "wrong password? 2055 on mstsc"
  const onProgram =
    /^\s(?:\(|(?:on|in|from|with|by)\s(?:the\s|my\s|our\s)?)(?:mstsc|rdp|remote ?desktop|mremote(?:ng)?|rdcman|royal|1remote)\b/.test(
      after,
    );
  return named || aside || opens || onProgram ? code : undefined;
}

const remoteDesktop =
  /\brdp\b|remote ?desktop|\bmstsc\b|mremote|rdcman|remmina|freerdp|windows app\b|terminal ?server|\bserver|\bvpn\b|\bgateway|\bclients?\b|\blog ?(?:in|on)\b|connect|verbind|rechner|serveur|servidor|escritorio|bureau|tunnel|\bhost\b|\bcert|\btls\b|\b(?:get|got|getting|still|again|error|fehler|erreur)\b|远程|服务器|堡垒机|连接|\bmac\b|\bpc\b/u;

let lastJudged = { folded: "", isAbout: false };

/** Kept for the last text, because a pasted list can hold thousands of numbers. */
function isAboutRemoteDesktop(folded: string): boolean {
  if (lastJudged.folded !== folded) lastJudged = { folded, isAbout: remoteDesktop.test(folded.slice(0, 4000)) };
  return lastJudged.isAbout;
}

// "no 2308 in the log but 516"
const insteadBefore =
  /(?:\bnot?|n't|\bnicht|\bkein\p{L}*)\s(?:(?:error|code|a|an|the|event)\s){0,2}(?:0x[0-9a-f]{3,4}|\d{3,5})[^.!?\n\d]{0,25}\b(?:but|sondern|rather)\s(?:(?:a|an|it's|is|error|code)\s){0,2}$/u;

/** "2308" is decimal and "904" is hex. If both readings are known codes, the decimal one counts, because programs print that. */
function resolveDigits(codes: Codes, digits: string): number | undefined {
  const readings = [Number(digits), Number.parseInt(digits, 16)].filter((code) => code >= 0x100);
  return (
    readings.find((code) => ["disconnect", "gateway"].includes(findErrorCode(codes, code)?.kind ?? "")) ??
    readings.find((code) => findErrorCode(codes, code))
  );
}

const names = new Map<string, RegExp[]>();

/** The telling words of a code's official name, such as "decompression". */
function listNameWords(name: string): RegExp[] {
  const known = names.get(name);
  if (known) return known;
  const words = name
    .replaceAll("_", " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(" ")
    .filter((word) => word.length >= 5 && !commonWords.has(word))
    .map((word) => new RegExp(`\\b${word}`));
  names.set(name, words);
  return words;
}

function isNamed(codes: Codes, code: number, after: string): boolean {
  const line = after.slice(0, 45).split("\n")[0] ?? "";
  return listNameWords(findErrorCode(codes, code)?.name ?? "").some((word) => word.test(line));
}
