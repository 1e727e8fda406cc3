/** The form before a hand-over: shows what is passed on, lets the person keep things back, and asks what technicians need first. */
import type { HandOverDetails, Urgency } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { type Line, listCodes, listDone, listFacts } from "../wording/summary.ts";
import { type Form, formatLetter } from "../wording/wording.ts";
import { sentence } from "../words/sentence.ts";
import type { Message } from "./message.ts";

/** The lengths of the fields in characters. Together they must fit into the data of a card's button. */
const most = { impact: 1_000, name: 80, contact: 150 } as const;
/** The number of characters that are searched for a name, a contact and an urgency. The transcript keeps the whole message. */
const mostRead = 4_000;
/** A longer message is not a list of things to leave out. */
const mostOfList = 200;
const urgencies: Urgency[] = ["now", "today", "can-wait"];

/** The lines that are passed on besides the conversation. A line with an id can be kept back. */
export function listPassedOn(open: OpenCase): Line[] {
  return [...listCodes(open, "bare"), ...listFacts(open), ...listDone(open)];
}

/** `knowsName`: the channel names the person, and technicians can reach the person there. */
export function buildForm(open: OpenCase, knowsName: boolean): Form {
  const { told } = open.standing;
  const lines = listPassedOn(open);
  return {
    fields: [
      { id: "impact", label: sentence("form.impact"), most: most.impact, value: told.impact, long: true },
      {
        id: "urgency",
        label: sentence("form.urgency"),
        choices: urgencies.map((id) => ({ id, label: sentence(`form.urgencies.${id}`) })),
        value: told.urgency,
      },
      ...(knowsName
        ? []
        : [
            { id: "name", label: sentence("form.name"), most: most.name, value: told.name },
            { id: "contact", label: sentence("form.contact"), most: most.contact, value: told.contact },
          ]),
    ],
    keep: [
      ...lines.flatMap(({ id, line }) => (id ? [{ id, label: line }] : [])),
      { id: "conversation", label: sentence("form.conversation") },
    ].map((item) => ({ ...item, kept: told.leftOut?.includes(item.id) ?? false })),
    always: lines.flatMap(({ id, line }) => (id ? [] : [line])),
  };
}

/** `cut`: a field was too long for the form and was shortened. */
export type FormAnswer = { told: HandOverDetails; cut: boolean };

/** Reads the fields that came with the press of the form's button. */
export function readPressedForm({ fields = {} }: Message, form: Form): FormAnswer {
  const text = (id: keyof typeof most) => fields[id]?.trim();
  const [impact, name, contact] = [text("impact"), text("name"), text("contact")];
  const urgency = urgencies.find((value) => value === fields.urgency);
  const leftOut = form.keep.filter(({ id }) => fields[`pass:${id}`] === "false").map(({ id }) => id);
  const asked = form.keep.some(({ id }) => fields[`pass:${id}`] !== undefined);
  const told: HandOverDetails = {
    ...(impact && { impact: shorten(impact, most.impact) }),
    ...(urgency && { urgency }),
    ...(name && { name: shorten(name, most.name) }),
    ...(contact && { contact: shorten(contact, most.contact) }),
    ...(asked && { leftOut }),
  };
  return { told, cut: told.impact !== impact || told.name !== name || told.contact !== contact };
}

/** Ends a shortened text with "…" and never splits a surrogate pair. */
function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

// Each pattern runs in linear time: pieces do not overlap, an address is matched only at the start of a piece, and the
// length of a phone number is bounded.
const piece = /[\p{L}\p{M}\p{N}_.+@-]+/gu;
const address = /^[\p{L}\p{M}\p{N}_.+-]+@[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)+/u;
const phone = /(?<![\w.])\+?\(?\d[\d\s()/-]{4,28}\d(?![\w.])/;
const soon =
  /\b(?:now|(?<!not )urgent\w*|hurry|asap|at once|immediately|emergency|critical|blocked|right away|stuck)\b/i;
const today = /\b(?:today|tonight|this (?:morning|afternoon|evening)|by (?:noon|tonight|\d))/i;
const later = /\b(?:can wait|no hurry|not urgent|no rush|take your time|whenever)\b/i;
const soonEnough = /\b(?:tomorrow|next week)\b/i;

const introduced = /\b(?:my name is|this is|i am|i'm)\s+(\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*){0,2})/u;

/**
 * Reads free text instead of the form. The whole text counts as the impact and is appended to the earlier one; a name, a
 * contact and an urgency are picked out of it.
 */
export function readToldWords(text: string, before: HandOverDetails = {}): FormAnswer {
  const head = text.slice(0, mostRead);
  const contact = findContact(head);
  const urgency = readUrgency(head);
  const name = introduced.exec(head)?.[1];
  const impact = [before.impact, text.trim()].filter(Boolean).join(" / ");
  const told: HandOverDetails = {
    impact: shorten(impact, most.impact),
    ...(name && { name: shorten(name, most.name) }),
    ...(urgency && { urgency }),
    ...(contact && { contact: shorten(contact, most.contact) }),
  };
  return { told, cut: told.impact !== impact };
}

// "Urgent, payroll runs tomorrow" is urgent.
function readUrgency(text: string): HandOverDetails["urgency"] {
  if (later.test(text)) return "can-wait";
  if (soon.test(text)) return "now";
  if (today.test(text)) return "today";
  return soonEnough.test(text) ? "can-wait" : undefined;
}

const callBack =
  /\b(?:call ?back|callback|cb|ring (?:back|her|him|them|me)|phone (?:her|him|them|me)|her number|his number|my number|number to (?:call|ring)|reach (?:her|him|them|me) (?:on|at)|tel\.?|rückruf|rappeler|llamar)\b[^\n]{0,30}$/i;

/** The number under which a caller wants to be called back, if the words before it say so. */
export function findCallBack(text: string): string | undefined {
  const head = text.slice(0, mostRead);
  const number = phone.exec(head);
  return number && callBack.test(head.slice(Math.max(0, number.index - 60), number.index))
    ? number[0].trim()
    : undefined;
}

/** The first e-mail address or phone number. */
function findContact(text: string): string | undefined {
  const number = phone.exec(text);
  for (const match of text.matchAll(piece)) {
    if (number && number.index < match.index) break;
    const [mail] = address.exec(match[0]) ?? [];
    if (mail) return mail;
  }
  return number?.[0];
}

/** Reads "Leave out b and the conversation". Returns the ids to keep back, including the earlier ones; undefined for other messages. */
export function readLeftOut(text: string, form: Form): string[] | undefined {
  if (text.length > mostOfList) return undefined;
  const request = /^\s*(?:please )?(?:leave out|keep back|omit|do not pass on|don'?t pass on)\s+(.{1,100})$/i.exec(
    text,
  );
  if (!request?.[1]) return undefined;
  const words = splitWords(request[1]).filter((word) => word !== "and" && word !== "the" && word !== "our");
  // "Leave out a while" is not a list.
  if (!words.every((word) => word.length <= 2 || word === "conversation")) return undefined;
  const ids = form.keep.flatMap(({ id }, at) =>
    words.includes(formatLetter(at)) || (id === "conversation" && words.includes("conversation")) ? [id] : [],
  );
  if (ids.length === 0) return undefined;
  return [...new Set([...form.keep.filter(({ kept }) => kept).map(({ id }) => id), ...ids])];
}
