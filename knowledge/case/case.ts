/** One person's problem as a list of events, and what those events add up to. Plain JSON in, plain values out. */
import { NOT_SURE, type Tree } from "../tree/tree.ts";

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

/** Reads a history from its beginning. The order of different facts makes no difference to what they add up to. */
export function standingOf(tree: Tree, history: readonly Event[]): Standing {
  const gone = takenBack(history);
  const facts = new Map<string, KnownFact>();
  const codes: { kind: string; hex: string; from: string }[] = [];
  const values = new Map<string, string | null>();
  const looked = new Set<string>();
  const performed = new Set<string>();
  const couldNot = new Set<string>();
  const tried = new Map<string, boolean>();
  const changes = new Map<number, OpenChange>();
  const stayed = new Set<string>();
  let works: Standing["works"] = null;
  let wantsPerson = false;
  let insists = false;
  let notUnderstood = 0;
  let walkedAway = false;
  let told: Told = {};
  let reference: string | null = null;
  let lastTo = "";
  let left: Standing["left"] = null;
  let leaving: Standing["leaving"] = null;
  let handedOver: HandedOver | null = null;
  let closed: Standing["closed"] = null;

  history.forEach((event, at) => {
    if (gone.has(at)) return;
    // Whatever else happens was understood.
    notUnderstood = event.kind === "not-understood" ? notUnderstood + 1 : 0;
    switch (event.kind) {
      case "answered":
        facts.set(event.fact, merge(tree, facts.get(event.fact), event, at));
        return;
      case "looked":
        looked.add(event.look);
        return;
      case "filled":
        values.set(event.blank, event.value);
        return;
      case "performed":
        performed.add(stepKey(event.of, event.step));
        if (event.undo)
          changes.set(at, {
            event: at,
            step: event.step,
            of: event.of,
            do: event.do,
            run: event.run,
            undo: event.undo,
            stuck: false,
          });
        return;
      case "could-not":
        couldNot.add(stepKey(event.of, event.step));
        return;
      case "checked": {
        // "It connects now" while a test's change is in place is a finding, not a success.
        const finding = event.works && [...changes.values()].some(({ of, stuck }) => "test" in of && !stuck);
        const cause = event.of ? causeOf(event.of) : finding ? null : underWay(changes);
        if (cause) tried.set(cause, event.works);
        if (event.works && !finding) works = { cause };
        return;
      }
      case "reverted": {
        const change = changes.get(event.change);
        if (!change) return;
        if (event.done) {
          changes.delete(event.change);
          // What was put back has to be done again before anybody can say what it does.
          performed.delete(stepKey(change.of, change.step));
        } else changes.set(event.change, { ...change, stuck: true });
        return;
      }
      case "stayed":
        stayed.add(event.handOver);
        return;
      case "wants-person":
        wantsPerson = true;
        insists ||= event.insists ?? false;
        return;
      case "leaving":
        leaving = event.how;
        return;
      case "handed-over":
        reference = event.reference;
        lastTo = event.to;
        left = null;
        handedOver = { to: event.to, reference, phase: "waiting", by: null, resolved: null };
        return;
      case "walked-away":
        walkedAway = true;
        return;
      case "told": {
        const { kind: _, ...news } = event;
        told = { ...told, ...news };
        return;
      }
      case "joined":
        if (handedOver) handedOver = { ...handedOver, phase: "with-technician", by: event.by };
        return;
      case "released":
        if (handedOver) handedOver = { ...handedOver, phase: "waiting", by: null };
        return;
      case "withdrawn":
      case "handed-back":
        // From here on it is the bot's again, and a person can be asked for anew.
        if (handedOver) left = event.kind;
        handedOver = null;
        wantsPerson = false;
        insists = false;
        walkedAway = false;
        return;
      case "resolved": {
        const { cause, note, by } = event;
        if (handedOver) handedOver = { ...handedOver, phase: "resolved", by, resolved: { cause, note } };
        return;
      }
      case "reopened":
        closed = null;
        works = null;
        leaving = null;
        left = null;
        // Also what was withdrawn or given back: a technician may take it up again.
        if (reference)
          handedOver = {
            to: lastTo,
            reference,
            phase: event.by ? "with-technician" : "waiting",
            by: event.by,
            resolved: null,
          };
        return;
      case "closed":
        closed = { how: event.how, cause: event.cause };
        return;
      case "codes":
        codes.push(...event.codes);
        return;
      case "opened":
      case "not-understood":
      case "taken-back":
        return;
    }
  });
  // What a fix that worked has changed stays changed; everything else is still to be put back.
  const openChanges = [...changes.values()].filter(({ of }) => !("cause" in of && tried.get(of.cause) === true));
  return {
    codes,
    facts,
    values,
    looked,
    performed,
    couldNot,
    tried,
    openChanges,
    works,
    stayed,
    wantsPerson,
    insists,
    notUnderstood,
    walkedAway,
    told,
    leaving,
    handedOver,
    reference,
    left,
    closed,
  };
}

function causeOf(owner: Owner): string | null {
  return "cause" in owner ? owner.cause : null;
}

// "It works", said out of turn: the fix whose change is in place has done it, and keeps it.
function underWay(changes: ReadonlyMap<number, OpenChange>): string | null {
  const change = [...changes.values()].findLast(({ of, stuck }) => causeOf(of) && !stuck);
  return change ? causeOf(change.of) : null;
}

function merge(tree: Tree, known: KnownFact | undefined, event: Event & { kind: "answered" }, at: number): KnownFact {
  const said: KnownFact = { answers: event.answers, origin: event.origin, words: event.words, event: at };
  const fact = tree.facts[event.fact];
  if (known && event.answers.every((answer) => answer === NOT_SURE)) return known;
  if (!fact?.many) return said;
  const before = known?.answers ?? [];
  const all = [...new Set([...before, ...event.answers])].filter((answer) => answer !== NOT_SURE);
  if (all.length === 0) return said;
  // "None of these" and a real answer exclude each other; the real one counts, whichever came first.
  const real = all.filter((answer) => !fact.answers[answer]?.alone);
  const order = Object.keys(fact.answers);
  const answers = (real.length > 0 ? real : all).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return { ...said, answers, words: [...new Set([known?.words ?? "", said.words])].filter(Boolean).join("; ") };
}

/** Whether a condition of the tree (all facts, any of the answers each) holds for what is known. */
export function holds(standing: Standing, condition: Record<string, string | string[]>): boolean {
  return Object.entries(condition).every(([fact, named]) => {
    const known = standing.facts.get(fact)?.answers ?? [];
    return [named].flat().some((answer) => known.includes(answer));
  });
}

/** Evidence that rules the cause out; empty when nothing does. */
export function ruledOutBy(tree: Tree, standing: Standing, cause: string): Record<string, string | string[]>[] {
  return (tree.causes[cause]?.against ?? []).filter((entry) => holds(standing, entry));
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
