/**
 * Bounds the size of a package, because redaction takes time that grows with it: people paste whole logs, and some intend
 * harm. The desk keeps the whole text.
 */
import type { TicketPackage } from "../tickets/ticketPackage.ts";

/** In characters: one text, and all texts of people together. The bot's texts are our own and not cut. */
const MOST_OF_TEXT = 8_000;
const MOST_OF_TRANSCRIPT = 40_000;
/** No path or address that technicians need is longer. The search for names takes quadratic time in the length of a word. */
const MOST_OF_WORD = 260;
/** All long words of one text together. */
const MOST_OF_LONG_WORDS = 1_500;
const MOST_OF_BLANK = 40;
const LONG = 40;

const longWord = new RegExp(`\\S{${LONG + 1},}`, "g");
const longBlank = new RegExp(`\\s{${MOST_OF_BLANK + 1},}`, "g");

/** Marks each cut with the number of characters. Cuts the oldest lines first. */
export function boundTicket(ticket: TicketPackage): TicketPackage {
  let room = MOST_OF_TRANSCRIPT;
  const transcript = ticket.transcript
    .map((line) => (line.who === "bot" ? line : { ...line, text: shorten(line.text) }))
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
    ...(impact !== undefined && { impact: shorten(impact) }),
    facts: facts.map((fact) => ({ ...fact, words: shorten(fact.words) })),
    person: Object.fromEntries(
      Object.entries(person).map(([field, text]) => [field, field === "id" ? text : shorten(text ?? "")]),
    ) as TicketPackage["person"],
    transcript,
  };
}

function shorten(text: string): string {
  let room = MOST_OF_LONG_WORDS;
  const shortWords = text
    .replace(longWord, (word) => {
      room -= word.length;
      return word.length <= MOST_OF_WORD && room >= 0
        ? word
        : `${word.slice(0, LONG)}[cut: ${word.length - LONG} letters]`;
    })
    .replace(longBlank, (blank) => (blank.includes("\n") ? "\n" : " "));
  if (shortWords.length <= MOST_OF_TEXT) return shortWords;
  return `${shortWords.slice(0, MOST_OF_TEXT)}[cut: ${shortWords.length - MOST_OF_TEXT} letters]`;
}
