/** Visits the texts of a hand-over: what people wrote and what was written about them, but no ids. */
import type { Attachment } from "botbuilder";
import type { HandOver } from "../tickets/activities.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";

/** "spoken": a person's own words. "made": our words, with the person's values filled in. The others are whole fields. */
export type Place = "spoken" | "made" | "person" | "contact" | "on-behalf" | "technician" | "host";

// Ids, numbers and times: programs rely on them, and they contain no names.
const kept = new Set(
  `version reference revision at channel tree who where by cause standing what step look learns fact origin urgency kind hex
  redacted leftOut deleted edited desk`.split(/\s+/),
);
/** The fields of a card that only programs read. The data of its buttons repeats what the person sees. */
const keptInCards = new Set(["type", "$schema", "version", "contentType"]);
/** Matches the blanks of a tree that hold the name of a machine. */
const hostBlank = /(?:^|-)(?:host|server|computer|gateway|address)(?:-|$)/;

type Replace = (text: string, place: Place) => string;

/** Returns the hand-over with each text replaced by what `replace` returns. Visits the texts always in the same order. */
export function replaceTexts({ ticket, shown }: HandOver, replaceText: Replace): HandOver {
  const replace = remember(replaceText);
  return {
    ticket: replaceInPackage(ticket, replace),
    shown: shown.map(({ cards, ...line }) => ({
      ...line,
      cards: replaceMade(cards, keptInCards, replace) as Attachment[],
    })),
  };
}

/** Cards repeat the texts of their lines and the buttons of each other. */
function remember(replace: Replace): Replace {
  const replaced = new Map<Place, Map<string, string>>();
  return (text, place) => {
    const texts = replaced.get(place) ?? new Map<string, string>();
    replaced.set(place, texts);
    const result = texts.get(text) ?? replace(text, place);
    texts.set(text, result);
    return result;
  };
}

function replaceMade(value: unknown, keptFields: ReadonlySet<string>, replace: Replace): unknown {
  if (typeof value === "string") return replace(value, "made");
  if (Array.isArray(value)) return value.map((part) => replaceMade(part, keptFields, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      keptFields.has(key) ? part : replaceMade(part, keptFields, replace),
    ]),
  );
}

function replaceInPackage(ticket: TicketPackage, replace: Replace): TicketPackage {
  const { person, computer, since, impact, facts, transcript, ...rest } = ticket;
  return {
    ...(replaceMade(rest, kept, replace) as typeof rest),
    person: {
      id: replace(person.id, "person"),
      ...(person.name !== undefined && { name: replace(person.name, "person") }),
      ...(person.contact !== undefined && { contact: replace(person.contact, "contact") }),
      ...(person.onBehalf !== undefined && { onBehalf: replace(person.onBehalf, "on-behalf") }),
    },
    ...(computer && {
      computer: {
        ...(replaceMade(computer, kept, replace) as typeof computer),
        ...(computer.name !== undefined && { name: replace(computer.name, "host") }),
      },
    }),
    ...(since !== undefined && { since: replace(since, "spoken") }),
    ...(impact !== undefined && { impact: replace(impact, "spoken") }),
    facts: facts.map((entry) => {
      // The person's value for a blank of a command is not an answer of the tree.
      const isValue = entry.answer === entry.label && entry.answer === entry.words;
      const value: Place = isValue ? (hostBlank.test(entry.fact) ? "host" : "spoken") : "made";
      return {
        ...entry,
        question: replace(entry.question, "made"),
        answer: isValue ? replace(entry.answer, value) : entry.answer,
        label: replace(entry.label, value),
        words: replace(entry.words, isValue ? value : "spoken"),
      };
    }),
    transcript: transcript.map(({ name, text, ...line }) => ({
      ...line,
      ...(name !== undefined && { name: replace(name, "technician") }),
      text: replace(text, line.who === "bot" ? "made" : "spoken"),
    })),
  };
}
