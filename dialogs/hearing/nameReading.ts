/** Names a reading of a report by its lines. */
import type { Event } from "../../knowledge/case/events.ts";

/** The lines that a reading rests on. A blank is filled from the line of its own name. */
export function nameReading(event: Event): string | undefined {
  if (event.kind === "answered" && event.origin === "pasted") return event.words;
  return event.kind === "filled" && event.value !== null ? `${event.blank}: ${event.value}` : undefined;
}
