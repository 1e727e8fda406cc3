import type { Event } from "../../knowledge/case/events.ts";
import type { ChangedTicket } from "./tickets.ts";

/** Says who acts next. "resolved" waits for the person to confirm that it works. */
export type CaseState = "bot" | "waiting" | "with-technician" | "resolved" | "closed";

/** One person's problem. `key` consists of channel, conversation or thread, and person. */
export type StoredCase = {
  id: string;
  key: string;
  treeHash: string;
  state: CaseState;
  reference: string | null;
  openedAt: string;
  history: Event[];
};

/** `from` is the number of events that the turn read. The store rejects the change if the case now has more or fewer. */
export type CaseChange = {
  id: string;
  treeHash: string;
  state: CaseState;
  reference: string | null;
  openedAt: string;
  append: Event[];
  from: number;
  /** The time of the turn. */
  at: string;
  /** Whether the case becomes abandoned if the person stays away. */
  watch: boolean;
  /** The ticket's new standing; null before the first hand-over. */
  ticket: ChangedTicket | null;
};

export interface Cases {
  /** The newest case of the key. */
  current(key: string): Promise<StoredCase | undefined>;
  find(id: string): Promise<StoredCase | undefined>;
  /** Newest first, with empty histories. */
  list(): Promise<StoredCase[]>;
  /** Watched cases without any event since `before`. */
  listAbandoned(before: string): Promise<StoredCase[]>;
  /** Stops watching the case until its next turn. */
  unwatch(id: string): Promise<void>;
  /** Returns the stored dialog stack of the key, or null before the first turn. */
  dialogState(key: string): Promise<object | null>;
}

/** Another turn changed the case after this one read it. The store kept nothing; read the case again. */
export class CaseMovedOn extends Error {
  override readonly name = "CaseMovedOn";
  readonly code = "CASE_MOVED_ON";
  constructor(id: string, from: number, stored: number) {
    super(`turn not stored: case ${id} has ${stored} events, but the turn read ${from}`);
  }
}
