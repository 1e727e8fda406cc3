/** The one form before a hand-over: what is passed on, what may be kept back, and what a technician would ask first. */
import type { Told, Urgency } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { type Line, listCodes, listDone, listFacts } from "../wording/summary.ts";
import { texts } from "../wording/texts.ts";
import { type Form, letterFor } from "../wording/wording.ts";
import type { Message } from "./message.ts";

/** In letters; all together have to fit into what a button may send along. */
const most = { impact: 1_000, name: 80, contact: 150 } as const;
/** How much of one message is searched for a name, a contact and an urgency, in letters. The transcript keeps all of it. */
const mostRead = 4_000;
/** A message that is longer lists nothing to leave out. */
const mostOfList = 200;
const urgencies: Urgency[] = ["now", "today", "can-wait"];

/** What is passed on besides the conversation, line by line; a line with an id can be kept back. */
export function listPassedOn(open: OpenCase): Line[] {
  return [...listCodes(open, "bare"), ...listFacts(open), ...listDone(open)];
}

/** `knowsName`: the channel tells who it is, and the person can be reached there. */
export function buildForm(open: OpenCase, knowsName: boolean): Form {
  const { told } = open.standing;
  const lines = listPassedOn(open);
  return {
    fields: [
      { id: "impact", label: texts.form.impact, most: most.impact, value: told.impact, long: true },
      {
        id: "urgency",
        label: texts.form.urgency,
        choices: urgencies.map((id) => ({ id, label: texts.form.urgencies[id] })),
        value: told.urgency,
      },
      ...(knowsName
        ? []
        : [
            { id: "name", label: texts.form.name, most: most.name, value: told.name },
            { id: "contact", label: texts.form.contact, most: most.contact, value: told.contact },
          ]),
    ],
    keep: [
      ...lines.flatMap(({ id, line }) => (id ? [{ id, label: line }] : [])),
      { id: "conversation", label: texts.form.conversation },
    ].map((one) => ({ ...one, kept: told.leftOut?.includes(one.id) ?? false })),
    always: lines.flatMap(({ id, line }) => (id ? [] : [line])),
  };
}

/** `cut`: a field was longer than the form takes, and its end is missing. */
export type FormAnswer = { told: Told; cut: boolean };

/** What came with the press of the form's button. */
export function readPressedForm({ fields = {} }: Message, form: Form): FormAnswer {
  const text = (id: keyof typeof most) => fields[id]?.trim();
  const [impact, name, contact] = [text("impact"), text("name"), text("contact")];
  const urgency = urgencies.find((one) => one === fields.urgency);
  const leftOut = form.keep.filter(({ id }) => fields[`pass:${id}`] === "false").map(({ id }) => id);
  const asked = form.keep.some(({ id }) => fields[`pass:${id}`] !== undefined);
  const told: Told = {
    ...(impact && { impact: shortened(impact, most.impact) }),
    ...(urgency && { urgency }),
    ...(name && { name: shortened(name, most.name) }),
    ...(contact && { contact: shortened(contact, most.contact) }),
    ...(asked && { leftOut }),
  };
  return { told, cut: told.impact !== impact || told.name !== name || told.contact !== contact };
}

/** Marks the cut, and never splits a letter that JavaScript stores in two halves. */
function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

// Each pattern takes time in proportion to the text: pieces do not overlap, an address is sought only from the start of a
// piece, and a telephone number has a greatest length.
const piece = /[\p{L}\p{M}\p{N}_.+@-]+/gu;
const address = /^[\p{L}\p{M}\p{N}_.+-]+@[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)+/u;
const phone = /(?<![\w.])\+?\(?\d[\d\s()/-]{4,28}\d(?![\w.])/;
const soon = /\b(?:now|urgent\w*|asap|at once|immediately|emergency|critical|blocked|right away|stuck)\b/i;
const today = /\b(?:today|this (?:morning|afternoon|evening)|by (?:noon|tonight|\d))/i;
const later = /\b(?:can wait|no hurry|not urgent|no rush|take your time|tomorrow|next week|whenever)\b/i;

const introduced = /\b(?:my name is|this is|i am|i'm)\s+(\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*){0,2})/u;

/** The same out of free words, together with what was told before: all of them are what they cannot do meanwhile, and some tell more. */
export function readToldWords(text: string, before: Told = {}): FormAnswer {
  const read = text.slice(0, mostRead);
  const contact = findContact(read);
  const urgency = later.test(read) ? "can-wait" : soon.test(read) ? "now" : today.test(read) ? "today" : undefined;
  const name = introduced.exec(read)?.[1];
  const impact = [before.impact, text.trim()].filter(Boolean).join(" / ");
  const told: Told = {
    impact: shortened(impact, most.impact),
    ...(name && { name: shortened(name, most.name) }),
    ...(urgency && { urgency }),
    ...(contact && { contact: shortened(contact, most.contact) }),
  };
  return { told, cut: told.impact !== impact };
}

/** The first address or telephone number. */
function findContact(text: string): string | undefined {
  const number = phone.exec(text);
  for (const found of text.matchAll(piece)) {
    if (number && number.index < found.index) break;
    const [mail] = address.exec(found[0]) ?? [];
    if (mail) return mail;
  }
  return number?.[0];
}

/** "Leave out b and the conversation": what is to be kept back now, together with what was before. Undefined for other words. */
export function readLeftOut(text: string, form: Form): string[] | undefined {
  if (text.length > mostOfList) return undefined;
  const said = /^\s*(?:please )?(?:leave out|keep back|omit|do not pass on|don'?t pass on)\s+(.{1,100})$/i.exec(text);
  if (!said?.[1]) return undefined;
  const words = splitWords(said[1]).filter((word) => word !== "and" && word !== "the" && word !== "our");
  // "Keep out a while" is no list.
  if (!words.every((word) => word.length <= 2 || word === "conversation")) return undefined;
  const named = form.keep.flatMap(({ id }, at) =>
    words.includes(letterFor(at)) || (id === "conversation" && words.includes("conversation")) ? [id] : [],
  );
  if (named.length === 0) return undefined;
  return [...new Set([...form.keep.filter(({ kept }) => kept).map(({ id }) => id), ...named])];
}
