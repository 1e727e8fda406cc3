/** Decides from the words around a number whether it is a fault code, an extended code, or neither. */
import { type Codes, findErrorCode } from "../tree/codes.ts";

const window = 60;
const readBefore = (folded: string, at: number): string =>
  folded.slice(Math.max(0, at - window), at).replace(/:\s*\n\s*/g, ": ");

// "error", "code" and "reason" in the languages of Windows. In other languages a label of the dialog is recognized by its colon.
const errorWords =
  "error|err|errorcode|errcode|code|codes|reason|discreason|disconnectreason|disconnectcode|disconnect|disconnects|disconnected|disconnection|fault|fehler|fehlercode|fehlernummer|erreur|código|codigo|errore|codice|fout|foutcode|" +
  "erro|fel|felkod|fejl|fejlkode|feil|feilkode|virhe|virhekoodi|virhekoodin|błąd|błędu|kod|kód|chyba|chyby|hiba|hibakód|ошибка|ошибки|ошибку|ошибке|код|кодом|помилка|помилки|" +
  "エラー|エラーコード|コード|错误|错误代码|錯誤|錯誤碼|代码|代碼|오류|코드|שגיאה|קוד|خطأ|رمز|الخطأ|hata|hatası|kodu|lỗi|mã|eroare|грешка|σφάλμα|κωδικός|ข้อผิดพลาด|รหัส|kesalahan|kode";
