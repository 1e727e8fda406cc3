/** `id` is unique per channel and conversation. `reference` is the newest Bot Framework conversation reference. */
export type Conversation = { id: string; channel: string; reference: object };

/** `person` opened it. `lastSeq` is the number of its newest line, 0 before the first. A closed conversation still accepts a running turn. */
export type StoredConversation = { id: string; person: string; closedAt: string | null; lastSeq: number };

/** How far each side has seen what the other wrote. `at` is the time of the last change, `by` a technician's name. */
export type SeenLines = { person: { seq: number; at: string } | null; technician: { seq: number; by: string } | null };

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
  /** Said while technicians had the case. They may read it even if the person left out earlier lines. */
  toTechnicians?: boolean;
  /** The events that a person's message added to its case. Lines of 0.1.0 and earlier do not know them. */
  events?: EventRange;
  /** What the person did to it later. A deleted line keeps its place and its time, and has no text any more. */
  mark?: "edited" | "deleted";
};

/** Places in the history of a case; `to` is the first place after them. */
export type EventRange = { from: number; to: number };

/** `seq` counts per conversation from 1, without gaps. A person's own lines count as sent. */
export type StoredLine = Line & { seq: number; sent: boolean };

/** Replies to one person that were not sent, in order. */
export type Unsent = { key: string; conversation: Conversation; lines: StoredLine[] };

/** Conversations and the lines of their transcripts. */
export interface Conversations {
  find(id: string): Promise<StoredConversation | undefined>;
  /** The conversation with its Bot Framework reference, which is needed to send messages to it. */
  findReference(id: string): Promise<Conversation | undefined>;
  /** The newest conversation of that person that is not closed. */
  findOpen(channel: string, person: string): Promise<StoredConversation | undefined>;
  /** The number of conversations that the person has begun, including closed ones. */
  count(channel: string, person: string): Promise<number>;
  /** All conversations of the person, oldest first. */
  listOf(channel: string, person: string): Promise<StoredConversation[]>;
  /** Idempotent. */
  close(id: string, at: string): Promise<void>;
  /** Whether a turn for this activity was committed. */
  hasTaken(id: string, activityId: string): Promise<boolean>;
  /** The number of the line that the person's activity became. */
  findSeq(id: string, activityId: string): Promise<number | undefined>;
  /** The line that a person's activity became, with the key of its case. */
  findPersonLine(id: string, activityId: string): Promise<{ line: StoredLine; key: string } | undefined>;
  /** The lines after `seq`, in order: at most `most`, fewer when they are long, but at least one if one exists. */
  linesAfter(id: string, seq: number, most: number): Promise<StoredLine[]>;
  linesOfCase(caseId: string): Promise<StoredLine[]>;
  /** Who of the two spoke last in the case, ignoring the bot. */
  lastSpeaker(caseId: string): Promise<"person" | "technician" | undefined>;
  findSeen(id: string): Promise<SeenLines>;
  /** Records that the person has seen all lines up to `seq`. False if that includes no new line of a technician. */
  noteSeenByPerson(id: string, seq: number, at: string): Promise<boolean>;
  /** Records that the technician has seen all lines up to `seq`. False if that includes no new line of the person. */
  noteSeenByTechnician(id: string, seq: number, by: string): Promise<boolean>;
  /** Replies that a crash left unsent, per person, in channels whose name begins with `channelPrefix`. */
  listUnsent(channelPrefix?: string): Promise<Unsent[]>;
  /** The unsent lines of all cases of one key. */
  unsentTo(key: string): Promise<StoredLine[]>;
  markSent(lineIds: string[]): Promise<void>;
}

/** Another turn has already answered this activity; its answer is in the transcript. */
export class AlreadyTaken extends Error {
  override readonly name = "AlreadyTaken";
  readonly code = "ALREADY_TAKEN";
  constructor(conversation: string, activityId: string) {
    super(`turn not stored: activity ${activityId} of conversation ${conversation} was already taken`);
  }
}
