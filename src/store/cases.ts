import type { Event } from "../../knowledge/case/events.ts";
import type { ChangedTicket } from "./tickets.ts";

/** Who acts next: the bot, the technicians' queue, a technician, the person who says whether it works ("resolved"), or no one. */
export type CaseState = "bot" | "waiting" | "with-technician" | "resolved" | "closed";

/** One person's problem. `key` names channel, conversation or thread, and person. */
export type StoredCase = {
  id: string;
  key: string;
  treeHash: string;
  state: CaseState;
  reference: string | null;
  openedAt: string;
  history: Event[];
};

/** `from` is the number of events that the turn read. The store refuses the change when it holds more or fewer. */
export type CaseChange = {
  id: string;
  treeHash: string;
  state: CaseState;
  reference: string | null;
  openedAt: string;
  append: Event[];
  from: number;
  /** When the turn decided this. */
  at: string;
  /** Whether the case counts as abandoned when the person stays away. */
  watch: boolean;
  /** How its ticket stands after this; null before the first hand-over. */
  ticket: ChangedTicket | null;
};

export interface Cases {
  /** The newest case of that key. */
  current(key: string): Promise<StoredCase | undefined>;
  find(id: string): Promise<StoredCase | undefined>;
  /** Newest first, without their history. */
  list(): Promise<StoredCase[]>;
  /** The watched cases in which nothing has happened since `before`. */
  listAbandoned(before: string): Promise<StoredCase[]>;
  /** Takes the case off the watch until its next turn. */
  unwatch(id: string): Promise<void>;
  /** What the dialogs await from that key. */
  dialogState(key: string): Promise<object | null>;
}

/** Another turn changed the case after this one read it. The store kept nothing; read the case again. */
export class CaseMovedOn extends Error {
  override readonly name = "CaseMovedOn";
  readonly code = "CASE_MOVED_ON";
  constructor(id: string, from: number, stored: number) {
    super(`nothing was stored: case ${id} holds ${stored} events, the turn was decided on ${from}`);
  }
}
