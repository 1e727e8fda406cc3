/** Reads who the person is, how to reach them and how urgent it is from what they write. */
import type { HandOverDetails, Urgency } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { sentence } from "../words/sentence.ts";
import { listMailAddresses } from "./mailAddress.ts";
import { shorten } from "./shorten.ts";
import { findSince } from "./since.ts";

/** The lengths of the fields in characters. Together they must fit into the data of a card's button. */
export const most = { impact: 1_000, name: 80, contact: 150 } as const;
/** The number of characters that are searched. The transcript keeps the whole message. */
const mostRead = 4_000;
/** A longer message is often a mail thread or a log, with the names and numbers of other people. */
const mostSaid = 400;

type Details = Pick<HandOverDetails, "name" | "contact" | "urgency" | "since">;

// Each pattern runs in linear time: the length of a phone number is bounded.
const phone = /(?<![\w.])(?!\d{4}-\d\d-\d\d)\+?\(?\d[\d\s()/-]{4,28}\d(?![\s()/-]{0,3}\d|\w|\.\w)/;
const extension = /\b(?:ext(?:ension)?|durchwahl)\b[.:]? ?\d{2,6}\b/i;
/** "Gary Pruitt 07700 900461" */
const nameBeforeNumber =
  /(?<![\p{L}\d])(\p{Lu}\p{Ll}+(?:\s+\p{Lu}[\p{L}.'’-]*){1,2})[\s,;:–-]{1,3}(?=\+?\(?\d[\d\s()/-]{4,28}\d)/u;
const shortNumber = /\b(?:call|ring|phone|reach)(?: (?:me|us|her|him|them|back|at|on|under)){0,3} (\d{3,6})\b/i;

const callsAfter =
  /^[\s,.;:-]*(?:please )?(?:(?:call|ring|phone|reach) (?:me|us|her|him|them)|is (?:my|her|his|our) (?:number|mobile|cell))\b/i;
const callBack =
  /\b(?:call ?back|callback|cb|(?:call|ring|phone|reach) (?:back|me|us|her|him|them)|call|(?:her|his|my|our) (?:number|phone|mobile|cell)|number to (?:call|ring)|tel\.?|phone|mobile|cell(?:phone)?|handy|rückruf|ruf\w* (?:mich|uns)|(?:telefon|handy|mobil)?nummer|erreichbar|rappeler|appele[rz]|llamar|ll[aá]m\w+)\b[^\n]{0,30}$/i;
const mailsTo =
  /\b(?:(?:e-?)?mail (?:me|us)|(?:my|our) (?:e-?)?mail|(?:reach|write(?: to)?) (?:me|us)|send it to me)\b[^\n]{0,30}$/i;

const named = String.raw`(?:[Ii]ch bin(?=\s+\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+(?:\s+und|\s*[,.]|\s*$))|[Mm]y name(?:'s| is)|[Mm]ein Name ist|[Ii]ch heiße|[Jj]e m['’]appelle|[Mm]e llamo)\s+(\p{L}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*){0,2})`;
const someone = String.raw`(\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*){0,2})`;
const introduced = new RegExp(String.raw`(?<![\p{L}])(?:${named}|(?:[Tt]his is|[Ii] am|[Ii]['’]m)\s+${someone})`, "u");
/** "im Eve, mobile 0151 23", but not the German "im Büro". */
const hasty = String.raw`[Ii]m(?=\s+\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+)?,?\s+(?:and my|speaking|ext|mobile|tel|phone|my number|call me|\+?\d))`;
/** "I'm Eve, mobile 0151 23" and "This is Ada from payroll", but not "I'm Windows user". */
const introducedClearly = new RegExp(
  String.raw`(?<![\p{L}])(?:${named}|(?:[Tt]his is|[Ii] am|[Ii]['’]m|${hasty})\s+${someone}(?=\s*(?:[,.!;]|$)|\s+(?:from|and my|speaking|here|ext|extension|mobile|tel|phone|on|at)(?![\p{L}])))`,
  "u",
);
/** Words with a capital after "I'm" and "this is" that are no names. */
const noName =
  /^(?:admin\w*|windows|microsoft|server|remote|azure|citrix|german|french|spanish|english|italian|polish|dutch|on|in|at|the|an?|not|using|getting|sorry|what|how|it|monday|tuesday|wednesday|thursday|friday)\b/i;

const soon =
  /\b(?:now|(?<!not )urgent\w*|hurry|asap|at once|immediately|emergency|critical|blocked|right away|stuck)\b/i;
const today = /\b(?:today|tonight|this (?:morning|afternoon|evening)|by (?:noon|tonight|\d))/i;
const later = /\b(?:can wait|no hurry|not urgent|no rush|take your time|whenever)\b/i;
const soonEnough = /\b(?:tomorrow|next week)\b/i;

const soonClearly =
  /(?<!\bnot (?:so |that |very )?)\burgent(?:ly)?\b|\basap\b|\bemergency\b|\b(?:can ?not|can'?t) work at all\b|\b(?:meeting|call|deadline|presentation) (?:is )?in (?:\d+|ten|five|half) (?:an? )?(?:min\w*|hour)/i;
const todayClearly =
  /\b(?:need|have|has|must|got)\b.{0,40}\b(?:today|tonight|this (?:morning|afternoon|evening)|by (?:noon|tonight|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|o'?clock)?))(?![\w])/i;

const withoutWait = /\b(?:no hurry|not (?:so |that |very )?urgent|no rush|it can wait|whenever you can)\b/i;

/** What the person says about themselves in any message. Reads only what is clearly meant. */
export function findDetails(text: string): Details {
  const since = findSince(text);
  if (text.length > mostSaid) return { ...(since && { since }) };
  const name = readName(introducedClearly, text) ?? nameBeforeNumber.exec(text)?.[1];
  const contact = findCallBack(text) ?? findMailTo(text);
  const urgency = findUrgency(text);
  return {
    ...(name && { name }),
    ...(contact && { contact }),
    ...(urgency && { urgency }),
    ...(since && { since }),
  };
}

/** In words, a message that gives a number and says little besides. */
const mostAroundNumber = 12;

/** "Eve Miller, 0151 23" */
export const nameBefore = /^(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2})\s*[,;:-]/u;

/** Like `findDetails`. As long as the technicians cannot reach the person, a bare address or number is one to use. */
export function findDetailsWhileWaiting({ contact: known }: HandOverDetails, text: string): Details {
  const details = findDetails(text);
  if (known || details.contact || text.length > mostSaid) return details;
  const { contact, name = nameBefore.exec(text)?.[1] } = findDetailsInReply(text);
  // Any digits can look like a number, so it must be all that the message says, or begin as numbers to call begin.
  const isNumber = /^(?:\+|\(?0)\d/.test(contact ?? "") && splitWords(text).length <= mostAroundNumber;
  const isMeant = contact && (contact.includes("@") || isNumber || !saysMore(text, { contact, ...(name && { name }) }));
  return isMeant ? { ...details, contact, ...(name && { name: shorten(name, most.name) }) } : details;
}

/** Who the person is, how to reach them and how urgent it is, in the order in which a person would say it. */
export function nameDetails({ name, contact, urgency }: Details): string[] {
  return [name, contact, urgency && sentence(`urgency-noted.${urgency}`)].filter((part) => part !== undefined);
}

/** Reads back what the message says about the person. Empty if it says nothing. */
export function wordDetails(text: string): string[] {
  const details = nameDetails(findDetails(text));
  return details.length > 0 ? [sentence("details-noted", { details: details.join(", ") })] : [];
}

/** Reads back what the technicians get besides the facts. */
export function wordTold(told: HandOverDetails): string[] {
  const parts = [told.impact, ...nameDetails(told), told.since].filter(Boolean);
  return parts.length > 0 ? [sentence("you-told", { parts: parts.join("; ") })] : [];
}

/** The address of a person whom the channel knows, so that it is not asked for. */
export function noteChannelAddress(open: OpenCase, from: object): void {
  const { email } = from as { email?: unknown };
  if (typeof email === "string" && !open.standing.told.contact) open.add({ kind: "told", contact: email });
}

/** Keeps for the technicians what the message says about the person and is not known yet. Returns what was new. */
export function noteDetails(open: OpenCase, text: string): Details {
  const { told, handedOver } = open.standing;
  const details = handedOver ? findDetailsWhileWaiting(told, text) : findDetails(text);
  const news: Details = Object.fromEntries(
    Object.entries(details).filter(([field, value]) => told[field as keyof Details] !== value),
  );
  if (Object.keys(news).length > 0) open.add({ kind: "told", ...news });
  return news;
}

/** Like `findDetails`, in a reply to the offer of a technician: there any number is one to call. */
export function findDetailsInReply(text: string): Details {
  const head = text.slice(0, mostRead);
  const contact = findContact(head);
  const urgency = findUrgency(head) ?? readUrgency(head);
  const name = readName(introduced, head) ?? nameBeforeNumber.exec(head)?.[1];
  return {
    ...(name && { name }),
    ...(urgency && { urgency }),
    ...(contact && { contact: shorten(contact, most.contact) }),
  };
}

const fillers =
  /\b(?:my name is|my name's|this is|i am|i'm|im|call|ring|me|us|at|on|under|my|our|number|mobile|phone|cell|tel|mail|e-?mail|extension|ext|is|it|it's|its|very|please|and|or|reach|can|be|reached|by|in|the|office|yes|need|needed|want|so|really|pretty|until|till)\b/gi;

/** Whether the message says anything besides these details. */
export function saysMore(text: string, { name, contact, urgency }: Details): boolean {
  const head = text.slice(0, mostRead);
  const rest = [name, contact].reduce<string>((left, part) => (part ? left.replace(part, " ") : left), head);
  const words = urgency
    ? [soon, today, later, soonEnough].reduce((left, pattern) => left.replace(pattern, " "), rest)
    : rest;
  return words.replace(fillers, "").replace(/[\s\p{P}]/gu, "").length > 2;
}

function readName(pattern: RegExp, text: string): string | undefined {
  const [, said, meant] = pattern.exec(text) ?? [];
  const name = (said ?? meant)?.replace(/[.'’-]+$/, "");
  // Initials such as "VPN" and "IT" are no names.
  return name && !noName.test(name) && /\p{Ll}/u.test(name) ? shorten(name, most.name) : undefined;
}

function findUrgency(text: string): Urgency | undefined {
  if (withoutWait.test(text)) return "can-wait";
  if (soonClearly.test(text)) return "now";
  return todayClearly.test(text) ? "today" : undefined;
}

// "Urgent, payroll runs tomorrow" is urgent.
function readUrgency(text: string): Urgency | undefined {
  if (later.test(text)) return "can-wait";
  if (soon.test(text)) return "now";
  if (today.test(text)) return "today";
  return soonEnough.test(text) ? "can-wait" : undefined;
}

/** The number under which the person or a caller wants to be called, if the words before it say so. */
export function findCallBack(text: string): string | undefined {
  const head = text.slice(0, mostRead);
  const number = phone.exec(head);
  if (number) {
    const end = number.index + number[0].length;
    const isMeant =
      callBack.test(head.slice(Math.max(0, number.index - 60), number.index)) ||
      callsAfter.test(head.slice(end, end + 60));
    if (isMeant || nameBeforeNumber.test(head)) return number[0].trim();
  }
  return extension.exec(head)?.[0] ?? shortNumber.exec(head)?.[1];
}

function findMailTo(text: string): string | undefined {
  return listMailAddresses(text).find(({ at }) => mailsTo.test(text.slice(Math.max(0, at - 60), at)))?.mail;
}

/** The first e-mail address or number. */
function findContact(text: string): string | undefined {
  const number = phone.exec(text);
  const [first] = listMailAddresses(text);
  if (first && !(number && number.index < first.at)) return first.mail;
  return number?.[0].trim() ?? extension.exec(text)?.[0] ?? shortNumber.exec(text)?.[1];
}

/** The message without the clauses that say nothing besides these details: "payroll is stuck" of "I'm Eve, ext. 12, payroll is stuck". */
export function withoutDetails(text: string, details: Details): string {
  if (text.length > mostSaid) return text.trim();
  const clauses = text.split(/[,;\n]|(?<=[!?]|(?<!\b(?:ext|tel|nr|no))\.)\s/i).flatMap((clause) => clause.trim() || []);
  const kept = clauses.filter((clause) => saysMore(clause, details));
  return kept.length === clauses.length ? text.trim() : kept.join(", ");
}
