/** Puts who, where, when and the transcript to what the case says: the ticket as it is stored. */
import type { Activity } from "botbuilder";
import type { Provenance } from "../../dialogs/cards.ts";
import type { Event, Told } from "../../knowledge/case.ts";
import type { MakePackage } from "../openTurn.ts";
import type { Line } from "../store/store.ts";
import type { Said, TicketPackage } from "./ticketPackage.ts";

/** For the person of this activity. */
export function packageOf({ channelId, from }: Pick<Activity, "channelId" | "from">): MakePackage {
  return ({ ticket, told, history, ...when }, lines): TicketPackage => {
    const name = from?.name || told.name;
    return {
      ...ticket,
      ...when,
      channel: channelId,
      person: {
        id: from?.id ?? "",
        ...(name && { name }),
        ...(told.contact && { contact: told.contact }),
        ...(ticket.facts.some(({ fact, answer }) => fact === "on-behalf" && answer === "yes") && {
          onBehalf: "a caller",
        }),
      },
      redacted: { secrets: 0, people: 0, hosts: 0 },
      transcript: lines.map(transcriber(told, history)),
    };
  };
}

/** How a line of the conversation is told to technicians, given what the person keeps to themselves. */
export function transcriber({ leftOut = [] }: Told, history: readonly Event[]): (line: Line) => Said {
  const kept = wordsLeftOut(leftOut, history);
  return (line) => {
    const { who, at, text, provenance, activity } = line;
    const name = who === "technician" ? (activity as Partial<Activity>).from?.name : undefined;
    const said = { who, at, ...(name && { name }) };
    // What was said to and by technicians is theirs.
    const hidden = who !== "technician" && (leftOut.includes("conversation") || kept.some((one) => tells(text, one)));
    if (hidden) return { ...said, text: "", leftOut: true };
    return { ...said, text, ...((provenance as Provenance | null)?.by && { by: "model" as const }) };
  };
}

/** The words by which what is left out was told. */
function wordsLeftOut(leftOut: readonly string[], history: readonly Event[]): string[] {
  const words = history.flatMap((event) => {
    if (event.kind === "answered" && leftOut.includes(event.fact)) return [event.words];
    if (event.kind === "filled" && leftOut.includes(event.blank)) return [event.value ?? ""];
    if (event.kind === "codes" && leftOut.includes("code")) return event.codes.map(({ from }) => from);
    return [];
  });
  return [...new Set(words.map(flat).filter(Boolean))];
}

/** A short answer such as "no" tells it only where it is the whole line. */
function tells(text: string, words: string): boolean {
  const line = flat(text);
  return line === words || (words.length > 4 && line.includes(words));
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim().toLowerCase();
}
