/** What a dialog may ask of the world. src/ implements these, and main.ts hands them in. */
import type { TurnContext } from "botbuilder-core";
import type { Event } from "../knowledge/case.ts";
import type { Knowledge } from "../knowledge/understand.ts";
import type { Ticket } from "./ticket.ts";

/** The case of the person who speaks in this turn. What is added is stored with the turn, whole or not at all. */
export type OpenCase = {
  /** The tree the case was opened with, even when a newer one has come since. */
  readonly knowledge: Knowledge;
  readonly history: readonly Event[];
  add(...events: Event[]): void;
};

export type CaseBook = {
  current(context: TurnContext): OpenCase;
  /** A new case for the same person; the one before stays as it is. */
  startOver(context: TurnContext): OpenCase;
};

/** Stores a ticket with this turn and returns the reference by which it can be found from then on. */
export type HandOver = (context: TurnContext, ticket: Ticket) => { reference: string };

/** Whom a person can turn to, in the words of the configuration. */
export type HelpDesk = { name: string; contact?: string | undefined; hours?: string | undefined };

export type World = { cases: CaseBook; handOver: HandOver; helpDesk: HelpDesk };
