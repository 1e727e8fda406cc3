/** The store by aggregate. Each aggregate's port is in the file of its name; `sqlite/` implements them. */
import type { CaseChange, Cases } from "./cases.ts";
import type { Conversation, Conversations, Line } from "./conversations.ts";
import type { Deliveries, Delivery } from "./deliveries.ts";
import type { Keys } from "./keys.ts";
import type { Phrasings } from "./phrasings.ts";
import type { DeskSessions } from "./sessions.ts";
import type { TicketLogEntry, TicketRecord, Tickets } from "./tickets.ts";
import type { Trees } from "./trees.ts";

/** Everything that one turn changes; the store keeps all of it or nothing. */
export type TurnRecord = {
  key: string;
  conversation: Conversation;
  /** Who spoke. The first to speak in a conversation is its person. */
  person: string;
  /** Makes the turn idempotent: one turn per activity id and conversation. */
  incoming: { activityId: string };
  cases: CaseChange[];
  /** What the dialogs await from `key` now; null deletes it. */
  dialogState: object | null;
  /** The person's line first, then the bot's. */
  lines: Line[];
  /** Whether replies still have to be sent. False where clients read the transcript themselves. */
  toSend: boolean;
  tickets: TicketRecord[];
  deliveries: Delivery[];
  log: TicketLogEntry[];
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
  /** Survives a power cut once it resolves. Rejects with `AlreadyTaken` or `CaseMovedOn`; then the store kept nothing. */
  commit(turn: TurnRecord): Promise<void>;
  /** A number that changes whenever another process has stored something; cheap enough to poll every second. */
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
