/** What may be asked of the store: cases, transcript, dialog state, tickets, trees, signing keys and phrasings, in one file of SQLite. */
import type { Event } from "../../knowledge/case.ts";

export type CaseState = "bot" | "waiting" | "closed";

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

export type Line = {
  id: string;
  caseId: string;
  conversation: string;
  who: "person" | "bot";
  activityId: string;
  text: string;
  activity: object;
  provenance: object | null;
  at: string;
};

/** `seq` counts per conversation from 1, without gaps. What a person said counts as sent. */
export type StoredLine = Line & { seq: number; sent: boolean };

export type TicketRecord = { reference: string; caseId: string; key: string; at: string; package: object };

/** `id` is unique per channel and conversation; `reference` is the Bot Framework's, the newest one counts. */
export type Conversation = { id: string; channel: string; reference: object };

/** `person` opened it; `lastSeq` is the number of its newest line, 0 without any. A closed one is no longer found; what was under way is still stored. */
export type StoredConversation = { id: string; person: string; closedAt: string | null; lastSeq: number };

/** A secret that signs tokens, base64url. Newest first wherever several are returned. */
export type SigningKey = { id: string; secret: string; madeAt: string };

/** Replies to one person that did not go out, in the order in which they were said. */
export type Unsent = { key: string; conversation: Conversation; lines: StoredLine[] };

/** `from` is the number of events already stored; the store refuses when it is not. */
export type CaseChange = {
  id: string;
  treeHash: string;
  state: CaseState;
  reference: string | null;
  openedAt: string;
  append: Event[];
  from: number;
};

/** All that one turn changes; stored whole or not at all. */
export type TurnRecord = {
  key: string;
  conversation: Conversation;
  /** Who spoke. The first to speak in a conversation is its person. */
  person: string;
  /** Makes the turn idempotent: one turn per activity id and conversation. */
  incoming: { activityId: string };
  cases: CaseChange[];
  /** What is awaited from `key` now; null forgets it. */
  dialogState: object | null;
  /** The person's line first, then the bot's. */
  lines: Line[];
  /** Whether the bot's lines are still to be sent. False where clients read the transcript themselves. */
  toSend: boolean;
  tickets: TicketRecord[];
};

/** A text of a language model that passed the guard. `key` stands for all that it depends on; `wording` is the id of the fixed words. */
export type KeptPhrasing = {
  key: string;
  wording: string;
  treeHash: string;
  model: string;
  tone: string;
  text: string;
  at: string;
};

/** A text of a language model that the guard did not let pass, beside the fixed words that were said instead. */
export type RejectedPhrasing = Omit<KeptPhrasing, "key"> & { template: string; reason: string; detail: string };

/** `times` counts how often that text came for that wording; the rest tells of the last time. */
export type StoredRejection = RejectedPhrasing & { times: number };

export interface Store {
  /** A tree must be kept before a case of it is committed. Keeping it again changes nothing. */
  keepTree(tree: { hash: string; id: string; version: string; text: string }): Promise<void>;
  treeText(hash: string): Promise<string | undefined>;
  /** The newest case of that key. */
  currentCase(key: string): Promise<StoredCase | undefined>;
  dialogState(key: string): Promise<object | null>;
  /** Whether a turn for this activity was committed. */
  seen(conversation: string, activityId: string): Promise<boolean>;
  /** Survives a power cut once it resolves. Rejects with `AlreadyTaken` or `CaseMovedOn`, and then nothing was stored. */
  commit(turn: TurnRecord): Promise<void>;
  markSent(lineIds: string[]): Promise<void>;
  /** What a crash left unsent, for each person. */
  unsent(channelPrefix?: string): Promise<Unsent[]>;
  /** The same of one key, all its cases. */
  unsentTo(key: string): Promise<StoredLine[]>;
  lines(caseId: string): Promise<StoredLine[]>;
  conversation(id: string): Promise<StoredConversation | undefined>;
  /** The newest conversation of that person that is not closed. */
  openConversation(channel: string, person: string): Promise<StoredConversation | undefined>;
  /** How many conversations that person has begun, closed ones too. */
  countConversations(channel: string, person: string): Promise<number>;
  /** Closing it again changes nothing. */
  closeConversation(id: string, at: string): Promise<void>;
  /** What was said after the line with that number, in order: at most `most` lines, and fewer when they are long, but never none if there are any. */
  linesAfter(conversation: string, seq: number, most: number): Promise<StoredLine[]>;
  /** The number of the line that the person's activity became. */
  seqOf(conversation: string, activityId: string): Promise<number | undefined>;
  signingKeys(): Promise<SigningKey[]>;
  /** Adds a key and forgets those made before `forgetBefore`. */
  addSigningKey(key: SigningKey, forgetBefore: string): Promise<void>;
  /** Newest first, without their history. */
  cases(): Promise<StoredCase[]>;
  ticket(reference: string): Promise<TicketRecord | undefined>;
  /** Newest first. */
  tickets(): Promise<TicketRecord[]>;
  /** The text that was kept under that key. */
  phrasing(key: string): Promise<string | undefined>;
  /** Keeping under the same key again replaces. */
  keepPhrasing(phrasing: KeptPhrasing): Promise<void>;
  /** Forgets kept texts, all or those of one wording, and tells how many there were. */
  forgetPhrasings(wording?: string): Promise<number>;
  /** Only the newest thousand stay. */
  keepRejected(rejected: RejectedPhrasing): Promise<void>;
  /** Newest first. */
  rejectedPhrasings(most: number): Promise<StoredRejection[]>;
  close(): Promise<void>;
}

/** The activity was answered before; its answer is in the transcript. */
export class AlreadyTaken extends Error {
  override readonly name = "AlreadyTaken";
  readonly code = "ALREADY_TAKEN";
  constructor(conversation: string, activityId: string) {
    super(`activity ${activityId} of conversation ${conversation} was taken before, and nothing was stored again`);
  }
}

/** Somebody else changed the case since it was read; nothing was stored, and reading it again shows what is so now. */
export class CaseMovedOn extends Error {
  override readonly name = "CaseMovedOn";
  readonly code = "CASE_MOVED_ON";
  constructor(id: string, from: number, stored: number) {
    super(`nothing was stored: case ${id} holds ${stored} events, the turn was decided on ${from}`);
  }
}

export class StoreUnusable extends Error {
  override readonly name = "StoreUnusable";
  readonly code = "STORE_UNUSABLE";
  constructor(path: string, problem: string, wayOut: string, cause?: unknown) {
    super(`${path} cannot be used as the store\n✖ ${problem}\n  → ${wayOut}`, { cause });
  }
}
