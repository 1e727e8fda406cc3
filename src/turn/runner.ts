/** Runs a turn under the lock of its case, on the stored state, and commits it in one transaction. */
import type { Activity } from "botbuilder";
import type { CaseLocks } from "../store/caseLocks.ts";
import { CaseMovedOn } from "../store/cases.ts";
import { AlreadyTaken, type Conversation, type Line } from "../store/conversations.ts";
import type { Delivery } from "../store/deliveries.ts";
import type { Store, TurnRecord } from "../store/store.ts";
import type { TicketLogEntry } from "../store/tickets.ts";
import { createPackager, type FindTicketAddress } from "../tickets/package.ts";
import type { ErasedLines } from "./eraseFromStore.ts";
import { OpenTurn, type TurnParts } from "./openTurn.ts";
import type { InitiateHandoff } from "./ports.ts";

/** The result of a turn. It is stored with the case's new events in one transaction. */
export type Decided = {
  turn: OpenTurn;
  /** Identifies the person, for the ticket and for an agent hub. */
  activity: Activity;
  conversation: Conversation;
  /** The person's line first, then the others in order. */
  lines: Line[];
  /** Whether the lines must be sent. False on channels whose clients read the transcript themselves. */
  toSend: boolean;
  log?: TicketLogEntry[];
  /** Deliveries besides those of the turn's tickets. */
  deliveries?: Delivery[];
  /** Lines of an earlier turn that change, because the person deleted or edited a message. */
  erased?: ErasedLines;
  /** Runs after the commit, still under the case's lock. */
  deliver?: () => Promise<void>;
};

/** The reason, in a sentence, why the turn does nothing. Nothing is stored. */
export type Refused = { why: string };

/** `repeated`: a turn with the same id was committed before, so nothing was stored. */
export type TurnResult = { kind: "stored" } | { kind: "repeated" } | ({ kind: "refused" } & Refused);

export type RunnerParts = TurnParts & {
  store: Pick<Store, "commit">;
  /** Runs one turn at a time per case. */
  locks: CaseLocks;
  initiateHandoff: InitiateHandoff;
  ticketAddress?: FindTicketAddress | undefined;
  /** Called when a turn is on disk. */
  stored?: ((turn: TurnRecord) => void) | undefined;
};

/** Attempts per turn when another process changes the same case. */
const ATTEMPTS = 4;

export class TurnRunner {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /**
   * Calls `decide` with the stored case and commits its decision, once per id. Retries when another process changed the
   * case in the meantime, so `decide` may be called several times. Rejects when the store fails, or when the case still
   * changes at the last attempt.
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

  /** Loads the stored case, for a turn that has to start again. */
  load(key: string): Promise<OpenTurn> {
    return OpenTurn.load(this.#parts, key);
  }

  /** Loads one case of the person, which need not be the newest. */
  loadCase(key: string, caseId: string): Promise<OpenTurn> {
    return OpenTurn.loadCase(this.#parts, key, caseId);
  }

  async #attempt(
    key: string,
    { conversation, id }: { conversation: string; id: string },
    decide: (turn: OpenTurn) => Promise<Decided | Refused>,
  ): Promise<TurnResult> {
    const { store, now, newId, initiateHandoff, ticketAddress, stored } = this.#parts;
    if (await store.conversations.hasTaken(conversation, id)) return { kind: "repeated" };
    const decided = await decide(await this.load(key));
    if ("why" in decided) return { kind: "refused", ...decided };
    const { turn, activity, deliver, log = [], ...rest } = decided;
    const record = await turn.record(
      { ...rest, key, person: activity.from?.id ?? "", incoming: { activityId: id }, log, from: activity.from },
      createPackager(activity, ticketAddress),
      initiateHandoff(activity, { conversation, at: now(), newId }),
    );
    await store.commit(record);
    stored?.(record);
    await deliver?.();
    return { kind: "stored" };
  }
}
