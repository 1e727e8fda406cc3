/** The case of a turn, with what the turn adds to it. */
import type { Erased } from "../../knowledge/case/erase.ts";
import type { Event } from "../../knowledge/case/events.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Standing } from "../../knowledge/case/standing.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";

export class TurnCase extends OpenCase {
  readonly id: string;
  readonly openedAt: string;
  /** The number of its events that are stored. */
  readonly stored: number;
  /** The stored events that the turn replaces, by their places. */
  readonly rewritten = new Map<number, Event>();
  #before: Standing | undefined;

  constructor(
    { id, openedAt }: { id: string; openedAt: string },
    knowledge: Knowledge,
    history: Event[],
    stored: number,
  ) {
    super(knowledge, history);
    this.id = id;
    this.openedAt = openedAt;
    this.stored = stored;
  }

  /** The standing of the stored events, without those that this turn adds. */
  get before(): Standing {
    return this.#before ?? this.standing;
  }

  override add(...events: Event[]): void {
    this.#before ??= this.standing;
    super.add(...events);
  }

  /** Takes a deleted message out of the case. Its "taken-back" event also tells a turn in another process that the case changed. */
  erase({ withdrawn, rewritten }: Erased): void {
    this.#before ??= this.standing;
    super.rewrite(rewritten);
    for (const [at, event] of rewritten) this.rewritten.set(at, event);
    super.add({ kind: "taken-back", events: withdrawn, deleted: true });
  }
}
