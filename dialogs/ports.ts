/** What a dialog may ask of the world. src/ implements these, and main.ts hands them in. */
import type { TurnContext } from "botbuilder-core";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import type { HelpDesk, Outlook } from "./wording/helpDesk.ts";
import type { Ticket } from "./wording/ticket.ts";

export type CaseBook = {
  current(context: TurnContext): OpenCase;
  /** A new case for the same person; the one before stays as it is. */
  startOver(context: TurnContext): OpenCase;
};

/** Stores a ticket with this turn and returns the reference by which it can be found from then on. */
export type HandOver = (context: TurnContext, ticket: Ticket) => { reference: string };

/** How things stand at the desk; of that ticket and that technician too, where they are named. */
export type LookAtDesk = (about?: { reference?: string; technician?: string }) => Promise<Outlook>;

export type World = { cases: CaseBook; handOver: HandOver; helpDesk: HelpDesk; desk: LookAtDesk };
