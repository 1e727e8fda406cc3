/** What technicians can do with a ticket: the port between the desk's pages and the case. */

import type { Choice } from "../../dialogs/wording/wording.ts";
import type { HandOverDetails, Urgency } from "../../knowledge/case/events.ts";
import type { StoredDelivery } from "../store/deliveries.ts";
import type { TicketLogEntry, TicketNote, TicketState } from "../store/tickets.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";

/** A technician who is signed in, by the name that people see. */
export type Technician = { name: string };

/**
 * One line of the queue. `at` is the time of the first hand-over, `waitsSince` of the last one or of a reopening, and
 * `changedAt` of the last change, all ISO 8601.
 */
export type QueueEntry = {
  reference: string;
  state: TicketState;
  /** The technician who has it or resolved it. */
  by: string | null;
  at: string;
  waitsSince: string;
  changedAt: string;
  urgency: Urgency | null;
  /** The person's name or id, with "on behalf of" if they write for a caller. */
  person: string;
  channel: string;
  /** What the person cannot do meanwhile, or their first words. */
  about: string;
  /** "VPN → officepc17"; empty if nothing is known. */
  path: string;
  /** A short name of the cause to look at first. */
  suspect: string | null;
  /** How many fixes and tests were tried. */
  tried: number;
  /** The two-letter code of the person's language, if it is not ours. */
  language: string | null;
  openChanges: number;
  /** How many times the person has had the fault. */
  times: number;
  /** Whether the person wrote last. */
  unanswered: boolean;
  /** Deliveries of this ticket that were given up. */
  deadDeliveries: number;
};

/** `leftOut`: the person keeps this line back. `deleted`: the person deleted it, or what it repeats. Both have no text. */
export type SaidLine = {
  /** Increases within a ticket. */
  row: number;
  who: "person" | "bot" | "technician";
  /** The technician's name; empty for the others. */
  name: string;
  at: string;
  text: string;
  byModel: boolean;
  leftOut: boolean;
  deleted?: boolean;
  edited?: boolean;
  /** A reply or message that the person's channel has not taken yet. */
  unsent: boolean;
  /** What the person's words to a technician seem to say and the case does not know yet. */
  offers: Offer[];
};

/**
 * Something that one press records. `name` is short, such as "VPN"; `about` says what it answers. Without an action, the
 * press opens the form that resolves the ticket.
 */
export type Offer = {
  name: string;
  about: string;
  action: Extract<CaseAction, { kind: "record" | "fill" | "read" | "put-back" | "keep" }> | null;
};

/** A value that commands need, such as the computer's name, with its question and an example. */
export type OpenBlank = { blank: string; question: string; example: string };

/** What a technician recorded last. `recording` identifies it in `undo`, `what` names questions and answers. */
export type Recording = { recording: number; what: string; isTakenBack: boolean };

/** What a technician can record on the person's behalf. */
export type RecordableFact = {
  fact: string;
  question: string;
  known: string | null;
  many: boolean;
  /** `name` is short, such as "VPN". */
  choices: (Choice & { name: string })[];
};

