import { type Brief, emptyBrief } from "../../dialogs/wording/brief.ts";
import type { Urgency } from "../../knowledge/case/events.ts";

/** A snapshot of a hand-over. A later hand-over of the same case keeps the reference; `revision` counts from 1. */
export type TicketRecord = {
  reference: string;
  caseId: string;
  key: string;
  at: string;
  revision: number;
  package: object;
  /** Shown in lists: the person's name, the channel's name and the subject. */
  person: string;
  channel: string;
  about: string;
};

/** "with-bot": handed back and not yet handed over again. "withdrawn": the person no longer needs a technician. */
export type TicketState = "waiting" | "with-technician" | "with-bot" | "resolved" | "withdrawn" | "closed";

/** The current state of a ticket. It changes with its case, in the same transaction. */
export type TicketStanding = Brief & {
  state: TicketState;
  /** The technician who has it, or who resolved it. */
  by: string | null;
  urgency: Urgency | null;
  /** The number of open changes. */
  openChanges: number;
  /** How many times the person has had the fault. */
  times: number;
  /** The time of the case's last event. */
  changedAt: string;
};

/** Of a ticket that was just handed over, apart from what `more` says. */
export function makeStanding(changedAt: string, more: Partial<TicketStanding> = {}): TicketStanding {
  return { state: "waiting", by: null, urgency: null, openChanges: 0, times: 1, ...emptyBrief, changedAt, ...more };
}

export type ChangedTicket = TicketStanding & { reference: string };

/**
 * `at` is the time of the first hand-over, in contrast to a `TicketRecord`. `waitsSince` is the time of the last one, or of
 * the last time that the case was reopened.
 */
export type StoredTicket = TicketRecord & TicketStanding & { waitsSince: string };

/** Without the package, because lists can be long. */
export type ListedTicket = Omit<StoredTicket, "package">;

/** An entry of a ticket's audit trail: who did what. Viewing a ticket is recorded too. */
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
    | "took-back"
    | "handed-back"
    | "resolved"
    | "reopened"
    | "withdrawn"
    | "closed";
  /** A few words of detail; may be empty. Never contains what a person typed. */
  detail: string;
};

/** A note that only technicians see. The writer makes the id, so that a repeat counts once. */
export type TicketNote = { id: string; at: string; by: string; text: string };

/**
 * Selects tickets by words, or by all that is given of state, technician and open changes. Without words and states, it
 * selects those that are not closed or withdrawn. With `misread`, the one ticket whose reference is nearest to it.
 */
export type TicketSearch = {
  states?: readonly TicketState[];
  words?: string;
  misread?: string;
  by?: string;
  withOpenChanges?: boolean;
  most: number;
};

/** The number of tickets in a state, how many of them that technician has, and how many have open changes. */
export type TicketCount = { state: TicketState; count: number; theirs: number; withOpenChanges: number };

/** Tickets and their logs. */
export interface Tickets {
  find(reference: string): Promise<StoredTicket | undefined>;
  /** Newest first. */
  list(): Promise<StoredTicket[]>;
  /**
   * Sorts open tickets in the order of work: unfinished tickets first, then by urgency, then the longest wait. Closed ones
   * and results for words come newest first; tickets whose person, reference or path contain the words come before others.
   * Words match in everything that technicians may read, without case and accents. A person's name also matches by its
   * beginning, and, if the word is long enough, with one letter wrong or two swapped.
   */
  search(search: TicketSearch): Promise<ListedTicket[]>;
  /** One count for each state that a ticket has. */
  count(technician: string): Promise<TicketCount[]>;
  /** Since when the ticket waits, and how many tickets are ahead of it. Undefined when it is not waiting. */
  placeInQueue(reference: string): Promise<{ waitsSince: string; before: number } | undefined>;
  /** Oldest first. */
  log(reference: string): Promise<TicketLogEntry[]>;
  /** Idempotent by id. The search finds the note's words. */
  addNote(reference: string, note: TicketNote): Promise<void>;
  /** Oldest first. */
  notes(reference: string): Promise<TicketNote[]>;
  /** For entries that come without a turn, such as "saw". */
  addToLog(entry: TicketLogEntry): Promise<void>;
}
