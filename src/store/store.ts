/** What may be asked of the store: cases, transcript, dialog state, tickets, trees, signing keys and phrasings, in one file of SQLite. */
import type { Event, Urgency } from "../../knowledge/case/events.ts";

/** Who has it: the bot, the technicians' queue, a technician, the person who is asked whether it works, or nobody any more. */
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

export type Line = {
  id: string;
  caseId: string;
  conversation: string;
  who: "person" | "bot" | "technician";
  activityId: string;
  text: string;
  activity: object;
  provenance: object | null;
  at: string;
  /** Said while technicians had the case: theirs to read, whatever the person kept back before. */
  toTechnicians?: boolean;
};

/** `seq` counts per conversation from 1, without gaps. What a person said counts as sent. */
export type StoredLine = Line & { seq: number; sent: boolean };

/** A hand-over as it was at that moment. Handing the same case over again keeps the reference and counts `revision` up from 1. */
export type TicketRecord = {
  reference: string;
  caseId: string;
  key: string;
  at: string;
  revision: number;
  package: object;
  /** What a list shows of it, in words: who it is, where they write from, what it is about. */
  person: string;
  channel: string;
  about: string;
};

/** "with-bot": given back, or not yet handed over again; "withdrawn": the person needs nobody any more. */
export type TicketState = "waiting" | "with-technician" | "with-bot" | "resolved" | "withdrawn" | "closed";

/** How a ticket stands now. It changes with its case, in the same transaction. */
export type TicketStanding = {
  state: TicketState;
  /** The technician who has it, or who resolved it. */
  by: string | null;
  urgency: Urgency | null;
  /** The number of changes that are still to be put back. */
  openChanges: number;
  /** When anything last happened in its case. */
  changedAt: string;
};

/** `at` is when it was first handed over. */
export type StoredTicket = TicketRecord & TicketStanding;

/** A ticket in a list, which may be long: without what it holds. */
export type ListedTicket = Omit<StoredTicket, "package">;

/** Who did what with a ticket, for whoever has to answer for it. Seeing it counts as doing something. */
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
  /** What exactly, in a few words without anything that somebody typed; empty where there is nothing more to say. */
  detail: string;
};

/** What one target outside is to receive, once. `id` is the idempotency key: the same at every attempt. `payload` has been redacted for that target. */
export type Delivery = { id: string; target: string; reference: string; revision: number; at: string; payload: object };

/** A "dead" one is not tried again by itself. `error` tells of the last attempt. */
export type StoredDelivery = Delivery & {
  state: "waiting" | "delivered" | "dead";
  attempts: number;
  nextAt: string;
  deliveredAt: string | null;
  error: string | null;
};

/** Somebody who is signed in at the desk; `id` is a hash of what their browser shows. */
export type DeskSession = { id: string; technician: string; madeAt: string; expiresAt: string };

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
  /** When this was decided. */
  at: string;
  /** Whether something waits for the person, so that it matters when they never come back. */
  watch: boolean;
  /** How its ticket stands after this; null before the first hand-over. */
  ticket: (TicketStanding & { reference: string }) | null;
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
  /** Whether what is said to the person is still to be sent. False where clients read the transcript themselves. */
  toSend: boolean;
  tickets: TicketRecord[];
  deliveries: Delivery[];
  log: TicketLogEntry[];
};

/** Which tickets: all that are not closed or withdrawn, all with one of these states, or all of which a word is found. */
export type TicketWish = { states?: readonly TicketState[]; words?: string; most: number };

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
  /** Who spoke last in that case, the bot aside. */
  lastToSpeak(caseId: string): Promise<"person" | "technician" | undefined>;
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
  ticket(reference: string): Promise<StoredTicket | undefined>;
  /** Newest first. */
  tickets(): Promise<StoredTicket[]>;
  /**
   * What waits or is worked on first, then the most urgent, then what has waited longest; closed and found ones newest
   * first. Words are looked for in all that technicians get to see; upper and lower case are one.
   */
  findTickets(wish: TicketWish): Promise<ListedTicket[]>;
  /** How many there are in each state. */
  countTickets(): Promise<{ state: TicketState; count: number }[]>;
  /** When it was first handed over, and how many that wait stand before it in the queue; undefined when it does not wait. */
  placeInQueue(reference: string): Promise<{ at: string; before: number } | undefined>;
  /** The case of that id, with its history. */
  caseOf(id: string): Promise<StoredCase | undefined>;
  /** The conversation's channel and Bot Framework reference, for whoever has to speak in it. */
  conversationOf(id: string): Promise<Conversation | undefined>;
  /** Cases that wait for their person, and in which nothing has happened since `before`. */
  forsaken(before: string): Promise<StoredCase[]>;
  /** Nothing waits in that case, whatever was thought before. */
  unwatch(caseId: string): Promise<void>;
  /** Oldest first. */
  ticketLog(reference: string): Promise<TicketLogEntry[]>;
  /** Notes what changed nothing, such as that somebody saw it. */
  addToTicketLog(entry: TicketLogEntry): Promise<void>;
  /** What is due at `now`, oldest first, but nothing for the targets in `except`; nobody else takes the same before `until`. `attempts` counts this one. */
  takeDue(now: string, until: string, most: number, except?: readonly string[]): Promise<StoredDelivery[]>;
  delivered(id: string, at: string): Promise<void>;
  /** Tried in vain; tried again at `nextAt`, or never by itself when that is null. */
  undelivered(id: string, error: string, nextAt: string | null): Promise<void>;
  /** Makes dead ones due at `now` again, all or those with one of these ids, and tells how many. */
  retryDead(now: string, ids?: readonly string[]): Promise<number>;
  /** When the next one is due, those for the targets in `except` aside; undefined when none waits. */
  nextDue(except?: readonly string[]): Promise<string | undefined>;
  /** Newest first, with what they hold. */
  deliveries(wish: { reference?: string; state?: StoredDelivery["state"]; most: number }): Promise<StoredDelivery[]>;
  countDeliveries(): Promise<{ target: string; state: StoredDelivery["state"]; count: number }[]>;
  deskSession(id: string): Promise<DeskSession | undefined>;
  /** Adds one and forgets those that have expired by `now`. */
  addDeskSession(session: DeskSession, now: string): Promise<void>;
  endDeskSession(id: string): Promise<void>;
  /** Ends all sessions of that name, in whatever case it was written. */
  endDeskSessionsOf(technician: string): Promise<void>;
  /** Another number whenever another process has stored something; cheap enough to be asked every second. */
  othersVersion(): Promise<number>;
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
