/** Decides from the words around a number whether it is a fault code, an extended code, or neither. */

export const window = 60;
export const readBefore = (folded: string, at: number): string =>
  folded.slice(Math.max(0, at - window), at).replace(/:\s*\n\s*/g, ": ");

// "error", "code" and "reason" in the languages of Windows. In other languages a label of the dialog is recognized by its colon.
const errorWords =
  "error|err|errorcode|errcode|code|codes|reason|discreason|disconnectreason|disconnectcode|disconnect|disconnects|disconnected|disconnection|fault|fehler|fehlercode|fehlernummer|erreur|código|codigo|errore|codice|fout|foutcode|" +
  "erro|fel|felkod|fejl|fejlkode|feil|feilkode|virhe|virhekoodi|virhekoodin|błąd|błędu|kod|kód|chyba|chyby|hiba|hibakód|ошибка|ошибки|ошибку|ошибке|код|кодом|помилка|помилки|" +
  "エラー|エラーコード|コード|错误|错误代码|錯誤|錯誤碼|代码|代碼|오류|코드|שגיאה|קוד|خطأ|رمز|الخطأ|hata|hatası|kodu|lỗi|mã|eroare|грешка|σφάλμα|κωδικός|ข้อผิดพลาด|รหัส|kesalahan|kode";
const link = `(?:[\\s:=#("'*-]|code|nr|no|number|num|numéro|número|is|was|says|fault|error|reason|message|msg|d'erreur|di|de|del|erro|errore)`;
export const strongBefore = new RegExp(`(?:^|[^\\p{L}])(?:${errorWords})${link}{0,8}$`, "u");
export const cjkBefore = /(?:エラー|コード|错误|代码|錯誤|代碼|오류|코드)[\s:]{0,4}$/u;
export const weakBefore =
  /(?:^|[^\p{L}\d])(?:mremoteng|1remote|rdcman|rdp|mstsc|remmina|royal ?ts|says?|said|shows?|showing|gives?|giving|gets?|getting|got|reports?|receive[sd]?|logs|logged|prints?|returns?|returned|throws?|threw|displays?|(?:fails?|failed|dies|died|ends?|stops?|closes?|closed|drops?|quits?|disconnects?|disconnected|exits?) with)[\s:"'(]{1,3}(?:an?|the)?\s?$/u;
export const strongAfter =
  /^[\s"')-]{0,3}(?:error|err|fehler|erreur|fout|erro|errore|code|エラー|错误|오류|ошибка|disconnect|hata|fejl|feil|fel|virhe|hiba|chyba|błąd)(?![\p{L}])/u;
export const weakAfter =
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
