/** What a turn asks of the rooms above it. */
import type { Activity } from "botbuilder";
import type { Line } from "../store/conversations.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";

/** A target that receives each hand-over, as far as a turn has to know it: its id, and what may leave for it. */
export type Recipient = { id: string; redact(ticket: TicketPackage): TicketPackage };

/** Takes a status event of an agent hub. An unknown status, or one that comes too late, changes nothing. */
export type HandleHubStatus = (activity: Activity) => Promise<void>;

/** Makes the transcript line that tells an agent hub of a hand-over; undefined where no hub speaks for the person of that activity. */
export type InitiateHandoff = (
  activity: Activity,
  about: { conversation: string; at: string; newId: () => string },
) => ((ticket: TicketPackage, caseId: string) => Line) | undefined;
