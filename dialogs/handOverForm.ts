/** The one form before a hand-over: what is passed on, what may be kept back, and what a technician would ask first. */
import { standingOf, type Told, type Urgency } from "../knowledge/case.ts";
import { wordsOf } from "../knowledge/words.ts";
import type { Message } from "./hear.ts";
import type { OpenCase } from "./ports.ts";
import { codesInSummary, doneInSummary, factsInSummary, type Line } from "./summary.ts";
import { texts } from "./texts.ts";
import { type Form, letterOf } from "./wording.ts";

/** In letters; all together have to fit into what a button may send along. */
const most = { impact: 1_000, name: 80, contact: 150 } as const;
const urgencies: Urgency[] = ["now", "today", "can-wait"];

/** What is passed on besides the conversation, line by line; a line with an id can be kept back. */
export function passedOnLines(open: OpenCase): Line[] {
  return [...codesInSummary(open, "bare"), ...factsInSummary(open), ...doneInSummary(open)];
}

/** `knowsName`: the channel tells who it is, and the person can be reached there. */
export function formOf(open: OpenCase, knowsName: boolean): Form {
  const { told } = standingOf(open.knowledge.tree, open.history);
  const lines = passedOnLines(open);
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

/** What came with the press of the form's button. */
export function toldByPress({ fields = {} }: Message, form: Form): Told {
  const text = (id: keyof typeof most) => fields[id]?.trim().slice(0, most[id]);
  const [impact, name, contact] = [text("impact"), text("name"), text("contact")];
  const urgency = urgencies.find((one) => one === fields.urgency);
  const leftOut = form.keep.filter(({ id }) => fields[`pass:${id}`] === "false").map(({ id }) => id);
  const asked = form.keep.some(({ id }) => fields[`pass:${id}`] !== undefined);
  return {
    ...(impact && { impact }),
    ...(urgency && { urgency }),
    ...(name && { name }),
    ...(contact && { contact }),
    ...(asked && { leftOut }),
  };
}

const reachable = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])\+?\(?\d[\d\s()/-]{4,}\d(?![\w.])/;
const soon = /\b(?:now|urgent\w*|asap|at once|immediately|emergency|critical|blocked|right away|stuck)\b/i;
const today = /\b(?:today|this (?:morning|afternoon|evening)|by (?:noon|tonight|\d))/i;
const later = /\b(?:can wait|no hurry|not urgent|no rush|take your time|tomorrow|next week|whenever)\b/i;

const introduced = /\b(?:my name is|this is|i am|i'm)\s+(\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’.-]*){0,2})/u;

/** The same out of free words, together with what was told before: all of them are what they cannot do meanwhile, and some tell more. */
export function toldByWords(text: string, before: Told = {}): Told {
  const contact = reachable.exec(text)?.[0];
  const urgency = later.test(text) ? "can-wait" : soon.test(text) ? "now" : today.test(text) ? "today" : undefined;
  const name = introduced.exec(text)?.[1];
  return {
    impact: [before.impact, text.trim()].filter(Boolean).join(" / ").slice(0, most.impact),
    ...(name && { name: name.slice(0, most.name) }),
    ...(urgency && { urgency }),
    ...(contact && { contact: contact.slice(0, most.contact) }),
  };
}

/** "Leave out b and the conversation": what is to be kept back now, together with what was before. Undefined for other words. */
export function leftOutByWords(text: string, form: Form): string[] | undefined {
  const said = /^\s*(?:please )?(?:leave out|keep back|omit|do not pass on|don'?t pass on)\s+(.{1,100})$/i.exec(text);
  if (!said?.[1]) return undefined;
  const words = wordsOf(said[1]).filter((word) => word !== "and" && word !== "the" && word !== "our");
  // "Keep out a while" is no list.
  if (!words.every((word) => word.length <= 2 || word === "conversation")) return undefined;
  const named = form.keep.flatMap(({ id }, at) =>
    words.includes(letterOf(at)) || (id === "conversation" && words.includes("conversation")) ? [id] : [],
  );
  if (named.length === 0) return undefined;
  return [...new Set([...form.keep.filter(({ kept }) => kept).map(({ id }) => id), ...named])];
}
