/** What technicians can do with a ticket: the port between the desk's pages and the case. */

import type { Choice } from "../../dialogs/wording/wording.ts";
import type { HandOverDetails, Urgency } from "../../knowledge/case/events.ts";
import type { StoredDelivery } from "../store/deliveries.ts";
import type { TicketLogEntry, TicketState } from "../store/tickets.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";

/** A technician who is signed in, by the name that people see. */
export type Technician = { name: string };

/** One line of the queue. `at` is the time of the first hand-over, `changedAt` of the last change, both ISO 8601. */
export type QueueEntry = {
  reference: string;
  state: TicketState;
  /** The technician who has it or resolved it. */
  by: string | null;
  at: string;
  changedAt: string;
  urgency: Urgency | null;
  /** The person's name or id, with "on behalf of" if they write for a caller. */
  person: string;
  channel: string;
  /** What the person cannot do meanwhile, or their first words. */
  about: string;
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
};

/** What a technician can record on the person's behalf. */
export type RecordableFact = { fact: string; question: string; known: string | null; many: boolean; choices: Choice[] };

export type TicketView = QueueEntry & {
  /** The case as it is now. Its transcript is empty. */
  now: TicketPackage;
  /** The case as of the last hand-over. */
  handedOver: TicketPackage;
  told: HandOverDetails;
  lines: SaidLine[];
  /** What the bot would do next: a question, a look, a step or something else, in the words that the person would see. */
  suggestion: { kind: "ask" | "look" | "step" | "other"; words: string; command: string | null; fact: string | null };
  /** What comes next for a technician, who has the rights that the person may lack. */
  ownNext: { kind: "report" | "look" | "step" | "other"; words: string; command: string | null; file: string | null };
  /** The latest .rdp file that the person pasted, repaired; null if there is none, or nothing in it to repair. */
  repairedFile: { name: string; text: string } | null;
  /** All facts of the tree: the suggested one first, known ones last. */
  facts: RecordableFact[];
  /** All causes of the tree, the likeliest first, for resolving. */
  causes: { id: string; title: string; standing: string }[];
  /** Changes that are still in place. `change` identifies one in `put-back`. */
  changes: { change: number; do: string; undo: string; run: string | null }[];
  /** Earlier resolutions that did not last. */
  resolvedBefore: NonNullable<TicketView["resolved"]>[];
  /** The number of lines before the ones shown. */
  earlierLines: number;
  resolved: { by: string; cause: string | null; causeTitle: string | null; note: string } | null;
  deliveries: Omit<StoredDelivery, "payload">[];
  log: TicketLogEntry[];
  /** Whether the person has the chat open now; undefined where the channel does not report it. */
  isThere: boolean | undefined;
  /** What this technician may do now. */
  may: Record<DeskAction["kind"], boolean>;
};

export type DeskAction =
  | { kind: "claim" }
  /** Takes the ticket from a colleague who cannot continue. */
  | { kind: "take-over" }
  /** Puts the ticket back into the queue. */
  | { kind: "release" }
  | { kind: "say"; text: string }
  | { kind: "record"; fact: string; answers: string[] }
  /** Reads pasted output, such as that of the server report, and records the facts it holds. */
  | { kind: "read"; text: string }
  | { kind: "put-back"; change: number }
  | { kind: "hand-back" }
  /** `cause` is a cause of the tree, or null for none of them. */
  | { kind: "resolve"; cause: string | null; note: string }
  | { kind: "reopen" };

/** `why` is a sentence for the technician, such as who was faster. Then nothing was stored. */
export type Outcome = { done: true } | { done: false; why: string };

export type Desk = {
  /**
   * Open tickets by default, the most urgent and longest waiting first; with `words`, all tickets that contain them.
   * At most `MOST_LISTED`.
   */
  queue(wish?: { words?: string; closed?: boolean }): Promise<QueueEntry[]>;
  /** How many tickets are open, and how many of these no technician has claimed. */
  count(): Promise<{ open: number; waiting: number }>;
  /** Undefined for an unknown reference. Logs that this technician saw the ticket, at most once in ten minutes. */
  ticket(reference: string, technician: Technician): Promise<TicketView | undefined>;
  /** Idempotent: the caller makes `id` and uses it again for a retry. Rejects only when the store fails. */
  act(reference: string, technician: Technician, id: string, action: DeskAction): Promise<Outcome>;
};
