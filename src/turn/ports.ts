/** Ports that a turn needs; higher rooms implement them. */
import type { Activity } from "botbuilder";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Line } from "../store/conversations.ts";
import type { NumberedLine } from "../tickets/activities.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";

/** What a turn needs to know about a target: its id, and how to redact a package for it. */
export type Recipient = { id: string; redact(ticket: TicketPackage): TicketPackage };

/** Handles a status event of an agent hub. An unknown or late status changes nothing. */
export type HandleHubStatus = (activity: Activity) => Promise<void>;

/**
 * Makes the transcript line that tells an agent hub about a hand-over, from its package and from the lines of the case.
 * Undefined when the activity is not from a hub.
 */
export type InitiateHandoff = (
  activity: Activity,
  line: { conversation: string; at: string; newId: () => string },
) =>
  | ((ticket: TicketPackage, of: { open: OpenCase; caseId: string; lines: readonly NumberedLine[] }) => Line)
  | undefined;
