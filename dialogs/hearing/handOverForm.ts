/** The offer of a hand-over: what is passed on, what the person keeps back, and what technicians need first. */
import { between } from "../../knowledge/case/erase.ts";
import type { HandOverDetails, Urgency } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { type Line, listCodes, listDone, listFacts } from "../wording/summary.ts";
import { type Form, formatLetter } from "../wording/wording.ts";
import { sentence } from "../words/sentence.ts";
import { findDetailsInReply, most, nameBefore, saysMore, withoutDetails } from "./details.ts";
import type { Message } from "./message.ts";
import { shorten } from "./shorten.ts";

/** A longer message is not a list of things to leave out. */
const mostOfList = 200;
const urgencies: Urgency[] = ["now", "today", "can-wait"];

/** The lines that are passed on besides the conversation. A line with an id can be kept back. */
export function listPassedOn(open: OpenCase): Line[] {
  return [...listCodes(open), ...listFacts(open), ...listDone(open)];
}

/** The name under which a hand-over would go out now, and how to reach the person. `known` chooses the form of a sentence. */
export type Sender = { known: "both" | "name" | "contact" | "none"; name: string; contact: string };

/** `channelName`: the person's name on the channel, where technicians can reach the person. */
export function findSender({ name: said = "", contact = "" }: HandOverDetails, channelName = ""): Sender {
  const name = channelName || said;
  return { known: name && contact ? "both" : name ? "name" : contact ? "contact" : "none", name, contact };
}

export function buildForm(open: OpenCase, channelName = ""): Form {
  const { told } = open.standing;
  const lines = listPassedOn(open);
  const question = findQuestion(told, channelName);
  return {
    offer: sentence("form.offer", findSender(told, channelName)),
    ...(question && { question: question.words }),
    fields: [
      { id: "impact", label: sentence("form.impact"), most: most.impact, value: told.impact, long: true },
      {
        id: "urgency",
        label: sentence("form.urgency"),
        choices: urgencies.map((id) => ({ id, label: sentence(`form.urgencies.${id}`) })),
        value: told.urgency,
      },
      ...(channelName ? [] : [{ id: "name", label: sentence("form.name"), most: most.name, value: told.name }]),
      { id: "contact", label: sentence("form.contact"), most: most.contact, value: told.contact },
    ],
    keep: [
      ...lines.flatMap(({ id, line }) => (id ? [{ id, label: line }] : [])),
      { id: "conversation", label: sentence("form.conversation") },
    ].map((item) => ({ ...item, kept: told.leftOut?.includes(item.id) ?? false })),
    always: lines.flatMap(({ id, line }) => (id ? [] : [line])),
  };
}

type Asked = NonNullable<HandOverDetails["skipped"]>[number];

/** The next of the three short questions for channels without forms. Undefined once each is answered or skipped. */
export function findQuestion(told: HandOverDetails, channelName = ""): { asked: Asked; words: string } | undefined {
  const isOpen = (asked: Asked) => told[asked] === undefined && !told.skipped?.includes(asked);
  if (isOpen("impact")) return { asked: "impact", words: sentence("form.impact") };
  if (isOpen("urgency")) return { asked: "urgency", words: sentence("form.ask-urgency") };
  if (!isOpen("contact")) return undefined;
  const isNamed = Boolean(channelName || told.name);
  return { asked: "contact", words: isNamed ? sentence("form.contact") : sentence("form.ask-name-and-contact") };
}

/** `cut`: a field was too long for the form and was shortened. */
export type FormAnswer = { told: HandOverDetails; cut: boolean };

/** Reads the fields that came with the press of the form's button. */
export function readPressedForm({ fields = {} }: Message, form: Pick<Form, "keep">): FormAnswer {
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

const skipping =
  /^\W*(?:skip(?: (?:it|this|that))?|next|pass|none|nothing|n\/?a|(?:i )?(?:don'?t|do not) (?:know|want to say)|no idea|not sure|dunno|(?:it )?(?:doesn'?t|does not) matter|leave it|whatever)\W*$/i;
/** "In room 12", "just write me on Teams". */
const place = /\b(?:room|office|desk|floor|building|teams|slack|chat|here|home|reception|counter)\b/i;
/** A longer reply says more than the short question asked for. */
const mostOfAnswer = 80;

/** "Skip", "no idea" */
export const skipsQuestion = (text: string): boolean => text.length < mostOfAnswer && skipping.test(text);

/**
 * Reads a reply to the offer. It can answer the question that was asked, all of them at once, or add something for the
 * technicians. A question that the reply leaves open is not asked again.
 */
export function readTold(text: string, before: HandOverDetails, asked?: Asked): FormAnswer {
  const isSkip = skipsQuestion(text);
  const details = isSkip ? {} : findDetailsInReply(text);
  const name = asked === "contact" && !before.name ? (details.name ?? nameBefore.exec(text)?.[1]) : details.name;
  const told: HandOverDetails = { ...details, ...(name && { name: shorten(name, most.name) }) };
  const isPlace = asked === "contact" && !details.contact && text.length <= mostOfAnswer && place.test(text);
  if (isPlace) told.contact = text.trim();
  let cut = false;
  // "Today is enough" is no more than the answer.
  const isAnswer = isPlace || (asked === "urgency" && told.urgency !== undefined && text.length <= mostOfAnswer);
  if (!isSkip && !isAnswer && saysMore(text, told)) {
    const impact = [before.impact, withoutDetails(text, told)].filter(Boolean).join(between);
    told.impact = shorten(impact, most.impact);
    cut = told.impact !== impact;
  }
  if (asked && told[asked] === undefined) told.skipped = [...(before.skipped ?? []), asked];
  return { told, cut };
}

const passedOn =
  /\b(?:what|which|show)\b.{0,30}\b(?:pass(?:ed|es|ing)?|hand(?:ed|ing)?|give|given|send|sent|share|shared|forward(?:ed)?|tell|told)\b.{0,20}\b(?:on|over|them|technicians?|along)\b|\b(?:did|have) (?:you|they) (?:pass|give|gave|send|sent|tell|told|forward|get|got|have)\w*\b.{0,30}\b(?:number|name|phone|mobile|time|address|details)\b/i;

/** "What is passed on?", "Did you give them my number?" */
export function asksWhatIsPassedOn(text: string): boolean {
  return (
    text.length < mostOfList &&
    passedOn.test(text) &&
    !/\b(?:i|we) (?:have |already )?(?:told|gave|sent|passed)\b/i.test(text)
  );
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