const link = `(?:[\\s:=#("'*-]|code|nr|no|number|num|numéro|número|is|was|says|fault|error|reason|message|msg|d'erreur|di|de|del|erro|errore)`;
const strongBefore = new RegExp(`(?:^|[^\\p{L}])(?:${errorWords})${link}{0,8}$`, "u");
const cjkBefore = /(?:エラー|コード|错误|代码|錯誤|代碼|오류|코드)[\s:]{0,4}$/u;
const weakBefore =
  /(?:^|[^\p{L}\d])(?:mremoteng|1remote|rdcman|rdp|mstsc|remmina|royal ?ts|says?|said|shows?|showing|gives?|giving|gets?|getting|got|reports?|receive[sd]?|logs|logged|prints?|returns?|returned|throws?|threw|displays?|(?:fails?|failed|dies|died|ends?|stops?|closes?|closed|drops?|quits?|disconnects?|disconnected|exits?) with)[\s:"'(]{1,3}(?:an?|the)?\s?$/u;
const strongAfter =
  /^[\s"')-]{0,3}(?:error|err|fehler|erreur|fout|erro|errore|code|エラー|错误|오류|ошибка|disconnect|hata|fejl|feil|fel|virhe|hiba|chyba|błąd)(?![\p{L}])/u;
const weakAfter =
  /^["')\s]*(?:$|[.,;!?\n]|(?:error|code|when|whenever|and|every|each|again|while|but|immediately|instantly|right|straight|somewhere|after|once|since|now|today|on (?:connect|connecting|login|logon|start)|as soon|in the (?:log|logs|window|details|event)|a (?:few|couple|minute|second|moment))\b)/;

/** Whether a word for error or code is next to the number, or a verb such as "it says" right before it. */
export function isLabelled(folded: string, from: number, to: number): boolean {
  const before = readBefore(folded, from);
  return (
    strongBefore.test(before) ||
    cjkBefore.test(before) ||
    weakBefore.test(before) ||
    strongAfter.test(folded.slice(to, to + 16))
  );
}

const extendedWord =
  "ext\\.?|extend|extended|extendedreason|extendedcode|extendeddisconnectreason|extreason|extented|extened|exteded|erweitert\\p{L}*|étendue?s?|etendue?|extendid[oa]|ampliad[oa]|estes[oa]|uitgebreide?|utökad\\p{L}*|udvided?t?e?|utvidet|laajenn\\p{L}*|rozszerz\\p{L}*|" +
  "rozšíř\\p{L}*|bővített|расширен\\p{L}*|розширен\\p{L}*|дополнительн\\p{L}*|מורחב\\p{L}*|موسع\\p{L}*|الموسع\\p{L}*|genişletilmiş|mở rộng|extins\\p{L}*|разширен\\p{L}*|εκτεταμέν\\p{L}*|diperluas|sub ?code|secondary";
const extendedBefore = new RegExp(
  `(?:(?:^|[^\\p{L}])(?:${extendedWord})(?![\\p{L}])|拡張|扩展|擴充|延伸|확장|ขยาย)[^0-9\\n\\]]{0,30}$`,
  "u",
);
const extendedAfter =
  /^[\s("',-]{0,3}(?:as (?:the |an )?|for (?:the )?|is (?:the )?|being (?:the )?)?(?:extended|ext)\b(?![^0-9\n]{0,30}[0-9])/;

/** Whether a word for "extended" labels the number. */
export function isNamedExtended(folded: string, from: number, to: number): boolean {
  return extendedBefore.test(readBefore(folded, from)) || extendedAfter.test(folded.slice(to, to + 50));
}

// Words before a number that is not a fault code.
const other =
  "port|ports|ports?number|system error|build|version|ver|v|release|kb|ticket|case|incident|inc|request|ref|reference|call|phone|tel|mobile|fax|dial|room|raum|zimmer|desk|floor|house|flat|suite|building|" +
  "pid|process id|prozess|thread|thread id|tid|session|session id|sessionid|offset|address|addr|handle|flags?|mask|size|length|vlan|mtu|bytes|ttl|time|page|line|row|step|figure|invoice|order|asset|badge|" +
  "poste|nst|nebenstelle|apparat|anexo|interno|standort|salle|sala|office|windows|server|esxi|vmware|exchange|employee|extension|durchwahl|zip|plz|logon ?id|luid|cipher|ciphersuite|cipher suite|context|value|dword|reg_dword|memory at|instruction at|referenced memory at|" +
  "user id|userid|customer|account|device id|anydesk|teamviewer|budget|price|costs?|area code|zip code|post code|postcode|postal code|door code|access code|pin code|product code|activation code|country code|" +
  "dialing code|dialling code|promo code|booking code|bar code|barcode|source code|building code|dress code|gate code|room code|exit code|return code|status code|response code|http|https|http code|stop code|discount code|" +
  "voucher code|qr code|key code|security code|verification code|one time code|mfa code|2fa code|sms code|phone code|team code|meeting code|conference code|passcode|ext code|" +
  "portnumber|maxinstancecount|maxoutstandingconnections|securitylayer|userauthentication|minencryptionlevel|fdenytsconnections|enabled|disabledbydefault|/d|alert|alert code|alert code is|state is|state|reason code|status";
const otherHex =
  "port|pid|time|process id|thread|thread id|tid|session id|sessionid|offset|address|addr|handle|flags?|mask|size|length|vlan|mtu|logon ?id|luid|cipher|ciphersuite|cipher suite|context|dword|reg_dword|memory at|instruction at|referenced memory at|" +
  "exit code|return code|stop code|portnumber|maxinstancecount|maxoutstandingconnections|securitylayer|userauthentication|minencryptionlevel|fdenytsconnections|enabled|disabledbydefault|/d|alert|alert code";
const makeNumberPattern = (words: string): RegExp =>
  new RegExp(
    `(?:^|[^\\p{L}/])(?<!\\b(?:this|last|first|second|next|every|each) )(?:${words})(?:[\\s:=#("'.]|no|nr|number|id|is|was|to|is now){0,6}$`,
    "u",
  );
const otherBefore = makeNumberPattern(other);
const otherHexBefore = makeNumberPattern(otherHex);
const hexAddress = /(?:!\S{1,40}|\bat |\bby |\+)\s?$/;
const unitAfter =
  /^\s?(?:ms|msec|millis\p{L}*|s|sec|secs|seconds?|minutes?|mins?|hours?|h|days?|weeks?|months?|years?|kb|mb|gb|tb|kib|mib|gib|kbps|mbps|bytes?|bit|bits|times|users?(?! account)|people|persons?|machines?|pcs?|clients?|servers?|sessions?|connections?|licen[cs]es?|cals?|errors|events?|entries|lines|rows|pages|files|emails?|euros?|eur|usd|dollars?|pounds?|percent|km|m|miles|px|pixels|dpi|fps|hz|ghz|mhz|r2)(?![\p{L}\d])/u;

/** Whether the number is a port, a version, a ticket, a time or the like, and so cannot be a code. */
export function isSurelyNoCode(folded: string, from: number, to: number): boolean {
  const before = readBefore(folded, from);
  const hex = /^[0oо]? ?[xх]/.test(folded.slice(from, from + 3));
  const numbered =
    /#$/.test(before) && !hex && !/(?:error|err|code|fehler)\s?(?:no\.?|nr\.?|number)?\s?#$/.test(before);
  if (
    numbered ||
    /\d:$|[$€£@]$/.test(before) ||
    (!hex && /[:\d]-$|(?<!code|error|err|fehler)(?<=\p{L})-$/u.test(before)) ||
    /(?:https?:\/\/|www\.|file:)\S*$/.test(before)
  )
    return true;
  if (hex) {
    if (/\/$/.test(before) && !/[\d\s]\/$/.test(before)) return true;
    const padded = to - from >= 8 && !/(?:error|code|reason|fehler\p{L}*)[\s:=("']{0,4}$/u.test(before);
    if (padded && hexAddress.test(before)) return true;
    const line =
      folded
        .slice(Math.max(0, from - 120), from)
        .split("\n")
        .at(-1) ?? "";
    if (/reg_(?:dword|binary|sz|qword)|\bhklm\b|hkey_|dword:/.test(line)) return true;
    // A range of addresses, or a dump of memory.
    if (/^\s?(?:-|\.\.)\s?0x[0-9a-f]{5}/.test(folded.slice(to, to + 12))) return true;
    // "Default MTU. 0x904": the word belongs to the sentence before.
    return otherHexBefore.test(before) && !/[.!?]\s+$/.test(before);
  }
  const after = folded.slice(to, to + 40);
  if (isOtherProgram(folded, after)) return true;
  // "code 264 connection timed out": many connections would be a plural.
  if (/^\s(?:connection|session|licen[cs]e)(?![\p{L}])/u.test(after) && strongBefore.test(before)) return false;
  return otherBefore.test(before) || unitAfter.test(after.slice(0, 16));
}

const program =
  "sap|erp|crm|excel|outlook|word|powerpoint|access|teams|sharepoint|onedrive|oracle|sql|mysql|postgres|quickbooks|sage|datev|navision|dynamics|photoshop|acrobat|chrome|firefox|edge|browser|printer|scanner|backup|veeam|game";
const inProgram = new RegExp(
  `^["')]?\\s(?:in|from|of|by)\\s(?:(?:a|an|the|our|my|this|ms|microsoft)\\s){0,2}(?:${program})(?![\\p{L}])`,
  "u",
);

/** "error 904 in SAP", unless the person also mentions Remote Desktop. */
const isOtherProgram = (folded: string, after: string): boolean =>
  inProgram.test(after) && !/\brdp\b|remote ?desktop|mstsc|remoteapp|terminal server/.test(folded.slice(0, 2000));

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
