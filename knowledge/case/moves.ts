/** The kinds of moves, and functions that read one. */

import type { Report, ReportScript } from "../tree/reports.ts";
import { type Blank, type Fact, type Look, type Neighbour, NOT_SURE, type Step } from "../tree/tree.ts";
import type { Event, Owner, Undo } from "./events.ts";
import type { OpenChange } from "./standing.ts";

/**
 * `key` tells a button that was pressed late or twice from a current one. `lead` is a sentence that introduces the move,
 * because the person's own suspicion led to it.
 */
export type Move = { key: string; lead?: string } /** `supposed`: what the person's words seem to answer already. */ & (
  | { kind: "ask"; id: string; fact: Fact; supposed?: Supposition }
  /** Asks whether the words mean this answer. */
  | { kind: "ask-back"; id: string; fact: Fact; answer: string; words: string }
  | { kind: "together"; facts: { id: string; fact: Fact; supposed?: Supposition }[] }
  | { kind: "look"; id: string; look: Look; fact: Fact; run?: string }
  /** `right` is the fact that says whether the person may run it, as long as that is unknown. */
  | { kind: "report"; id: string; report: Report; script: ReportScript; right?: string }
  | { kind: "fill"; id: string; blank: Blank; for: string }
  | {
      kind: "step";
      id: string;
      step: Step;
      of: Owner;
      run?: string;
      undo?: Undo;
      number: number;
      count: number;
      last: boolean;
      /** The last step of a test asks for its result as well. */
      result?: { id: string; fact: Fact; works: string };
    }
  /** With `before`, the fix has steps left, and this one comes next. */
  | { kind: "check"; of: Owner; fact?: { id: string; fact: Fact; works: string }; before?: string }
  /** Another fault than this tree's: what it is, and three safe checks. */
  | { kind: "neighbour"; id: string; neighbour: Neighbour }
  | { kind: "revert"; change: OpenChange }
  /** If there is a reference, the technicians already have the case. */
  | { kind: "hand-over"; to: string; optional: boolean; reference?: string; by?: string | null }
  /** A technician resolved the case, and the person is asked to confirm. */
  | { kind: "confirm"; reference: string; by: string; cause: string | null; note: string }
  | { kind: "close"; how: "works" | "started-over" | "stopped"; cause: string | null }
);

/** What the words seem to answer, the most probable first. */
export type Supposition = { answers: string[]; words: string };

/** A move before it has a key. */
export type BareMove = Move extends infer M ? (M extends Move ? Omit<M, "key"> : never) : never;

/** Makes the event for a completed step, with a copy of its current undo. */
export function makePerformed(move: Move & { kind: "step" }): Event {
  return {
    kind: "performed",
    step: move.id,
    of: move.of,
    do: move.step.do,
    ...(move.run !== undefined && { run: move.run }),
    ...(move.undo && { undo: move.undo }),
  };
}

/** The fact whose answer the move waits for. */
export function findAskedFact(move: Move): string | undefined {
  if (move.kind === "ask" || move.kind === "ask-back") return move.id;
  if (move.kind === "look") return move.look.learns[0];
  if (move.kind === "report") return move.right;
  return move.kind === "check" ? move.fact?.id : undefined;
}

/** The answers a person can choose for a fact, "not sure" last. */
export function listAnswers(fact: Fact): { id: string; label: string }[] {
  return [
    ...Object.entries(fact.answers)
      .filter(([, { unlisted }]) => !unlisted)
      .map(([id, { label }]) => ({ id, label })),
    { id: NOT_SURE, label: "Not sure" },
  ];
}
