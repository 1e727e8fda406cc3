/** What technicians can do with a ticket: the port between the pages of the desk and what happens in the case. */

import type { Choice } from "../../dialogs/wording/wording.ts";
import type { Told, Urgency } from "../../knowledge/case/events.ts";
import type { StoredDelivery } from "../store/deliveries.ts";
import type { TicketLogEntry, TicketState } from "../store/tickets.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";

/** Somebody who is signed in, by the name that people see. */
export type Technician = { name: string };

/** One line of the queue. `at` is when it was first handed over, `changedAt` when anything last happened, both ISO 8601. */
export type QueueEntry = {
  reference: string;
  state: TicketState;
  /** Who has it, or resolved it. */
  by: string | null;
  at: string;
  changedAt: string;
  urgency: Urgency | null;
  /** The person's name or id, with "on behalf of" where somebody writes for a caller. */
  person: string;
  channel: string;
  /** What they cannot do meanwhile, or their first words. */
  about: string;
  openChanges: number;
  /** Whether somebody wrote after the technician last did. */
  unanswered: boolean;
  /** Targets that have given up on it. */
  deadDeliveries: number;
};

/** `leftOut`: the person kept this line to themselves; its text is empty. */
export type SaidLine = {
  /** Grows within a ticket; a page that knows one asks for what comes after it. */
  row: number;
  who: "person" | "bot" | "technician";
  /** The technician's name; empty for the others. */
  name: string;
  at: string;
  text: string;
  byModel: boolean;
  leftOut: boolean;
  /** A reply or message that the person's channel has not taken yet. */
  unsent: boolean;
};

/** What a technician can record on the person's behalf. */
export type RecordableFact = { fact: string; question: string; known: string | null; many: boolean; choices: Choice[] };

export type TicketView = QueueEntry & {
  /** The case as it is now, not as it was handed over: the same shape, its transcript empty. */
  now: TicketPackage;
  /** As it was handed over, the last time. */
  handedOver: TicketPackage;
  told: Told;
  lines: SaidLine[];
  /** What the tree would do next: a question, a look, a step or its end, in the words the person would see. */
  suggestion: { kind: "ask" | "look" | "step" | "other"; words: string; command: string | null; fact: string | null };
  /** All facts of the tree, the suggested one first, known ones last. */
  facts: RecordableFact[];
  /** All causes of the tree, most suspected first, for resolving. */
  causes: { id: string; title: string; standing: string }[];
  /** Changes that are still in place; `change` names one in `put-back`. */
  changes: { change: number; do: string; undo: string; run: string | null }[];
  /** What was said to have mended it, and did not hold. */
  resolvedBefore: NonNullable<TicketView["resolved"]>[];
  /** How many lines stand before those that are shown. */
  earlierLines: number;
  resolved: { by: string; cause: string | null; causeTitle: string | null; note: string } | null;
  deliveries: Omit<StoredDelivery, "payload">[];
  log: TicketLogEntry[];
  /** Whether the person has the page open at this moment; undefined where the channel does not tell. */
  isThere: boolean | undefined;
  /** What this technician may do at this moment. */
  may: Record<DeskAction["kind"], boolean>;
};

export type DeskAction =
  | { kind: "claim" }
  /** From a colleague who cannot go on with it. */
  | { kind: "take-over" }
  /** Back into the queue. */
  | { kind: "release" }
  | { kind: "say"; text: string }
  | { kind: "record"; fact: string; answers: string[] }
  | { kind: "put-back"; change: number }
  | { kind: "hand-back" }
  /** `cause` is one of the tree, or null when it was none of them. */
  | { kind: "resolve"; cause: string | null; note: string }
  | { kind: "reopen" };

/** `why` is a sentence for the technician: who was faster, what has changed since. Nothing was stored then. */
export type Outcome = { done: true } | { done: false; why: string };

export type Desk = {
  /** Unclosed tickets by default, most urgent and longest waiting first; with words, all that hold them. */
  queue(wish?: { words?: string; closed?: boolean }): Promise<QueueEntry[]>;
  /** How many are not closed. */
  open(): Promise<number>;
  /** Undefined when there is none. Notes that this technician saw it, once in ten minutes. */
  ticket(reference: string, technician: Technician): Promise<TicketView | undefined>;
  /** `id` is made by whoever asks, and the same when they ask again: then nothing happens twice. Rejects only when the store fails. */
  act(reference: string, technician: Technician, id: string, action: DeskAction): Promise<Outcome>;
};
