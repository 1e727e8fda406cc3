/** Finds ids of Windows events in a person's words and in pasted logs. */

import { type Codes, findWindowsEvent, formatHex } from "../tree/codes.ts";
import { isMeant } from "./doubts.ts";
import { findEventSource, fitsEventSource } from "./findEventSource.ts";
import type { Code } from "./readCodes.ts";
import type { Prose } from "./words.ts";
import { fold } from "./words.ts";

export type ReadEvent = Code & {
  id: number;
  /** False when the pasted text shows that it is the harmless kind of this event. */
  counts: boolean;
};

const mostEvents = 60;
// The comma of a table may stand before a further number, but not that of "1,058".
const number =
  /(?<![\p{L}\p{N}_.\\/+@$€£#-])\d{1,5}(?![\p{L}\p{N}_%°€£])(?![.:/-]\d)(?:(?<=[\p{L}"],\d{1,5})|(?!,\d))/gu;
const eventWord =
  /(?:events?|event-?ids?|evtid|evt|ereigniss?e?n?|ereignis-?ids?|évènements?|événements?|eventos?|zdarzeni\p{L}*|событи\p{L}*|gebeurtenis\p{L}*|händelse\p{L}*|hændelse\p{L}*|olay|イベント|事件|이벤트)(?:[\s:#=.("'*-]|id|ids|kennung|code|codes|nr|no|number|type|with|the|is|are|was|like|see|say|says)*$/u;
const xmlTag = /<eventid[^>\n]{0,40}>\s*$/;
const source =
  /(?:schannel|termdd|remoteconnectionmanager|terminalservices-[\p{L}-]{3,40}|rdpcorets|clientactivexcore|sessionbroker(?:-client)?|netlogon|lsasrv|lsa \(lsasrv\))[\s:,;|("']*(?:(?:events?|errors?|ids?|eventid|log|logs|with|code|fatal)[\s:,(#]*){0,3}$/u;
const bareId = /(?:^|[^\p{L}])ids?[\s:=#]*$/u;
const otherId =
  /(?:session|user|process|ticket|case|call|thread|product|device|anydesk|teamviewer|rustdesk|request|incident|logon|order|task|customer|account|tenant|subscription|vm)[\s-]*ids?[\s:=#]*$/;
const otherNumber =
  /(?:port|ports|ticket|kb|build|case|incident|pid|ref|reference|phone|tel|call|version|room|invoice|order|request|asset|process|thread|code|codes|reason)[\s:=#.]*(?:no|nr|number)?[\s:=#.]*$/;
const logAfter =
  /^(?:[^.\n\d]{0,25}\b(?:event ?log|system log|event viewer|systemlog|eventlog)\b|\s*(?:schannel )?(?:events?|event ids?)\b|\s*(?:from |by |of )?schannel\b)/;
const logBefore =
  /(?<!call )\b(?:event ?log|system log|log|logs|event viewer)(?: on (?:the )?server)?(?: (?:says|shows|has|gives|gets|lists|contains|reports|is full of|an?|the|is|error|errors|with))*[\s:]+$/;
// 5/1/2025 2:46:52 PM          36870 Error
const logRow =
  /\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? {0,3}(?:t| ) {0,3}\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,7})?(?: ?[ap]\.?m\.?)?(?:[ \t]+|[,;])$/;
// In a query, "EventID=1058" is what somebody looks for.
const query =
  /(?:[[({@]|\bor |\band |[;{] ?)@?(?:event)?ids? ?=\s*['"(]?(?:\d{1,5}, ?)*$|-(?:eq|in|match|contains)\s*['"(]?(?:\d{1,5}, ?)*$/;
const next =
  /^(?:\s*[,/&+]\s*|\s*(?:and|or|und|et|y|plus|then|also)\s+|\s*,\s*(?:and|then)\s+)(?:also\s+)?(?:an?\s+|the\s+)?(?:events?\s+)?(?:ids?\s+)?$/;

/** Events in text order, without duplicates. `treeEvents` are the ones that the tree uses as evidence. */
export function readEvents(codes: Codes, treeEvents: ReadonlySet<number>, prose: Prose): ReadEvent[] {
  const folded = fold(prose.text);
  const read = new Map<number, ReadEvent>();
  let listEnd = -1;
  let tried = 0;
  for (const match of folded.matchAll(number)) {
    const id = Number(match[0]);
    const from = match.index;
    const to = from + match[0].length;
    // 2308 is always the code 0x904, even after "event": Windows has no such event.
    if (id < 1 || id > 65535 || id === 0x904 || match[0].startsWith("0")) continue;
    const before = folded.slice(Math.max(0, from - 80), from);
    const known = treeEvents.has(id) || findWindowsEvent(codes, id) !== undefined;
    const follows = known && listEnd >= 0 && from - listEnd < 24 && next.test(folded.slice(listEnd, from));
    if (!follows && !isEvent(id, known, before, folded.slice(to, to + 50))) continue;
    listEnd = to;
    tried += 1;
    if (tried > 2000 || read.size >= mostEvents) break;
    const word = findWordAt(prose, from);
    if (word >= 0 && !isMeant(prose, word, word)) continue;
    const source = findEventSource(folded, from, to);
    const counts = !isHarmless(codes, id, folded, to) && (!source || fitsEventSource(codes, id, source));
    const earlier = read.get(id);
    if (earlier) earlier.counts ||= counts;
    else read.set(id, { kind: "event", hex: formatHex(id), from: quoteEvent(prose.text, from, to), id, counts });
  }
  return [...read.values()];
}

function isEvent(id: number, known: boolean, before: string, after: string): boolean {
  const beforeLine = before.split("\n").at(-1) ?? "";
  if (query.test(beforeLine)) return false;
  if (eventWord.test(beforeLine)) return id >= 10 && !(/^(?:19|20)\d\d$/.test(String(id)) && !known);
  if (xmlTag.test(before)) return true;
  if (logRow.test(beforeLine) && /^(?:[ \t]+|[,;]"?)\p{L}/u.test(after)) return true;
  if (!known || id < 40) return false;
  if (source.test(beforeLine)) return true;
  if (id > 36000 && !otherNumber.test(before)) return !/:\s?$/.test(before) || /\p{L}:\s?$/u.test(before);
  if (bareId.test(before) && !otherId.test(before))
    return /log|event|schannel|source|terminalservices|viewer/.test(before);
  if (id >= 200 && logBefore.test(beforeLine)) return true;
  return id >= 200 && logAfter.test(after) && !otherNumber.test(before);
}

// Programs that connect to the Internet fail to create a TLS client credential every day. Windows says so in its own language.
const isAboutClient =
  /\b(?:tls|ssl)[^\n]{0,60}client|\bclient[^\n]{0,60}\b(?:tls|ssl)\b|クライアント|客户端|клиент|\bclient</;

function isHarmless(codes: Codes, id: number, folded: string, to: number): boolean {
  const notWhen = findWindowsEvent(codes, id)?.["not-when"];
  if (!notWhen) return false;
  const [message = ""] = cutMessage(folded.slice(to, to + 1500));
  return message.includes(notWhen) || (notWhen.startsWith("client") && isAboutClient.test(message));
}

// In a table the message is on the row of its number; in the details it is on a line of its own.
function cutMessage(after: string): string[] {
  if (after.startsWith("<")) return after.split("</event>");
  const [row = ""] = after.split("\n");
  return row.length > 60 ? [row] : after.split(/event id|log name|\n[^\n:]{2,40}:\s*\d{3,5}\s*\n/);
}

/** Quotes "event 1058" instead of "1058" if the word is right before the number. */
function quoteEvent(text: string, from: number, to: number): string {
  const label = /(?:event|schannel|termdd|netlogon)(?:[ -]?ids?)?[:\s]{1,10}$/i.exec(
    text.slice(Math.max(0, from - 28), from),
  );
  return text.slice(label ? from - label[0].length : from, to);
}

function findWordAt({ words }: Prose, from: number): number {
  let low = 0;
  let high = words.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const word = words[middle];
    if (!word) return -1;
    if (word.from <= from && word.to > from) return middle;
    if (word.from < from) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
