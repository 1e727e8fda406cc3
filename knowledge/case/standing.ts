/** What the events of a case add up to. */
import type { Origin, Owner, Told, Undo } from "./events.ts";

export type KnownFact = { answers: string[]; origin: Origin; words: string; event: number };

/** A change that was made and neither put back nor kept by a fix that worked. */
export type OpenChange = {
  event: number;
  step: string;
  of: Owner;
  do: string;
  run?: string | undefined;
  undo: Undo;
  /** The person could not put it back, so a technician has to. */
  stuck: boolean;
};

/** What a case's events add up to. */
export type Standing = {
  /** Codes that were read and not taken back, in the order in which they were said. */
  codes: readonly { kind: string; hex: string; from: string }[];
  facts: ReadonlyMap<string, KnownFact>;
  values: ReadonlyMap<string, string | null>;
  looked: ReadonlySet<string>;
  /** `cause:x/step` for steps done, and the same for steps this person could not do. */
  performed: ReadonlySet<string>;
  couldNot: ReadonlySet<string>;
  /** Causes whose fix was tried to the end, and whether it helped. */
  tried: ReadonlyMap<string, boolean>;
  openChanges: readonly OpenChange[];
  works: { cause: string | null } | null;
  stayed: ReadonlySet<string>;
  wantsPerson: boolean;
  insists: boolean;
  /** How many messages in a row could not be read. */
  notUnderstood: number;
  walkedAway: boolean;
  told: Told;
  leaving: "started-over" | "stopped" | null;
  handedOver: HandedOver | null;
  /** By which the technicians know this case, also while the bot has it again. */
  reference: string | null;
  /** How it left the technicians, since they last had it. */
  left: "withdrawn" | "handed-back" | null;
  closed: { how: "works" | "started-over" | "stopped"; cause: string | null } | null;
};

/** `by` is the technician who has it, or who resolved it. */
export type HandedOver = {
  to: string;
  reference: string;
  phase: "waiting" | "with-technician" | "resolved";
  by: string | null;
  resolved: { cause: string | null; note: string } | null;
};
