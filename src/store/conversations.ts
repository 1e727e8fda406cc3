/** `id` is unique per channel and conversation. `reference` is the Bot Framework's; the newest one counts. */
export type Conversation = { id: string; channel: string; reference: object };

/** The person who opened it, and the number of its newest line (0 before the first). A closed one still accepts the turn under way. */
export type StoredConversation = { id: string; person: string; closedAt: string | null; lastSeq: number };

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
  /** Said while technicians had the case: they may read it, whatever the person kept back before. */
  toTechnicians?: boolean;
};

/** `seq` counts per conversation from 1, without gaps. A person's own lines count as sent. */
export type StoredLine = Line & { seq: number; sent: boolean };

/** Replies to one person that did not go out, in the order in which they were said. */
export type Unsent = { key: string; conversation: Conversation; lines: StoredLine[] };

/** Conversations and the lines of their transcripts. */
export interface Conversations {
  find(id: string): Promise<StoredConversation | undefined>;
  /** The conversation with its Bot Framework reference, which is needed to speak in it. */
  findReference(id: string): Promise<Conversation | undefined>;
  /** The newest conversation of that person that is not closed. */
  findOpen(channel: string, person: string): Promise<StoredConversation | undefined>;
  /** How many conversations that person has begun, closed ones included. */
  count(channel: string, person: string): Promise<number>;
  /** Closing it again changes nothing. */
  close(id: string, at: string): Promise<void>;
  /** Whether a turn for this activity was committed. */
  hasTaken(id: string, activityId: string): Promise<boolean>;
  /** The number of the line that the person's activity became. */
  findSeq(id: string, activityId: string): Promise<number | undefined>;
  /** The lines after number `seq`, in order: at most `most`, fewer when they are long, at least one if there are any. */
  linesAfter(id: string, seq: number, most: number): Promise<StoredLine[]>;
  linesOfCase(caseId: string): Promise<StoredLine[]>;
  /** Who spoke last in that case, the bot aside. */
  lastSpeaker(caseId: string): Promise<"person" | "technician" | undefined>;
  /** What a crash left unsent, for each person, in channels whose name begins with `channelPrefix`. */
  listUnsent(channelPrefix?: string): Promise<Unsent[]>;
  /** The unsent lines of all cases of one key. */
  unsentTo(key: string): Promise<StoredLine[]>;
  markSent(lineIds: string[]): Promise<void>;
}

/** A turn has answered this activity before; its answer is in the transcript. */
export class AlreadyTaken extends Error {
  override readonly name = "AlreadyTaken";
  readonly code = "ALREADY_TAKEN";
  constructor(conversation: string, activityId: string) {
    super(`activity ${activityId} of conversation ${conversation} was taken before, and nothing was stored again`);
  }
}
