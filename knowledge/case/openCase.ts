/** A case while a turn works on it. */
import type { Knowledge } from "../tree/codes.ts";
import type { Event } from "./events.ts";
import type { Move } from "./moves.ts";
import { nextMove } from "./next.ts";
import { readStanding } from "./reducer.ts";
import type { Standing } from "./standing.ts";

/** Computes standing and move on first use, and again after an event is added. */
export class OpenCase {
  /** The tree with which the case was opened, even if a newer one has been released since. */
  readonly knowledge: Knowledge;
  readonly #history: Event[];
  #standing: Standing | undefined;
  #move: Move | undefined;

  constructor(knowledge: Knowledge, history: readonly Event[]) {
    this.knowledge = knowledge;
    this.#history = [...history];
  }

  get history(): readonly Event[] {
    return this.#history;
  }

  get standing(): Standing {
    this.#standing ??= readStanding(this.knowledge.tree, this.#history);
    return this.#standing;
  }

  get move(): Move {
    this.#move ??= nextMove(this.knowledge.tree, this.standing, this.#history);
    return this.#move;
  }

  /** The turn stores the added events in its transaction. */
  add(...events: Event[]): void {
    if (events.length === 0) return;
    this.#history.push(...events);
    this.#standing = undefined;
    this.#move = undefined;
  }

  /** Replaces events by what a deletion leaves of them. */
  rewrite(events: ReadonlyMap<number, Event>): void {
    for (const [at, event] of events) this.#history[at] = event;
    this.#standing = undefined;
    this.#move = undefined;
  }
}
