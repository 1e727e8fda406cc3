/** The texts of a package: all that somebody wrote or that was written about somebody, and nothing by which machines tell one thing from another. */
import type { TicketPackage } from "../tickets/ticketPackage.ts";

/** "spoken": in somebody's own words. "made": ours, with values of the person filled in. The others are a field of their own. */
export type Place = "spoken" | "made" | "person" | "contact" | "on-behalf" | "technician" | "host";

// Ids, numbers and times: nobody's words, and others rely on them.
const kept = new Set(
  `version reference revision at channel tree who where by cause standing what step look learns fact origin urgency kind hex
  redacted leftOut`.split(/\s+/),
);
/** The blanks of a tree that hold the name of a machine. */
const hostBlank = /(?:^|-)(?:host|server|computer|gateway|address)(?:-|$)/;

/** The same package with each text as `tell` gives it back, always in the same order. */
export function withTexts(ticket: TicketPackage, tell: (text: string, place: Place) => string): TicketPackage {
  const made = (value: unknown): unknown => {
    if (typeof value === "string") return tell(value, "made");
    if (Array.isArray(value)) return value.map(made);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, kept.has(key) ? part : made(part)]));
  };
  const { person, impact, facts, transcript, ...rest } = ticket;
  return {
    ...(made(rest) as typeof rest),
    person: {
      id: tell(person.id, "person"),
      ...(person.name !== undefined && { name: tell(person.name, "person") }),
      ...(person.contact !== undefined && { contact: tell(person.contact, "contact") }),
      ...(person.onBehalf !== undefined && { onBehalf: tell(person.onBehalf, "on-behalf") }),
    },
    ...(impact !== undefined && { impact: tell(impact, "spoken") }),
    facts: facts.map((one) => {
      // What was given for a blank of a command is a value and no answer of the tree.
      const isValue = one.answer === one.label && one.answer === one.words;
      const value: Place = isValue ? (hostBlank.test(one.fact) ? "host" : "spoken") : "made";
      return {
        ...one,
        question: tell(one.question, "made"),
        answer: isValue ? tell(one.answer, value) : one.answer,
        label: tell(one.label, value),
        words: tell(one.words, isValue ? value : "spoken"),
      };
    }),
    transcript: transcript.map(({ name, text, ...line }) => ({
      ...line,
      ...(name !== undefined && { name: tell(name, "technician") }),
      text: tell(text, line.who === "bot" ? "made" : "spoken"),
    })),
  };
}
