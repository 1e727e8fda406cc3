/** The standing of a case: what its events add up to. */
import type { HandOverDetails, Origin, Owner, Undo } from "./events.ts";

export type KnownFact = { answers: string[]; origin: Origin; words: string; event: number };

/** Answers that the words seem to state, the most probable first. */
export type SupposedAnswers = { answers: string[]; words: string; probably: boolean; now: boolean };

/** A change that was made, was not put back, and does not belong to a fix that worked. */
export type OpenChange = {
  event: number;
  step: string;
  of: Owner;
  do: string;
  run?: string | undefined;
  undo: Undo;
  /** The person could not put it back, so a technician must. */
  stuck: boolean;
};

export type Standing = {
  /** Codes that were read and not taken back, in the order the person gave them. */
  codes: readonly { kind: string; hex: string; from: string }[];
  facts: ReadonlyMap<string, KnownFact>;
  /** Probable answers that the person has not confirmed yet. `now`: asked back before anything else. */
  supposed: ReadonlyMap<string, SupposedAnswers>;
  /** Keys such as `who-is-hit: only-me` of the answers that the person did not mean. */
  notMeant: ReadonlySet<string>;
  values: ReadonlyMap<string, string | null>;
  looked: ReadonlySet<string>;
  /** The latest report of each kind, and the kinds that the person does not run. */
  reports: ReadonlyMap<string, { lines: readonly string[]; made?: string; host?: string }>;
  reportsRefused: ReadonlySet<string>;
  /** Facts that were asked for in one message with others, and whether the person wants each on its own. */
  askedTogether: ReadonlySet<string>;
  wantsOneByOne: boolean;
  /** Keys such as `cause:x/step` of the steps the person did, and of the steps the person could not do. */
  performed: ReadonlySet<string>;
  couldNot: ReadonlySet<string>;
  notNeeded: ReadonlySet<string>;
  /** Keys of the steps before which the person tried, and it did not work yet. */
  triedBefore: ReadonlySet<string>;
  /** Keys of the steps that were done and put back. */
  reverted: ReadonlySet<string>;
  /** Causes whose fix was completed, and whether it helped. */
  tried: ReadonlyMap<string, boolean>;
  /** Causes that a technician dealt with. Steps of their fixes that the person did not do are not left to try. */
  doneByTechnician: ReadonlySet<string>;
  /** Neighbouring faults whose checks the person has been through. */
  neighboursTried: ReadonlySet<string>;
  openChanges: readonly OpenChange[];
  works: { cause: string | null } | null;
  /** The cause whose fix stays in place because a technician says that it helped. The person has not confirmed it. */
  fixed: string | null;
  /** The last try gave another message, and the person has not said which. */
  anotherMessage: boolean;
  stayed: ReadonlySet<string>;
  wantsPerson: boolean;
  insists: boolean;
  /** How many messages in a row left the case where it was; a declined offer begins a new row. */
  notUnderstood: number;
  /** The same since the case last moved, whatever was offered in between, and how often each reply was given. */
  stuck: { count: number; said: ReadonlyMap<string, number> };
  walkedAway: boolean;
  told: HandOverDetails;
  leaving: "started-over" | "stopped" | null;
  handedOver: HandedOver | null;
  /** The technicians' reference for the case. It stays when the bot gets the case back. */
  reference: string | null;
  /** How the case last left the technicians; null while they have it. */
  left: "withdrawn" | "handed-back" | null;
  /** The person ended a talk with a technician, and the technicians have not had the case since. */
  endedTalk: boolean;
  /** How many times the person has had the fault: 1, and one more each time that it came back after it had worked. */
  times: number;
  /** The cause whose fix made it work the last time, until that fix has been tried again. */
  helpedBefore: string | null;
  closed: { how: "works" | "started-over" | "stopped"; cause: string | null } | null;
};

/** `by` is the technician who has the case or resolved it. */
export type HandedOver = {
  to: string;
  reference: string;
  phase: "waiting" | "with-technician" | "resolved";
  by: string | null;
  resolved: { cause: string | null; note: string } | null;
};
