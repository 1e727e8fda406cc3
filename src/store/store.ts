/** The store, one port per aggregate. Each port is in the file of the same name; `sqlite/` implements them. */
import type { Event } from "../../knowledge/case/events.ts";
import type { CaseChange, Cases } from "./cases.ts";
import type { Conversation, Conversations, EventRange, Line } from "./conversations.ts";
import type { Deliveries, Delivery } from "./deliveries.ts";
import type { Keys } from "./keys.ts";
import type { Phrasings } from "./phrasings.ts";
import type { DeskSessions } from "./sessions.ts";
import type { TicketLogEntry, TicketRecord, Tickets } from "./tickets.ts";
import type { Trees } from "./trees.ts";

/** Everything that one turn changes. The store commits all of it or nothing. */
export type TurnRecord = {
  key: string;
  conversation: Conversation;
  /** The sender of the turn. The first sender in a conversation becomes its person. */
  person: string;
  /** Makes the turn idempotent: one turn per activity id and conversation. */
  incoming: { activityId: string };
  cases: CaseChange[];
  /** The new dialog stack of `key`; null deletes it. */
  dialogState: object | null;
  /** The person's line first, then the bot's. */
  lines: Line[];
  /** Whether the replies must be sent. False on channels whose clients read the transcript themselves. */
  toSend: boolean;
  tickets: TicketRecord[];
  deliveries: Delivery[];
  log: TicketLogEntry[];
  /** What the person deleted or edited. It replaces what is stored, and keeps no copy. */
  erasure?: Erasure;
};

/** Replaces stored words with what is left of them. Everything belongs to the cases of the turn. */
export type Erasure = {
  /** Each keeps its place, its time and its speaker. A line without a text is never sent. */
  lines: (Pick<Line, "id" | "text" | "activity" | "mark"> & { events?: EventRange })[];
  /** Events at their places, with the same kinds. */
  events: { caseId: string; place: number; event: Event }[];
  /** The packages of hand-overs, rebuilt. */
  tickets: Pick<TicketRecord, "reference" | "package" | "person" | "about">[];
  /** What the outbox holds, sent or not. */
  deliveries: Pick<Delivery, "id" | "payload">[];
};

export interface Store {
  readonly trees: Trees;
  readonly cases: Cases;
  readonly conversations: Conversations;
  readonly tickets: Tickets;
  readonly deliveries: Deliveries;
  readonly sessions: DeskSessions;
  readonly phrasings: Phrasings;
  readonly keys: Keys;
  /** Once it resolves, the turn survives a power cut. Rejects with `AlreadyTaken` or `CaseMovedOn`; then nothing was stored. */
  commit(turn: TurnRecord): Promise<void>;
  /** A number that changes when another process writes to the store. Cheap enough to poll every second. */
  othersVersion(): Promise<number>;
  close(): Promise<void>;
}

export class StoreUnusable extends Error {
  override readonly name = "StoreUnusable";
  readonly code = "STORE_UNUSABLE";
  constructor(path: string, problem: string, wayOut: string, cause?: unknown) {
    super(`${path} cannot be used as the store\n✖ ${problem}\n  → ${wayOut}`, { cause });
  }
}
