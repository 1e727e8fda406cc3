/** Takes one reading back that the person names, or whose chip they press: "not VPN". */
import { type Event, findTakenBack } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { nameAnswer, pressPrefix } from "../wording/chips.ts";
import { sentence } from "../words/sentence.ts";
import { listReadings } from "./listReadings.ts";
import type { Message } from "./message.ts";

const removing = [
  /^(?:(?:no|nope|sorry|wait|and|ok)[\s,]+)*(?:not|remove|without|wrong:?)\s+["“]?(.{2,40}?)["”]?$/iu,
  /^(?:(?:no|nope|sorry|wait|and|but)[\s,]+)*["“]?(.{2,40}?)["”]? (?:is|was) wrong$/iu,
  /^(?:(?:no|nope|sorry|wait|and|but)[\s,]+)*i (?:said|meant|wrote) not (?:a |an |the )?["“]?(.{2,40}?)["”]?$/iu,
];

/** `more`: the message says something else as well. */
export type Removed = { reply: string; more: boolean };

/** Takes back the readings that the message names: "not VPN", "VPN is wrong". Undefined if it names none. */
export function removeReading(open: OpenCase, text: string): Removed | undefined {
  if (text.length > 300) return undefined;
  const clauses = text.split(/[.,;!?\n]+/).map((clause) => clause.trim());
  const named = clauses.map((clause) => removing.map((pattern) => pattern.exec(clause)?.[1]).find(Boolean));
  const taken = named.map((words) => (words ? removeNamed(open, words) : undefined));
  const what = [...new Set(taken.filter((chip) => chip !== undefined))];
  if (what.length === 0) return undefined;
  const isRest = (clause: string, at: number) => taken[at] === undefined && splitWords(clause).length > 1;
  return { reply: sentence("took-back", { what: what.join("; ") }), more: clauses.some(isRest) };
}

/** Returns the name of the reading that was taken back. */
function removeNamed(open: OpenCase, said: string): string | undefined {
  const words = splitWords(said).join(" ");
  const { tree } = open.knowledge;
  const gone = findTakenBack(open.history);
  for (const [fact, { answers }] of open.standing.facts)
    for (const answer of answers) {
      const chip = nameAnswer(tree, fact, answer);
      if (splitWords(chip).join(" ") !== words) continue;
      const events = open.history.flatMap((event, at) =>
        event.kind === "answered" && event.fact === fact && event.answers.includes(answer) && !gone.has(at) ? [at] : [],
      );
      // The rest of the message must not bring it back as a suspicion.
      open.add({ kind: "taken-back", events }, { kind: "not-meant", fact, answer, group: open.history.length + 1 });
      return chip;
    }
  return undefined;
}

/** Whether the message is a press on a chip, of whatever case. */
export function isChipPress({ press }: Message): boolean {
  return press?.move.startsWith(pressPrefix) ?? false;
}

/** `isGone`: the reading was taken back before. */
type Removal = { reply: string; isGone: boolean };

/**
 * Takes the reading back whose chip was pressed. Undefined for any other message, for a chip of an earlier case, and while
 * the technicians have the case.
 */
export function removePressed(open: OpenCase, message: Message): Removal | undefined {
  const { move } = open;
  const isTheirs = (move.kind === "hand-over" && move.reference) || move.kind === "confirm" || move.kind === "close";
  if (!message.press || !isChipPress(message) || isTheirs) return undefined;
  const group = Number(message.press.move.slice(pressPrefix.length));
  const reading = listReadings(open, group).find(({ id }) => id === message.press?.choice);
  if (!reading) return undefined;
  const what = reading.name;
  const gone = findTakenBack(open.history);
  const places = reading.places.filter((at) => !gone.has(at));
  if (places.length === 0) return { reply: sentence("took-back-already", { what }), isGone: true };
  const supposed = open.history[places[0] ?? -1];
  if (supposed?.kind === "supposed") return refuseSupposed(open, supposed, what);
  open.add({ kind: "taken-back", events: places });
  return { reply: sentence("took-back", { what }), isGone: false };
}

// Only an answer that was not meant is never asked back again.
function refuseSupposed(
  open: OpenCase,
  { fact, answers: [answer = ""] }: Extract<Event, { kind: "supposed" }>,
  what: string,
): Removal | undefined {
  const { supposed, notMeant } = open.standing;
  if (notMeant.has(`${fact}: ${answer}`)) return { reply: sentence("took-back-already", { what }), isGone: true };
  // The person has confirmed it, or said something else since.
  if (supposed.get(fact)?.answers[0] !== answer) return undefined;
  open.add({ kind: "not-meant", fact, answer, group: open.history.length });
  return { reply: sentence("took-back", { what }), isGone: false };
}
