/** Takes one reading back that the person names, or whose chip they press: "not VPN". */
import { type Event, findTakenBack } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { splitWords } from "../../knowledge/reading/words.ts";
import { nameAnswer, pressPrefix } from "../wording/chips.ts";
import { sentence } from "../words/sentence.ts";
import { listReadings } from "./listReadings.ts";
import type { Message } from "./message.ts";

const removing = /^\s*(?:(?:no|nope|sorry|wait)[\s,]+)*(?:not|remove|without|wrong:?)\s+["“]?(.{2,40}?)["”]?[\s.!]*$/iu;

/** Returns the reply; undefined for words that name no known answer. */
export function removeReading(open: OpenCase, text: string): string | undefined {
  const [, said = ""] = removing.exec(text) ?? [];
  const words = splitWords(said).join(" ");
  if (words === "") return undefined;
  const { tree } = open.knowledge;
  const gone = findTakenBack(open.history);
  for (const [fact, { answers }] of open.standing.facts)
    for (const answer of answers) {
      const chip = nameAnswer(tree, fact, answer);
      if (splitWords(chip).join(" ") !== words) continue;
      const events = open.history.flatMap((event, at) =>
        event.kind === "answered" && event.fact === fact && event.answers.includes(answer) && !gone.has(at) ? [at] : [],
      );
      open.add({ kind: "taken-back", events });
      return sentence("took-back", { what: chip });
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
