/** Rebuilds the stored record of a hand-over after the person deleted or edited a message. */
import type { Activity } from "botbuilder";
import { buildTicket } from "../../dialogs/wording/ticket.ts";
import type { Event, HandOverDetails } from "../../knowledge/case/events.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Line } from "../store/conversations.ts";
import { createPackager } from "./package.ts";
import type { TicketPackage } from "./ticketPackage.ts";
import { isSaid } from "./transcript.ts";

type Rebuilding = {
  /** The case without the deleted words. */
  open: OpenCase;
  /** All lines of the case, in order, as they are now. */
  lines: readonly Line[];
  /** What the person had told before, to recognise a name that came from a deleted message. */
  told: HandOverDetails;
  person: Activity["from"];
};

/** The same hand-over, as it would have been without the deleted words and with the edited ones. */
export function rebuildPackage(before: TicketPackage, { open, lines, told, person }: Rebuilding): TicketPackage {
  const { reference, revision, at, channel, reason, desk } = before;
  // By number, not by clock: lines of the second of the hand-over belong to one side of it.
  const transcript = lines.filter(isSaid).slice(0, before.transcript.length);
  const then = new OpenCase(open.knowledge, findHistory(open.history, revision, transcript));
  const name = person.name || (before.person.name === told.name ? "" : (before.person.name ?? ""));
  return createPackager({ channelId: channel, from: { ...person, id: before.person.id, name } })(
    { ticket: buildTicket(then, reason.id), reference, revision, at, open: then, ...(desk && { desk }) },
    transcript,
  );
}

/** The history up to the hand-over. What was deleted later does not count; what was edited later does. */
function findHistory(history: readonly Event[], revision: number, transcript: readonly Line[]): Event[] {
  const handOvers = history.flatMap(({ kind }, at) => (kind === "handed-over" ? [at] : []));
  const end = (handOvers[revision - 1] ?? history.length - 1) + 1;
  const known = (event: Event): Event =>
    event.kind === "taken-back" ? { ...event, events: event.events.filter((at) => at < end) } : event;
  const deletions = history.slice(end).filter((event) => event.kind === "taken-back" && event.deleted);
  const edits = transcript.flatMap(({ mark, events }) =>
    mark === "edited" && events && events.from >= end ? history.slice(events.from, events.to) : [],
  );
  return [...history.slice(0, end), ...[...deletions, ...edits].map(known)];
}
