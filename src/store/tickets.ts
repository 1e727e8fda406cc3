import type { Urgency } from "../../knowledge/case/events.ts";

/** A hand-over as it was at that moment. Another hand-over of the same case keeps the reference; `revision` counts from 1. */
export type TicketRecord = {
  reference: string;
  caseId: string;
  key: string;
  at: string;
  revision: number;
  package: object;
  /** What a list shows of it, in words: the person, where they write from, and the subject. */
  person: string;
  channel: string;
  about: string;
};

/** "with-bot": handed back, and not handed over again yet; "withdrawn": the person no longer needs a technician. */
export type TicketState = "waiting" | "with-technician" | "with-bot" | "resolved" | "withdrawn" | "closed";

/** How a ticket stands now. It changes with its case, in the same transaction. */
export type TicketStanding = {
  state: TicketState;
  /** The technician who has it, or who resolved it. */
  by: string | null;
  urgency: Urgency | null;
  /** The number of changes that still have to be undone. */
  openChanges: number;
  /** When anything last happened in its case. */
  changedAt: string;
};

export type ChangedTicket = TicketStanding & { reference: string };

/** `at` is the time of the first hand-over. */
export type StoredTicket = TicketRecord & TicketStanding;

/** Without the package, because a list may be long. */
export type ListedTicket = Omit<StoredTicket, "package">;

/** The audit trail of a ticket: who did what. Looking at it counts. */
export type TicketLogEntry = {
  reference: string;
  at: string;
  /** A technician's name, "person" or "bot". */
  who: string;
  what:
    | "handed-over"
    | "saw"
    | "claimed"
    | "released"
    | "said"
    | "recorded"
    | "handed-back"
    | "resolved"
    | "reopened"
    | "withdrawn"
    | "closed";
  /** A few words that say more; empty when `what` says it all. Never contains what a person typed. */
  detail: string;
};

/** Selects tickets by words, by state, or, with neither, all that are not closed or withdrawn. */
export type TicketSearch = { states?: readonly TicketState[]; words?: string; most: number };

/** Tickets and their logs. */
export interface Tickets {
  find(reference: string): Promise<StoredTicket | undefined>;
  /** Newest first. */
  list(): Promise<StoredTicket[]>;
  /**
   * Open tickets come in the order of work: waiting or with a technician first, then the most urgent, then the one that
   * has waited longest. Results for words or states come newest first. Words match in everything technicians may read;
   * upper and lower case are equal.
   */
  search(search: TicketSearch): Promise<ListedTicket[]>;
  /** How many tickets are in each state. */
  count(): Promise<{ state: TicketState; count: number }[]>;
  /** When the ticket was first handed over, and how many stand before it in the queue. Undefined when it does not wait. */
  placeInQueue(reference: string): Promise<{ at: string; before: number } | undefined>;
  /** Oldest first. */
  log(reference: string): Promise<TicketLogEntry[]>;
  /** For entries that change nothing else, such as "saw". */
  addToLog(entry: TicketLogEntry): Promise<void>;
}
