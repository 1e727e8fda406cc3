/** The ports through which dialogs reach the outside world. `src/turn/talk.ts` implements them. */
import type { TurnContext } from "botbuilder-core";
import type { OpenCase } from "../knowledge/case/openCase.ts";
import type { HelpDesk, Outlook } from "./wording/helpDesk.ts";
import type { Ticket } from "./wording/ticket.ts";

export type CaseBook = {
  current(context: TurnContext): OpenCase;
  /** Opens a new case for the same person. The previous case does not change. */
  startOver(context: TurnContext): OpenCase;
};

/** Stores a ticket in the transaction of this turn and returns its reference. */
export type HandOver = (context: TurnContext, ticket: Ticket) => { reference: string };

/** Asks what the desk can promise a waiting person; with a subject, also about that ticket and that technician. */
export type LookAtDesk = (subject?: { reference?: string; technician?: string }) => Promise<Outlook>;

/** Whether technicians' answers go out by mail to a person who is not in the chat. In some channels they arrive anyway. */
export type MailsAnswers = (context: TurnContext) => boolean;

/** Whether the person's page shows above the chat who has the case, their place in the queue and how to reach the help desk. */
export type ShowsDesk = (context: TurnContext) => boolean;

export type World = {
  cases: CaseBook;
  handOver: HandOver;
  helpDesk: HelpDesk;
  desk: LookAtDesk;
  mailsAnswers: MailsAnswers;
  showsDesk: ShowsDesk;
};
