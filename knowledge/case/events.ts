/** What happened in a case, as a list of events. Plain JSON. */

/** What a step is done for: to fix a cause, or to carry out a test. */
export type Owner = { cause: string } | { test: string };
export type Origin = "said" | "pasted" | "chosen" | "test" | "look" | "technician";
/** How soon a person needs it, in their own judgement. */
export type Urgency = "can-wait" | "today" | "now";
/** What a person tells for the hand-over. `leftOut` names what is not to be passed on: facts, blanks, or "conversation". */
export type Told = { impact?: string; urgency?: Urgency; name?: string; contact?: string; leftOut?: string[] };
export type Undo = { do: string; run?: string | undefined };

/** What happened in a case. Only ever appended; an event is superseded by a later one, never changed. */
export type Event =
  | { kind: "opened"; tree: string; version: string; hash: string; greeted?: true }
  | { kind: "codes"; codes: { kind: string; hex: string; from: string }[]; group?: number }
  | { kind: "answered"; fact: string; answers: string[]; origin: Origin; words: string; group?: number }
  | { kind: "looked"; look: string; group?: number }
  | { kind: "filled"; blank: string; value: string | null; group?: number }
  /** The undo is copied as it was then, so that an edited tree never loses it. */
  | { kind: "performed"; step: string; of: Owner; do: string; run?: string; undo?: Undo }
  | { kind: "could-not"; step: string; of: Owner; group?: number }
  | { kind: "checked"; of: Owner | null; works: boolean; group?: number }
  /** `change` is the place of the performed event in the history. */
  | { kind: "reverted"; change: number; done: boolean }
  | { kind: "stayed"; handOver: string; group?: number }
  /** `insists`: asked again, and is not to be asked anything more before it. */
  | { kind: "wants-person"; words: string; insists?: true }
  /** Nothing in a message could be read; two in a row, and a person is offered. */
  | { kind: "not-understood" }
  /** Nobody has written for a long time while something waited for them. */
  | { kind: "walked-away" }
  /** What is absent stays as it was told before. */
  | ({ kind: "told" } & Told)
  | { kind: "leaving"; how: "started-over" | "stopped"; group?: number }
  | { kind: "handed-over"; to: string; reference: string }
  /** The person needs no technician any more. */
  | { kind: "withdrawn" }
  /** A technician, by name, takes the case, puts it back into the queue, or gives it back to the bot. */
  | { kind: "joined"; by: string }
  | { kind: "released"; by: string }
  | { kind: "handed-back"; by: string }
  /** What it was, as far as the technician could verify it: a cause of the tree, or null with the note alone. */
  | { kind: "resolved"; by: string; cause: string | null; note: string }
  /** The person says that it does not work after all (null), or a technician takes it up again. */
  | { kind: "reopened"; by: string | null }
  | { kind: "closed"; how: "works" | "started-over" | "stopped"; cause: string | null }
  /** The events at these places count as never said. */
  | { kind: "taken-back"; events: number[] };

export function ownerKey(owner: Owner): string {
  return "cause" in owner ? `cause:${owner.cause}` : `test:${owner.test}`;
}

export function stepKey(owner: Owner, step: string): string {
  return `${ownerKey(owner)}/${step}`;
}

/** Places of the events that were taken back. */
export function takenBack(history: readonly Event[]): ReadonlySet<number> {
  return new Set(history.flatMap((event) => (event.kind === "taken-back" ? event.events : [])));
}

/** Places of the events that "back" takes back: all that the person's latest undoable message said. Empty when there is none. */
export function latestUndoable(history: readonly Event[]): number[] {
  const gone = takenBack(history);
  const undoable = history.flatMap((event, at) =>
    "group" in event && event.group !== undefined && !gone.has(at) ? [{ at, group: event.group }] : [],
  );
  const last = undoable.at(-1);
  return last ? undoable.filter(({ group }) => group === last.group).map(({ at }) => at) : [];
}