export type TicketView = QueueEntry & {
  /** The case as it is now. Its transcript is empty. */
  now: TicketPackage;
  /** The case as of the last hand-over. */
  handedOver: TicketPackage;
  told: HandOverDetails;
  lines: SaidLine[];
  /** The script of the report that the technician can run next; null if the walk has none. */
  report: { title: string; words: string; script: string; file: string } | null;
  /** The blanks of the commands that nobody has filled in yet. */
  blanks: OpenBlank[];
  /** The latest .rdp file that the person pasted, repaired; null if there is none, or nothing in it to repair. */
  repairedFile: { name: string; text: string } | null;
  /** All facts of the tree: those that tell the suspects apart best first, known ones last. */
  facts: RecordableFact[];
  recording: Recording | null;
  /** All causes of the tree, the likeliest first, for resolving. */
  causes: { id: string; title: string; standing: string }[];
  /**
   * Changes that are still in place. `change` identifies one in `put-back`; `title` is its step in a few words. `cause` is
   * what the change is a fix of; null for the change of a test, which cannot stay.
   */
  changes: { change: number; title: string; undo: string; run: string | null; cause: string | null }[];
  /** The cause whose fix stays, which the resolution will most likely name. */
  fixed: string | null;
  /** Earlier resolutions, and how each ended: it did not help, the fault came back, or a technician reopened the case. */
  resolvedBefore: (NonNullable<TicketView["resolved"]> & { ended: "in-vain" | "came-back" | "reopened" })[];
  /** The number of lines before the ones shown. */
  earlierLines: number;
  resolved: { by: string; cause: string | null; causeTitle: string | null; note: string } | null;
  /** The person's first words about the fault, in one line; null if they only pressed and pasted. */
  inTheirWords: string | null;
  /** Notes that only technicians see. */
  notes: TicketNote[];
  deliveries: Omit<StoredDelivery, "payload">[];
  log: TicketLogEntry[];
  /** Whether the person has the chat open now; undefined where the channel does not report it. */
  isThere: boolean | undefined;
  /** What this technician may do now. */
  may: Record<CaseAction["kind"], boolean>;
};

/** What a technician does with the case. */
export type CaseAction =
  | { kind: "claim" }
  /** Takes the ticket from a colleague who cannot continue. `sure`: even if the colleague is writing. */
  | { kind: "take-over"; sure?: "yes" | undefined }
  /** Puts the ticket back into the queue. */
  | { kind: "release" }
  | { kind: "say"; text: string }
  | { kind: "record"; fact: string; answers: string[] }
  /** Fills a blank of the commands, such as the computer's name. */
  | { kind: "fill"; blank: string; value: string }
  /** Reads pasted output, such as that of the look that was suggested, and records the facts it holds. */
  | { kind: "read"; text: string; look?: string | undefined }
  /** The technician did what comes next, or cannot do it: `action` is a look, which showed nothing wrong, or a step. */
  | { kind: "next-done"; action: string; how: "done" | "cannot" }
  /** Takes back what was recorded, by any technician. */
  | { kind: "undo"; recording: number }
  | { kind: "put-back"; change: number }
  /** The change stays, because it is the fix of its cause. */
  | { kind: "keep"; change: number }
  | { kind: "hand-back" }
  /** `cause` is a cause of the tree, or null for none of them. */
  | { kind: "resolve"; cause: string | null; note: string }
  | { kind: "reopen" };

/** `note`: writes a note that the person never sees, in any state of the case. */
export type DeskAction = CaseAction | { kind: "note"; text: string };

/** `why` is a sentence for the technician, such as who was faster. Then nothing was stored. */
export type Outcome = { done: true } | { done: false; why: string };

/** The lists of the desk. "open": all that are not closed. "changes": open ones with open changes. */
export const lists = ["open", "waiting", "mine", "changes", "resolved", "closed"] as const;
export type TicketList = (typeof lists)[number];

export type Desk = {
  /**
   * The tickets of a list, all open ones by default; the most urgent and longest waiting first, closed ones newest first.
   * With `words`, all tickets that contain them. At most `MOST_LISTED`.
   */
  queue(technician: Technician, wish?: { words?: string; list?: TicketList }): Promise<QueueEntry[]>;
  /** The technician's own tickets in which the person wrote last. */
  answered(technician: Technician): Promise<QueueEntry[]>;
  /** The number of tickets in each list. */
  count(technician: Technician): Promise<Record<TicketList, number>>;
  /** Undefined for an unknown reference. Logs that this technician saw the ticket, at most once in ten minutes. */
  ticket(reference: string, technician: Technician): Promise<TicketView | undefined>;
  /** Idempotent: the caller makes `id` and uses it again for a retry. Rejects only when the store fails. */
  act(reference: string, technician: Technician, id: string, action: DeskAction): Promise<Outcome>;
};
