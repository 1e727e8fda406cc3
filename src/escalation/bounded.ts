/** A package of a size that can be gone through in one go: people paste whole logs, and some mean harm by it. The desk has all of it. */
import type { TicketPackage } from "../tickets/ticketPackage.ts";

/** In letters: of one text, and of all that people said. What the bot said is ours, and as long as it is. */
const MOST_OF_TEXT = 8_000;
const MOST_OF_TRANSCRIPT = 40_000;
/** No path or address that a technician reads is longer, and what looks for names takes the square of it. */
const MOST_OF_WORD = 260;
/** Of several such in one text, together. */
const MOST_OF_LONG_WORDS = 1_500;
const MOST_OF_BLANK = 40;
const LONG = 40;

const longWord = new RegExp(`\\S{${LONG + 1},}`, "g");
const longBlank = new RegExp(`\\s{${MOST_OF_BLANK + 1},}`, "g");

/** What is cut says so, with how much it was. The newest of what was said stays longest. */
export function boundTicket(ticket: TicketPackage): TicketPackage {
  let room = MOST_OF_TRANSCRIPT;
  const transcript = ticket.transcript
    .map((line) => (line.who === "bot" ? line : { ...line, text: shortened(line.text) }))
    .reverse()
    .map((line) => {
      if (line.who === "bot") return line;
      room -= line.text.length;
      return room >= 0 ? line : { ...line, text: `[cut: ${line.text.length} letters]` };
    })
    .reverse();
  const { impact, facts, person } = ticket;
  return {
    ...ticket,
    ...(impact !== undefined && { impact: shortened(impact) }),
    facts: facts.map((fact) => ({ ...fact, words: shortened(fact.words) })),
    person: Object.fromEntries(
      Object.entries(person).map(([field, text]) => [field, field === "id" ? text : shortened(text ?? "")]),
    ) as TicketPackage["person"],
    transcript,
  };
}

function shortened(text: string): string {
  let room = MOST_OF_LONG_WORDS;
  const whole = text
    .replace(longWord, (word) => {
      room -= word.length;
      return word.length <= MOST_OF_WORD && room >= 0
        ? word
        : `${word.slice(0, LONG)}[cut: ${word.length - LONG} letters]`;
    })
    .replace(longBlank, (blank) => (blank.includes("\n") ? "\n" : " "));
  if (whole.length <= MOST_OF_TEXT) return whole;
  return `${whole.slice(0, MOST_OF_TEXT)}[cut: ${whole.length - MOST_OF_TEXT} letters]`;
}
