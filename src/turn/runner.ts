/** Runs a turn on one person's case: under the case's lock, decided on what is stored, committed in one transaction. */
import type { Activity } from "botbuilder";
import type { CaseLocks } from "../store/caseLocks.ts";
import { CaseMovedOn } from "../store/cases.ts";
import { AlreadyTaken, type Conversation, type Line } from "../store/conversations.ts";
import type { Store, TurnRecord } from "../store/store.ts";
import type { TicketLogEntry } from "../store/tickets.ts";
import { createPackager } from "../tickets/package.ts";
import { OpenTurn, type TurnParts } from "./openTurn.ts";
import type { InitiateHandoff } from "./ports.ts";

/** What a turn decided: everything here is stored with the case's new events, whole or not at all. */
export type Decided = {
  turn: OpenTurn;
  /** Names the person, for the ticket and for an agent hub. */
  activity: Activity;
  conversation: Conversation;
  /** The person's line first, then the others in the order in which they were said. */
  lines: Line[];
  /** Whether the lines are still to be sent. False where clients read the transcript themselves. */
  toSend: boolean;
  log?: TicketLogEntry[];
  /** Runs after the commit, still under the case's lock. */
  deliver?: () => Promise<void>;
};

/** Why nothing was decided, in a sentence; nothing is stored then. */
export type Refused = { why: string };

/** `repeated`: a turn of that id was committed before, and nothing was stored again. */
export type TurnResult = { kind: "stored" } | { kind: "repeated" } | ({ kind: "refused" } & Refused);

export type RunnerParts = TurnParts & {
  store: Pick<Store, "commit">;
  /** One turn at a time for each case. */
  locks: CaseLocks;
  initiateHandoff: InitiateHandoff;
  /** Called when a turn is on the disk. */
  stored?: ((turn: TurnRecord) => void) | undefined;
};

/** How often a turn is tried when another process changes the same case. */
const ATTEMPTS = 4;

export class TurnRunner {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /**
   * Lets `decide` work on the case as it is stored, and commits what it decided, once for each id. Retries when
   * another process changed the case in the meantime, so `decide` may be called several times. Rejects when the store
   * fails, or when the case still changes at the last attempt.
   */
  run(
    key: string,
    { conversation, id }: { conversation: string; id: string },
    decide: (turn: OpenTurn) => Promise<Decided | Refused>,
  ): Promise<TurnResult> {
    return this.#parts.locks.run(key, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#attempt(key, { conversation, id }, decide);
        } catch (error) {
          if (error instanceof AlreadyTaken) return { kind: "repeated" };
          if (!(error instanceof CaseMovedOn) || attempt === ATTEMPTS) throw error;
        }
      }
    });
  }

  /** The case as it is stored now, for a turn that has to begin again. */
  load(key: string): Promise<OpenTurn> {
    return OpenTurn.load(this.#parts, key);
  }

  async #attempt(
    key: string,
    { conversation, id }: { conversation: string; id: string },
    decide: (turn: OpenTurn) => Promise<Decided | Refused>,
  ): Promise<TurnResult> {
    const { store, now, newId, initiateHandoff, stored } = this.#parts;
    if (await store.conversations.hasTaken(conversation, id)) return { kind: "repeated" };
    const decided = await decide(await this.load(key));
    if ("why" in decided) return { kind: "refused", ...decided };
    const { turn, activity, deliver, log = [], ...said } = decided;
    const record = await turn.record(
      { ...said, key, person: activity.from?.id ?? "", incoming: { activityId: id }, log },
      createPackager(activity),
      initiateHandoff(activity, { conversation, at: now(), newId }),
    );
    await store.commit(record);
    stored?.(record);
    await deliver?.();
    return { kind: "stored" };
  }
}
