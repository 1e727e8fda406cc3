/** The events of a case. Plain JSON. */

/** What is tried: the fix of a cause, a test, or the checks for a neighbouring fault. */
export type Owner = { cause: string } | { test: string } | { neighbour: string };
/** Where an answer comes from; "pasted" is a report. */
export type Origin = "said" | "pasted" | "chosen" | "test" | "look" | "technician";
/** How soon the person needs it, in their own judgement. */
export type Urgency = "can-wait" | "today" | "now";
/** What the person adds for the technicians. `leftOut` names the facts and blanks to keep back, or "conversation". */
export type HandOverDetails = {
  impact?: string;
  urgency?: Urgency;
  name?: string;
  contact?: string;
  /** Since when it fails, such as "since this morning". */
  since?: string;
  /** The two-letter code of the language in which the person writes, if the bot does not speak it. */
  language?: string;
  /** Questions of the offer that the person passed over. */
  skipped?: ("impact" | "urgency" | "contact")[];
  leftOut?: string[];
};
export type Undo = { do: string; run?: string | undefined };

/** The hand-over that is offered when the case stands still. */
export const notUnderstood = "not-understood";

/**
 * One thing that happened in a case. Histories are append-only: a later event supersedes an earlier one and never changes it.
 * The only exception are words that a person deletes, see `erase.ts`; the event keeps its kind and its place.
 */
export type Event =
  | { kind: "opened"; tree: string; version: string; hash: string; greeted?: true }
  | { kind: "codes"; codes: { kind: string; hex: string; from: string }[]; group?: number }
  | { kind: "answered"; fact: string; answers: string[]; origin: Origin; words: string; group?: number }
  /**
   * The words seem to state one of these answers, the most probable first, and the bot asks before it uses one. `probably`:
   * a yes or no is enough. `now`: with the next message.
   */
  | { kind: "supposed"; fact: string; answers: string[]; words: string; probably?: true; now?: true; group?: number }
  /** The person said that a supposed answer is not what they meant. */
  | { kind: "not-meant"; fact: string; answer: string; group?: number }
  | { kind: "looked"; look: string; group?: number }
  /** `lines` are the lines of the report that were read, as `key: value`. `made` is in UTC as ISO 8601. */
  | { kind: "reported"; report: string; lines: string[]; made?: string; host?: string; group?: number }
  /** Several questions were asked at once. What is still unknown is asked on its own where it decides something. */
  | { kind: "asked-together"; facts: string[]; oneByOne?: true; group?: number }
  /** The person does not want to run the script of a report, or cannot. */
  | { kind: "no-report"; report: string; group?: number }
  | { kind: "filled"; blank: string; value: string | null; group?: number }
  /** Contains a copy of the undo, so that a later edit of the tree cannot lose it. */
  | { kind: "performed"; step: string; of: Owner; do: string; run?: string; undo?: Undo }
  | { kind: "could-not"; step: string; of: Owner; group?: number }
  /** The person has looked, and there is nothing to do: the setting is right already, or the step is for other computers. */
  | { kind: "not-needed"; step: string; of: Owner; group?: number }
  /**
   * `another`: the window says something else now, and the bot asks what. `before`: the step of the fix that comes next.
   * `by`: the technician who says so; otherwise the person.
   */
  | { kind: "checked"; of: Owner | null; works: boolean; another?: true; before?: string; by?: string; group?: number }
  /** `change` is the place of the "performed" event in the history. `by`: the technician who says so; otherwise the person. */
  | { kind: "reverted"; change: number; done: boolean; by?: string }
  | { kind: "stayed"; handOver: string; group?: number }
  /** `insists`: the person asked twice, so the bot asks nothing more before handing over. */
  | { kind: "wants-person"; words: string; insists?: true }
  /**
   * A message left the case where it was: the bot could not read it, or answered it without learning anything. After two in
   * a row the bot offers a technician. `said` names the reply, so that it is not given a third time. `helped`: the person
   * asked for this reply and got it, so it does not count.
   */
  | { kind: "not-understood"; said?: string; helped?: true }
  /** The person has not replied for a long time. */
  | { kind: "walked-away" }
  /** A field that is absent keeps its earlier value. */
  | ({ kind: "told" } & HandOverDetails)
  | { kind: "leaving"; how: "started-over" | "stopped"; group?: number }
  | { kind: "handed-over"; to: string; reference: string }
  /** The person no longer needs a technician. */
  | { kind: "withdrawn" }
  /** The named technician takes the case, returns it to the queue, or gives it back to the bot. */
  | { kind: "joined"; by: string }
  | { kind: "released"; by: string }
  | { kind: "handed-back"; by: string }
  /** What the named technician recorded in one go: the events from the place `from` to this one. */
  | { kind: "recorded"; by: string; from: number }
  /** The cause as the technician verified it, or null when only the note explains it. */
  | { kind: "resolved"; by: string; cause: string | null; note: string }
  /**
   * A technician reopens the case, or the person does (`by` is null) because it still fails. `again`: it worked, the case was
   * closed, and the fault came back. `backTo`: the technician who resolved it and is still at the desk.
   */
  | { kind: "reopened"; by: string | null; again?: true; backTo?: string }
  | { kind: "closed"; how: "works" | "started-over" | "stopped"; cause: string | null }
  /** The events at these places count as never having happened. `deleted`: the person deleted or edited the message. */
  | { kind: "taken-back"; events: number[]; deleted?: true };

export function makeOwnerKey(owner: Owner): string {
  if ("neighbour" in owner) return `neighbour:${owner.neighbour}`;
  return "cause" in owner ? `cause:${owner.cause}` : `test:${owner.test}`;
}

export function makeStepKey(owner: Owner, step: string): string {
  return `${makeOwnerKey(owner)}/${step}`;
}

/** Places of the events that were taken back. */
export function findTakenBack(history: readonly Event[]): ReadonlySet<number> {
  const places = new Set<number>();
  for (const event of history) if (event.kind === "taken-back") for (const at of event.events) places.add(at);
  return places;
}

/** Places of the events that "back" takes back: all events of the person's latest message that can be undone. */
export function findUndoable(history: readonly Event[]): number[] {
  const gone = findTakenBack(history);
  const undoable = history.flatMap((event, at) =>
    "group" in event && event.group !== undefined && !gone.has(at) ? [{ at, group: event.group }] : [],
  );
  const last = undoable.at(-1);
  return last ? undoable.filter(({ group }) => group === last.group).map(({ at }) => at) : [];
}
